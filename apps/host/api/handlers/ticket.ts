import type { Readable } from 'node:stream';
import type { NativeAttachment } from '@passerelle/connector';
import { ticketFields, type Attachment } from '@passerelle/ticket';
import type { Some } from '../call.js';
import { askedBy } from '../filter.js';
import type { Grounds } from '../grounds.js';
import { ApiRefusal } from '../refusal.js';
import type { SeenTicket } from '../seen-ticket.js';
import { aroundOf } from '../show/around.js';
import { historyOf } from '../show/history.js';
import { sidesOf } from '../show/sides.js';
import { showWhole } from '../show/ticket.js';
import { whyOf } from '../show/why.js';

/** What a browser may show in our own origin without running anything. */
const inlined: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'text/plain',
  'application/pdf',
]);
const presence = 60_000;

type Names =
  | 'readTicket'
  | 'explainTicket'
  | 'compareSides'
  | 'readHistory'
  | 'openAttachment'
  | 'announce'
  | 'leave'
  | 'markRead'
  | 'markUnread';

export function oneTicketHandlers(grounds: Grounds): Some<Names> {
  const { access, desk, house } = grounds;
  return {
    readTicket: async (call) => {
      const { ticket, caller } = call;
      call.header('etag', `"${ticket.revision}"`);
      return showWhole(ticket, await aroundOf(grounds, ticket, caller, askedBy(grounds, caller, {})));
    },
    explainTicket: async ({ ticket, query, caller: { grant }, language }) => {
      const field = ticketFields.find((one) => one === query.field);
      if (field === undefined) throw new ApiRefusal('bad-request', `no field is called «${query.field}»`);
      if (field === 'custom' && !grant.rights.has('internal'))
        throw new ApiRefusal('no-right', 'this takes the right «internal»');
      return whyOf(grounds, ticket, field, grant, language);
    },
    compareSides: async ({ ticket }) => ({ sides: await sidesOf(grounds, ticket) }),
    readHistory: async ({ ticket, caller }) => ({ lines: await historyOf(grounds, ticket, caller.grant) }),
    openAttachment: async ({ ticket, params, query }) => {
      const file = ticket.attachments.find(({ id }) => id === params.attachment);
      if (!file) throw new ApiRefusal('not-found', 'no such file');
      const content = await contentOf(grounds, file, ticket);
      const mime = file.mime?.split(';')[0]?.trim().toLowerCase() ?? '';
      const inline = query.inline === 'true' && inlined.has(mime);
      const quoted = encodeURIComponent(file.name.toWellFormed()).replaceAll(
        /['()*]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16)}`,
      );
      return {
        content,
        headers: {
          'content-type': inline
            ? mime === 'text/plain'
              ? 'text/plain; charset=utf-8'
              : mime
            : 'application/octet-stream',
          'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${quoted}`,
          'x-content-type-options': 'nosniff',
          // Whatever it is, it runs nothing and loads nothing.
          'content-security-policy':
            "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'",
        },
      };
    },
    announce: async ({ ticket, caller, body }) => {
      const now = house.clock.now();
      const { id } = ticket.ticket;
      const until = new Date(now.getTime() + presence).toISOString();
      const known = await access.presences(id, now.toISOString());
      const before = known.find(({ account }) => account === caller.account.id);
      await access.announce({
        ticket: id,
        account: caller.account.id,
        doing: body.doing,
        since: now.toISOString(),
        until,
      });
      if (before?.doing !== body.doing) grounds.announce({ kind: 'presence', ticket: id });
      const others = known.filter(({ account }) => account !== caller.account.id);
      const names = new Map((await access.accounts()).map(({ id: account, name }) => [account, name]));
      return {
        others: others.map(({ account, doing, since }) => ({
          name: names.get(account) ?? '?',
          doing: doing === 'answering' ? 'answering' : 'viewing',
          since,
        })),
      };
    },
    leave: async ({ ticket, caller }) => {
      await access.leave(ticket.ticket.id, caller.account.id);
      grounds.announce({ kind: 'presence', ticket: ticket.ticket.id });
    },
    markRead: ({ ticket, caller }) => desk.see(caller.account.id, ticket.ticket.id, ticket.revision, grounds.now()),
    markUnread: ({ ticket, caller }) => desk.forgetSeen(caller.account.id, ticket.ticket.id),
  };
}

/** Kept here, or asked of the tool where it was first seen. */
async function contentOf(
  { house }: Grounds,
  file: Attachment,
  { bonds }: Pick<SeenTicket, 'bonds'>,
): Promise<Readable> {
  if (file.sha256 !== null && (await house.files.has(file.sha256))) return house.files.open(file.sha256);
  const { connection, native } = file.origin;
  const bond = bonds.find((one) => one.connection === connection && one.tombstone === null);
  if (!bond || !house.configuration.connections.has(connection))
    throw new ApiRefusal('not-found', 'its content is not kept, and the tool that had it is gone');
  const { connector } = await house.connected(connection);
  const source = connector.source;
  let there: NativeAttachment | undefined;
  if (source)
    for await (const { attachments } of source.read([bond.native]))
      there ??= attachments.find(({ id }) => id === native);
  if (!there || !source?.open)
    throw new ApiRefusal('not-found', 'its content is not kept, and the tool does not give it');
  return source.open(there);
}
