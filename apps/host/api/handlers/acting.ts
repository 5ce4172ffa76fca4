import type { Some } from '../call.js';
import { carryOut, refuseInternal, showAll } from '../act/carry-out.js';
import { create, previewCreate } from '../act/create.js';
import { deedOf } from '../act/deed-of.js';
import { previewOf } from '../act/preview.js';
import type { Grounds } from '../grounds.js';
import { refusalOf } from '../problem.js';
import { ApiRefusal } from '../refusal.js';
import { readSeen } from '../seen-ticket.js';
import { largestFile } from '../largest.js';

type Names = 'act' | 'previewAction' | 'listActions' | 'actOnMany' | 'createTicket' | 'previewTicket' | 'upload';

export function actingHandlers(grounds: Grounds): Some<Names> {
  const { access, house } = grounds;
  return {
    act: async ({ ticket, caller, body, ifMatch, language, note }) => {
      note(`ticket:${ticket.ticket.id}`, { kind: body.kind });
      return carryOut(grounds, { caller, ticket, action: body, seen: revisionOf(ifMatch), language });
    },
    previewAction: async ({ ticket, caller, body, language }) => {
      refuseInternal(caller, body);
      const mirror = await grounds.mirror();
      if (mirror === null) return { ready: false, tools: [] };
      const doer = { account: caller.account, id: 'preview', now: grounds.now(), files: [] };
      return previewOf(mirror, ticket, deedOf(body, ticket.ticket, doer), language);
    },
    listActions: async ({ ticket, language, caller }) => {
      const acted = await access.actionsOf(ticket.ticket.id, 100);
      const internal = caller.grant.rights.has('internal');
      const shown = acted.filter(({ kind }) => internal || (kind !== 'work_note' && kind !== 'task'));
      return { actions: [...(await showAll(grounds, shown, language, { grant: caller.grant, seen: ticket }))] };
    },
    actOnMany: async ({ caller, body, language, note }) => {
      note(null, { kind: body.action.kind, tickets: body.tickets.length });
      const done = [];
      for (const id of new Set(body.tickets)) {
        try {
          const ticket = await readSeen(house.store, caller.grant, id);
          if (!ticket) throw new ApiRefusal('not-found');
          const action = await carryOut(grounds, { caller, ticket, action: body.action, seen: null, language });
          done.push({ ticket: id, action, problem: null });
        } catch (error) {
          done.push({ ticket: id, action: null, problem: refusalOf(error).code });
        }
      }
      return { done };
    },
    createTicket: async ({ caller, body, language, note }) => {
      const made = await create(grounds, caller, body, language);
      note(`ticket:${made.ticket}`);
      return made;
    },
    previewTicket: ({ caller, body }) => previewCreate(grounds, caller, body),
    upload: async (call) => {
      const file = await call.file();
      if (!file) throw new ApiRefusal('bad-request', 'expected one file in the field «file» of a multipart form');
      const { sha256, size } = await house.files.keep(file.content, largestFile);
      if (file.truncated()) throw new ApiRefusal('too-large');
      const id = house.random.hex(16);
      const { name, mime } = file;
      const { account } = call.caller;
      const value = { name, mime, size, sha256 };
      await access.keep({ account: account.id, kind: 'upload', id, shared: false, at: grounds.now(), value });
      call.note(`upload:${id}`, { size });
      return { id, name, size, mime };
    },
  };
}

/** Of `"12"`; anything else was given by nobody of us, and matches nothing. */
function revisionOf(ifMatch: string | null): number | null {
  if (ifMatch === null || ifMatch === '*') return null;
  const revision = Number(/^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch)?.[1] ?? -1);
  return revision;
}
