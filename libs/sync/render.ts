import type { Keyed, NativeCommand, NativeEntryDraft, NativeReference, Subject, Told } from '@passerelle/connector';
import type { Loss, Resolver, WordUse } from '@passerelle/mapping';
import type { Asset, Attachment, Entry, Person, Ticket, TicketField } from '@passerelle/ticket';
import type { Mouth, Run } from './flow.js';
import { headerOf } from './header.js';
import { personFingerprint } from './identity.js';
import { sameAsset } from './machines/assets.js';
import { endsTicket } from './plan.js';
import type { Files } from './ports/files.js';
import type { Bond, Intent, Trouble, WholeTicket } from './ports/records.js';
import { isSilent, type Terms } from './route.js';
import { why } from './why-refused.js';

export type Rendered =
  | { readonly kind: 'command'; readonly command: Keyed<NativeCommand>; readonly losses: readonly Loss[] }
  | { readonly kind: 'refused'; readonly trouble: Trouble };

export interface Scene {
  readonly route: Terms;
  readonly mouth: Mouth;
  readonly files: Files;
  readonly whole: WholeTicket;
  readonly bond: Bond | null;
  /** Key of the create command of the same batch, while the ticket is not there yet. */
  readonly createdBy: string | null;
  /** Native names of the copies of its entries in the target, where they are known. */
  readonly copies?: ReadonlyMap<string, string | null>;
}

/** Renders an intent from the ticket as it stands now (law 4). Refuses rather than widen an audience (law 8). */
export function render(intent: Intent, scene: Scene): Rendered {
  const { act } = intent;
  switch (act.kind) {
    case 'create':
      return renderCreate(intent, scene);
    case 'update':
      return renderUpdate(intent, scene, act.fields);
    case 'append': {
      const entry = scene.whole.entries.find(({ id }) => id === act.entry);
      return entry ? renderAppend(intent, scene, entry) : refused(why.entryGone);
    }
    case 'retract':
      return renderRetract(intent, scene, act.entry);
    case 'amend': {
      const entry = scene.whole.entries.find(({ id }) => id === act.entry);
      return entry ? renderAmend(intent, scene, entry) : refused(why.entryGone);
    }
    case 'attach': {
      const file = scene.whole.attachments.find(({ id }) => id === act.attachment);
      return file ? renderAttach(intent, scene, file) : refused(why.fileGone);
    }
  }
}

function renderCreate(intent: Intent, { route, mouth, whole }: Scene): Rendered {
  const speaks = whole.entries.length + whole.attachments.length > 0;
  const ticket =
    speaks && endsTicket(whole)
      ? {
          ...whole.ticket,
          status: 'in_progress' as const,
          outcome: null,
          resolution: null,
          resolved: null,
          closed: null,
        }
      : whole.ticket;
  const nativeClass = mouth.mapping.classFor(ticket.kind, route.as[ticket.kind]);
  if (nativeClass === null) return refused(why.noClass(mouth.connection, ticket.kind));
  const writing = mouth.mapping.write(ticket, nativeClass, mouth.mapping.writable(nativeClass), mouth.resolver);
  const undecided = writing.words.find(isUndecided);
  if (undecided) return refused(why.undecided(mouth.connection, undecided));
  const command: Keyed<NativeCommand> = {
    key: intent.key,
    kind: 'create',
    ticket: {
      class: nativeClass,
      fields: writing.fields,
      at: ticket.created,
      ...silence(route, mouth),
    },
  };
  return { kind: 'command', command, losses: writing.losses };
}

function silence(route: Terms, mouth: Mouth): { readonly silent?: true } {
  return isSilent(route, mouth.connection) ? { silent: true } : {};
}

function renderUpdate(intent: Intent, scene: Scene, fields: readonly TicketField[]): Rendered {
  const { route, mouth, whole, bond } = scene;
  const nativeClass = bond?.class ?? mouth.mapping.classFor(whole.ticket.kind, route.as[whole.ticket.kind]);
  const id = subject(scene);
  if (nativeClass === null || id === null) return refused(why.ticketGone);
  const { ticket, resolver } = fields.includes('assets')
    ? tiesThere(scene)
    : { ticket: whole.ticket, resolver: mouth.resolver };
  const writing = mouth.mapping.write(ticket, nativeClass, fields, resolver);
  const undecided = writing.words.find(isUndecided);
  if (undecided) return refused(why.undecided(mouth.connection, undecided));
  return {
    kind: 'command',
    command: { key: intent.key, kind: 'update', id, fields: writing.fields, ...silence(route, mouth) },
    losses: writing.losses,
  };
}

/**
 * What the tool ties to the ticket already is called as it calls it, whether or not an inventory knows it, and stands first: a tool
 * that holds one machine alone keeps the one that it has while it is among ours.
 */
function tiesThere({ bond, mouth, whole }: Scene): { readonly ticket: Ticket; readonly resolver: Resolver } {
  const { ticket } = whole;
  if (!bond?.shadow) return { ticket, resolver: mouth.resolver };
  const ids: string[] = [];
  const of = (id: string): Asset | null => {
    ids.push(id);
    return mouth.machineOf?.(id) ?? null;
  };
  const { native: id, class: nativeClass, number, url, version, shadow } = bond;
  const said = { id, class: nativeClass, number, url, version: version ?? '', changedAt: null, fields: shadow.fields };
  const assets = mouth.mapping.read({ ...said, entries: [], attachments: [] }, of).said.assets ?? [];
  const there = assets.length === ids.length ? assets.map((asset, nth) => ({ asset, id: ids[nth] ?? '' })) : [];
  const own = (asset: Asset): string | null => there.find((each) => sameAsset(each.asset, asset))?.id ?? null;
  const first = ticket.assets.filter((asset) => own(asset) !== null);
  return {
    ticket: { ...ticket, assets: [...first, ...ticket.assets.filter((asset) => own(asset) === null)] },
    resolver: { ...mouth.resolver, asset: (asset) => own(asset) ?? mouth.resolver.asset(asset) },
  };
}

function renderAppend(intent: Intent, scene: Scene, entry: Entry): Rendered {
  const id = subject(scene);
  if (id === null) return refused(why.ticketGone);
  const draft = draftEntry(scene, entry);
  if (draft === null) return refused(whyNot(scene.mouth, entry));
  return {
    kind: 'command',
    command: { key: intent.key, kind: 'append', id, entry: draft, ...silence(scene.route, scene.mouth) },
    losses: [],
  };
}

function whyNot(mouth: Mouth, entry: Entry): Told {
  const journal = journalOf(mouth, entry);
  const word =
    journal === null ? undefined : mouth.mapping.writeEntry(journal, entry, mouth.resolver).words.find(isUndecided);
  return word ? why.undecided(mouth.connection, word) : why.noJournal(mouth.connection, entry);
}

/** The entry as the target would show it; null where it cannot be told there. Verification uses it too. */
export function draftEntry(scene: Pick<Scene, 'route' | 'mouth' | 'whole'>, entry: Entry): NativeEntryDraft | null {
  const { route, mouth, whole } = scene;
  const journal = journalOf(mouth, entry);
  if (journal === null) return null;
  const { text: body, fields, words } = mouth.mapping.writeEntry(journal, entry, mouth.resolver);
  if (words.some(isUndecided)) return null;
  const header = headerOf(entry, whole.ticket.number ?? whole.ticket.id, route.language, route.zone);
  const native = mouth.keeps.author && mouth.keeps.instant;
  return {
    journal,
    audience: entry.audience,
    text: native ? body : `${header.line}\n${body}`,
    author: reference(entry.author, mouth),
    at: entry.at,
    mark: header.mark,
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}

/** The journal that keeps its audience; null where the target has none. */
function journalOf({ connector, mapping }: Mouth, { kind, audience }: Entry): string | null {
  const journal = mapping.journalFor(kind, audience);
  if (journal === null || (audience === 'internal' && connector.journals?.[journal] !== 'internal')) return null;
  return journal;
}

const isUndecided = ({ decision }: WordUse): boolean => decision.by === 'nobody' || decision.by === 'refusal';

function renderAttach(intent: Intent, scene: Scene, file: Attachment): Rendered {
  const { route, mouth, files } = scene;
  const id = subject(scene);
  if (id === null) return refused(why.ticketGone);
  if (file.audience === 'internal' && mouth.connector.attachments !== 'internal') {
    return refused(why.exposed(mouth.connection, file.name));
  }
  const { sha256, size } = file;
  if (sha256 === null || size === null) return refused(why.unread(file.name));
  const command: Keyed<NativeCommand> = {
    key: intent.key,
    kind: 'attach',
    id,
    audience: file.audience,
    ...silence(route, mouth),
    file: { name: file.name, mime: file.mime, size, sha256, at: file.at, open: () => files.open(sha256) },
  };
  return { kind: 'command', command, losses: [] };
}

/** Takes back a line that turned internal after it was told in public. What cannot be taken back needs a human at once. */
function renderRetract(intent: Intent, { bond, copies, mouth, whole }: Scene, part: string): Rendered {
  const copy = copies?.get(part) ?? null;
  const what =
    whole.attachments.find(({ id }) => id === part)?.name ?? whole.entries.find(({ id }) => id === part)?.text;
  if (bond === null || copy === null || !mouth.connector.sink?.accepts.has('retract')) {
    const name = what?.slice(0, 60).toWellFormed() ?? part;
    return refused(why.notTakenBack(mouth.connection, name));
  }
  return { kind: 'command', command: { key: intent.key, kind: 'retract', id: bond.native, entry: copy }, losses: [] };
}

/** Brings a line there up to date. In the tool where it was written it has no header, everywhere else it keeps its mark. */
function renderAmend(intent: Intent, scene: Scene, entry: Entry): Rendered {
  const { bond, copies, mouth } = scene;
  const copy = copies?.get(entry.id) ?? null;
  if (bond === null || copy === null) return refused(why.lineUnknown);
  const draft = draftEntry(scene, entry);
  if (draft === null) return refused(whyNot(mouth, entry));
  const own = entry.origin.connection === mouth.connection;
  const body = own ? mouth.mapping.writeEntry(draft.journal, entry, mouth.resolver).text : draft.text;
  const text = own || body.includes(draft.mark) ? body : `${body.trimEnd()}\n\n${draft.mark}`;
  const change = { text, ...draft.fields };
  return {
    kind: 'command',
    command: { key: intent.key, kind: 'amend', id: bond.native, entry: copy, change },
    losses: [],
  };
}

/** The terms of the route that planned an intent; null when it is configured no longer. */
export function termsOf({ routes }: Pick<Run, 'routes'>, { route }: Pick<Intent, 'route'>): Terms | null {
  return routes.find(({ name }) => name === route) ?? null;
}

function subject({ bond, createdBy }: Scene): Subject | null {
  if (bond !== null) return bond.native;
  return createdBy === null ? null : { createdBy };
}

function reference(person: Person | null, mouth: Mouth): NativeReference | null {
  if (person === null) return null;
  return {
    id: mouth.resolver.person(person),
    name: person.name,
    email: person.email,
    login: person.login,
    cut: person.cut,
  };
}

/** Which people of a ticket a target will be asked to know. */
export function peopleOf(whole: WholeTicket): ReadonlyMap<string, Person> {
  const { requester, beneficiary, openedBy, assignee, watchers } = whole.ticket;
  const authors = whole.entries.map(({ author }) => author);
  const people = [requester, beneficiary, openedBy, assignee, ...watchers, ...authors];
  return new Map(people.flatMap((person) => (person === null ? [] : [[personFingerprint(person), person] as const])));
}

function refused(message: Told): Rendered {
  return { kind: 'refused', trouble: { kind: 'unsupported', message } };
}
