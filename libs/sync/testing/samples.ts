import { asIs } from '@passerelle/connector';
import type { Timer } from '@passerelle/workflow';
import { blankTicket, type Attachment, type Entry, type Instant, type Ticket, type TicketId } from '@passerelle/ticket';
import type {
  AttachmentBond,
  Bond,
  Conflict,
  EntryBond,
  Intent,
  Observation,
  PersonLink,
  Quarantine,
  RunRecord,
} from '../ports/records.js';
import type { Changes } from '../ports/store.js';

/*
 * Rows for tests of stores and of the river. Each takes what the test is about; the rest is plausible and the same
 * every time.
 */

export const noon: Instant = '2025-11-18T12:00:00.000Z';

/** `seconds` after noon. */
export function after(seconds: number): Instant {
  return new Date(Date.parse(noon) + seconds * 1000).toISOString();
}

type Kept = NonNullable<Changes['tickets']>[number];

export function sampleTicket(id: TicketId, said: Partial<Ticket> = {}): Kept {
  const ticket: Ticket = {
    ...blankTicket,
    id,
    number: `RITM-${id}`,
    references: [],
    title: 'Écran noir au démarrage',
    description: "Bonjour,\nl'écran reste **noir**.",
    requester: { name: 'Élodie Noël', email: 'elodie.noel@example.org', login: null, employeeNumber: null, cut: false },
    created: noon,
    custom: { étage: 3, vip: false, salle: null },
    ...said,
  };
  return { ticket, why: { status: 'cassius.yaml:12' } };
}

export function sampleEntry(ticket: TicketId, ordinal: number, said: Partial<Entry> = {}): Entry {
  return {
    id: `${ticket}-e${ordinal}`,
    ticket,
    kind: 'comment',
    audience: 'public',
    text: `Réponse n° ${ordinal}`,
    author: { name: 'Agent Un', email: null, login: 'agent1', employeeNumber: null, cut: false },
    at: after(ordinal * 60),
    origin: { connection: 'cassius', native: `${ticket}/${ordinal}`, ordinal },
    task: null,
    ...said,
  };
}

export function sampleAttachment(ticket: TicketId, ordinal: number, said: Partial<Attachment> = {}): Attachment {
  return {
    id: `${ticket}-a${ordinal}`,
    ticket,
    name: `capture d'écran ${ordinal}.png`,
    mime: 'image/png',
    size: 20_000,
    sha256: 'ab'.repeat(32),
    audience: 'internal',
    author: null,
    at: after(ordinal * 60),
    origin: { connection: 'cassius', native: `${ticket}/file/${ordinal}`, ordinal },
    ...said,
  };
}

export function sampleBond(connection: string, native: string, ticket: TicketId, said: Partial<Bond> = {}): Bond {
  return {
    connection,
    native,
    class: 'incident',
    number: null,
    url: `https://${connection}.example/${encodeURIComponent(native.replaceAll(/\p{Surrogate}/gu, ''))}`,
    ticket,
    shadow: { digest: 'd1', fields: { state: '1', requester: { id: 'u1', name: 'Élodie Noël' }, tags: ['a', 'é'] } },
    version: '1',
    origin: 'seen',
    run: null,
    tombstone: null,
    ...said,
  };
}

export function sampleEntryBond(connection: string, entry: Entry, native: string | null): EntryBond {
  return { connection, ticket: entry.ticket, entry: entry.id, native };
}

export function sampleAttachmentBond(connection: string, file: Attachment, native: string | null): AttachmentBond {
  return { connection, ticket: file.ticket, attachment: file.id, native };
}

export function sampleIntent(
  connection: string,
  ticket: TicketId,
  position: number,
  said: Partial<Intent> = {},
): Intent {
  return {
    key: `${connection}-${ticket}-${position}`,
    connection,
    ticket,
    act: position === 0 ? { kind: 'create' } : { kind: 'append', entry: `${ticket}-e${position}` },
    position,
    route: 'cassius-vers-servicenow',
    run: 'run-1',
    ...said,
  };
}

export function sampleObservation(connection: string, native: string, said: Partial<Observation> = {}): Observation {
  return {
    connection,
    native,
    run: 'run-1',
    heard: noon,
    said: JSON.stringify({ id: native, état: 'En cours' }),
    ...said,
  };
}

export function sampleQuarantine(connection: string, native: string, said: Partial<Quarantine> = {}): Quarantine {
  return {
    connection,
    native,
    number: `RITM-${native}`,
    reason: 'unknown-word',
    detail: asIs('status «En vacances»'),
    advice: asIs('- { native: "En vacances", is: ??? }'),
    run: 'run-1',
    at: noon,
    ...said,
  };
}

export function sampleRun(id: string, said: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    route: 'cassius-vers-servicenow',
    verb: 'run',
    state: 'going',
    started: noon,
    ended: null,
    report: { heard: 3, words: ['é', null], nested: { a: 1.5 } },
    ...said,
  };
}

export function sampleConflict(id: string, ticket: TicketId, said: Partial<Conflict> = {}): Conflict {
  return {
    id,
    ticket,
    field: 'title',
    connection: 'servicenow',
    theirs: '"Écran noir"',
    ours: '"Écran cassé"',
    stands: 'ours',
    owner: null,
    state: 'open',
    run: 'run-1',
    at: noon,
    ...said,
  };
}

export function sampleTimer(id: string, ticket: TicketId, said: Partial<Timer> = {}): Timer {
  return {
    id,
    ticket,
    rule: 'mappings/rules/lycee.yaml#clôture',
    since: noon,
    due: after(60),
    state: 'running',
    ...said,
  };
}

export function samplePersonLink(connection: string, person: string, said: Partial<PersonLink> = {}): PersonLink {
  return { connection, person, native: 'u1', evidence: 'email', ...said };
}
