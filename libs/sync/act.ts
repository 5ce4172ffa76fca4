import { rulesVoice } from '@passerelle/workflow';
import {
  blankTicket,
  type Attachment,
  type Entry,
  type EntryDetails,
  type Person,
  type Ticket,
  type TicketField,
  type TicketFields,
  type TicketId,
} from '@passerelle/ticket';
import type { Run } from './flow.js';
import type { News } from './hear.js';
import { attachmentId, entryId, stable } from './identity.js';
import { intend, nothingTold, quotaOf, withheld } from './intend.js';
import { plan } from './plan.js';
import type { Intent, KeptTicket } from './ports/records.js';
import { Overtaken } from './ports/store.js';
import { waysOf } from './route.js';
import { rule } from './rule.js';
import { unmoved } from './wake.js';
import { isHeard, rulesOf } from './ways.js';

/** The origin of what people say at our own desk: no connection may be called so. */
export const deskVoice = 'console';

export interface DeedLine extends EntryDetails {
  readonly kind: Entry['kind'];
  readonly audience: Entry['audience'];
  readonly text: string;
}

/** What somebody does to a ticket at our own desk. */
export interface Deed {
  /** The same deed done again, after a crash or by an impatient hand, is done once. */
  readonly id: string;
  readonly by: Person;
  /** For the history: who and what, by key. */
  readonly why: string;
  readonly said: Partial<TicketFields>;
  readonly lines: readonly DeedLine[];
  readonly files: readonly Pick<Attachment, 'name' | 'mime' | 'size' | 'sha256' | 'audience'>[];
}

export interface Done {
  readonly ticket: KeptTicket['ticket'];
  /** Intents that carry it to the tools; none where every tool says so already. */
  readonly intents: readonly Intent[];
  /** What a rule answered who did not accept it. */
  readonly refused: string | null;
}

/** Other tools may be heard on the ticket meanwhile; each time it is done again over what they said. */
const tries = 50;

/**
 * A human at our own desk is one more voice: what they say is folded into the ticket as a tool's word is, rules hear it,
 * and everybody who lives with the ticket is told, all in one step. `make` sees the ticket as it stands, each time that it
 * is tried. Null where there is no such ticket.
 */
export async function act(flow: Run, id: TicketId, make: (whole: KeptTicket) => Deed): Promise<Done | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const whole = (await flow.store.tickets([id])).get(id);
      return whole ? await actOnce(flow, whole, make(whole)) : null;
    } catch (error) {
      if (!(error instanceof Overtaken) || attempt >= tries) throw error;
    }
  }
}

async function actOnce(flow: Run, whole: KeptTicket, deed: Deed): Promise<Done> {
  const { store } = flow;
  const id = whole.ticket.id;
  const bonds = await store.bondsOf([id]);
  const bound = new Set(bonds.filter(({ tombstone }) => tombstone === null).map(({ connection }) => connection));
  const news = await fold(flow, whole, deed, bound, whole);
  const intents = await intend(flow, [news], quotaOf(0));
  await keep(flow, news, intents, whole.revision);
  return { ticket: news.merged.whole.ticket, intents, refused: refusalIn(news) };
}

/**
 * A ticket that is born at our own desk: it is created in one connection, and begins wherever its mirrors take it from
 * there. The number comes with the tool's answer.
 */
export async function open(flow: Run, id: TicketId, deed: Deed, connection: string): Promise<Done> {
  const before = (await flow.store.tickets([id])).get(id);
  if (before) return { ticket: before.ticket, intents: await flow.store.outboxOf([id]), refused: null };
  const blank: KeptTicket = {
    ticket: { ...blankTicket, id, number: null, references: [] },
    why: {},
    entries: [],
    attachments: [],
    revision: 0,
  };
  const party = flow.parties.get(connection);
  const way = flow.routes
    .filter(({ mode }) => mode === 'mirror')
    .flatMap(waysOf)
    .find(({ to }) => to === connection);
  if (!party?.connector.sink || !way)
    throw new Error(`${connection}: expected a connection of a mirror that can be written to`);
  const folded = await fold(flow, blank, deed, new Set([connection]), null);
  const whole = folded.merged.whole;
  const nativeClass = party.mapping.classFor(whole.ticket.kind, way.route.as[whole.ticket.kind]);
  const own = plan({
    ...nothingTold,
    connection,
    route: way.route.name,
    run: flow.run,
    whole,
    withheld: withheld(flow, way, whole),
  });
  const mirrors = flow.routes.filter(({ mode }) => mode === 'mirror');
  const spring = { connection, connector: party.connector, mapping: party.mapping, mappingDigest: '' };
  const begins = new Set(mirrors.map(({ name }) => name));
  const news: News = { ...folded, ruled: [], nativeClass: nativeClass ?? '' };
  const others = await intend({ ...flow, spring, begins }, [news], quotaOf(null));
  const intents = [...own, ...others.filter((one) => one.connection !== connection)];
  await keep(flow, news, intents, 0);
  return { ticket: whole.ticket, intents, refused: null };
}

async function fold(
  flow: Run,
  whole: KeptTicket,
  deed: Deed,
  bound: ReadonlySet<string>,
  before: KeptTicket | null,
): Promise<News> {
  const now = flow.clock.now().toISOString();
  const id = whole.ticket.id;
  const said: Ticket = { ...whole.ticket, ...deed.said, updated: now };
  const moved = (Object.keys({ ...deed.said, updated: now }) as TicketField[]).filter(
    (field) => stable(said[field]) !== stable(whole.ticket[field]),
  );
  const known = new Set(whole.entries.map((entry) => entry.id));
  const lines = linesOf(whole, deed, now).filter((line) => !known.has(line.id));
  const files = filesOf(whole, deed, now);
  const why = Object.fromEntries(moved.filter((field) => field !== 'updated').map((field) => [field, deed.why]));
  const merged = {
    ...unmoved(whole),
    whole: {
      ticket: said,
      why: { ...whole.why, ...why },
      entries: [...whole.entries, ...lines],
      attachments: [...whole.attachments, ...files],
    },
    changed: moved,
    newEntries: lines,
    newAttachments: files,
  };
  const rules = rulesOf(flow, bound, said);
  const timers = before === null ? [] : await flow.store.timersOf([id]);
  const ruled = rules === null ? null : rule(rules, merged, before, { by: deskVoice, mark: deed.id }, timers, now);
  if (ruled?.trouble) flow.tell({ kind: 'trouble', message: ruled.trouble });
  const done = ruled?.merged ?? merged;
  return {
    merged: done,
    changed: done.changed,
    ruled: ruled?.ruled ?? [],
    timers: ruled?.timers ?? { set: [], cancel: [] },
    before: before?.ticket ?? null,
    digest: `deed ${deed.id}`,
    nativeClass: '',
    at: now,
    // A tool in which alone it lives is told too: nobody there said it.
    desk: [...bound].filter((one) => isHeard(flow.routes, one)),
  };
}

async function keep({ store }: Run, news: News, intents: readonly Intent[], was: number): Promise<void> {
  const { whole, newEntries, newAttachments } = news.merged;
  await store.commit({
    tickets: [{ ticket: whole.ticket, why: whole.why, was }],
    entries: newEntries,
    attachments: newAttachments,
    timers: news.timers.set,
    stoppedTimers: news.timers.cancel,
    intents,
  });
}

function linesOf({ ticket, entries }: KeptTicket, { id, by, lines }: Deed, at: string): readonly Entry[] {
  const own = entries.filter(({ origin }) => origin.connection === deskVoice).length;
  return lines.map(({ kind, audience, text, task, ...details }, index): Entry => {
    const native = `${id}/${index + 1}`;
    return {
      ...details,
      id: entryId(ticket.id, deskVoice, native),
      ticket: ticket.id,
      kind,
      audience,
      text,
      author: by,
      at,
      origin: { connection: deskVoice, native, ordinal: own + index + 1 },
      task: task ?? null,
    };
  });
}

function filesOf({ ticket, attachments }: KeptTicket, { id, by, files }: Deed, at: string): readonly Attachment[] {
  const own = attachments.filter(({ origin }) => origin.connection === deskVoice).length;
  const known = new Set(attachments.map((file) => file.id));
  return files
    .map((file, index): Attachment => {
      const native = `${id}/file/${index + 1}`;
      return {
        ...file,
        id: attachmentId(ticket.id, deskVoice, native),
        ticket: ticket.id,
        author: by,
        at,
        origin: { connection: deskVoice, native, ordinal: own + index + 1 },
      };
    })
    .filter((file) => !known.has(file.id));
}

/** What rules tell whoever they refuse, in their own words. */
function refusalIn({ merged: { newEntries } }: News): string | null {
  if (!newEntries.some(({ refusedBy }) => refusedBy)) return null;
  const told = newEntries.find(({ origin }) => origin.connection === rulesVoice);
  return told?.text ?? newEntries.find(({ refusedBy }) => refusedBy)?.refusedBy ?? null;
}
