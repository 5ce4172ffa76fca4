import type { NativeTicket } from '@passerelle/connector';
import { rulesVoice } from '@passerelle/workflow';
import type { Attachment, Entry } from '@passerelle/ticket';
import type { Hearing, Party } from './flow.js';
import { entryId } from './identity.js';
import type { Merged } from './merge.js';
import type { WholeTicket } from './ports/records.js';
import { waysOf, type Route } from './route.js';

/*
 * A file that is larger than a tool takes stays where it is, and a line in that tool says so, as public as the file was: what was
 * left behind, why, and where it can be opened. Such a line is kept with the ticket in the step in which the file is heard
 * of, so that no crash can part the two, and is told to that tool alone.
 */

const seedOf = (connection: string, attachment: string): string => `left:${connection}:${attachment}`;

/** Whether a line says of a file that it was left behind. */
export function saysLeftBehind({ origin }: Pick<Entry, 'origin'>): boolean {
  return origin.connection === rulesVoice && origin.native.startsWith('left:');
}

/** Whether a line is one that only this other connection is told. */
export function isForAnother(entry: Pick<Entry, 'origin'>, connection: string): boolean {
  return saysLeftBehind(entry) && !entry.origin.native.startsWith(seedOf(connection, ''));
}

/** Files that stay behind by what a line for this connection says. */
export function leftBehindIn(connection: string, { entries, attachments }: WholeTicket): ReadonlySet<string> {
  const said = new Set(entries.flatMap(({ origin }) => (origin.connection === rulesVoice ? [origin.native] : [])));
  return new Set(attachments.flatMap(({ id }) => (said.has(seedOf(connection, id)) ? [id] : [])));
}

/** The ticket with a line for each tool that one of its new files is too large for. */
export function withNotes(
  flow: Pick<Hearing, 'parties' | 'routes' | 'limits' | 'spring'>,
  merged: Merged,
  native: NativeTicket,
  now: string,
): Merged {
  const notes = merged.newAttachments.flatMap((file) => notesOn(flow, merged.whole, native, file, now));
  if (notes.length === 0) return merged;
  const own = merged.whole.entries.filter(({ origin }) => origin.connection === rulesVoice).length;
  const lines = notes.map((note, nth) => ({ ...note, origin: { ...note.origin, ordinal: own + nth + 1 } }));
  return {
    ...merged,
    whole: { ...merged.whole, entries: [...merged.whole.entries, ...lines] },
    newEntries: [...merged.newEntries, ...lines],
  };
}

function notesOn(
  { parties, routes, limits, spring }: Pick<Hearing, 'parties' | 'routes' | 'limits' | 'spring'>,
  { ticket }: WholeTicket,
  native: NativeTicket,
  file: Attachment,
  now: string,
): readonly Entry[] {
  const size = file.size ?? native.attachments.find(({ id }) => id === file.origin.native)?.size ?? null;
  if (size === null) return [];
  const reached = reachedFrom(spring.connection, routes);
  return [...parties.values()].flatMap((party): readonly Entry[] => {
    const { connection } = party;
    // What was too large to be fetched is left behind everywhere.
    const most = file.sha256 === null ? Math.min(limits.attachment, mostOf(party)) : mostOf(party);
    const route = reached.get(connection);
    if (!route || size <= most) return [];
    const seed = seedOf(connection, file.id);
    const where = `${spring.connection} ${native.number ?? native.id}${native.url === null ? '' : ` (${native.url})`}`;
    return [
      {
        id: entryId(ticket.id, rulesVoice, seed),
        ticket: ticket.id,
        kind: file.audience === 'public' ? 'comment' : 'work_note',
        audience: file.audience,
        text: said[route.language](file.name, size, most, where),
        author: { name: 'Passerelle', email: null, login: null, employeeNumber: null, cut: false },
        at: now,
        origin: { connection: rulesVoice, native: seed, ordinal: 0 },
        task: null,
      },
    ];
  });
}

/** In bytes: what somebody configured for the connection, and what its tool is known to take. */
function mostOf({ largestFile, connector }: Party): number {
  return Math.min(largestFile ?? Infinity, connector.sink?.largest ?? Infinity);
}

/** Whom a ticket of this connection may come to, over any number of routes, each with the last of them. */
function reachedFrom(start: string, routes: readonly Route[]): ReadonlyMap<string, Route> {
  const reached = new Map<string, Route>();
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const route of routes)
      for (const { from, to } of waysOf(route))
        if (to !== start && !reached.has(to) && from.some((one) => one === start || reached.has(one)))
          reached.set(to, route);
  }
  return reached;
}

const mebibytes = (bytes: number, language: string): string =>
  (bytes / 1_048_576).toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const said = {
  fr: (name: string, size: number, most: number, where: string) =>
    `«${name}» n’a pas été repris ici : ${mebibytes(size, 'fr')} Mio, ${mebibytes(most, 'fr')} au plus. Le fichier se trouve dans ${where}.`,
  en: (name: string, size: number, most: number, where: string) =>
    `“${name}” was left behind: ${mebibytes(size, 'en')} MiB, at most ${mebibytes(most, 'en')} here. The file is in ${where}.`,
} as const;
