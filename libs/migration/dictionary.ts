import type { Connector, NativeCode, NativeFields } from '@passerelle/connector';
import type { Mapping, Resolver } from '@passerelle/mapping';
import { blankTicket, outcomes, pendingReasons, statuses, type Ticket } from '@passerelle/ticket';
import type { Dictionary } from '@passerelle/workflow';

/** Somebody and some team that the tool knows: whoever has a ticket decides between words of one status. */
const knowing: Resolver = {
  person: () => '1',
  group: () => '1',
  asset: () => null,
  maxLength: () => null,
  language: 'fr',
  zone: 'UTC',
};

/** What a mapping makes of the words of a lifecycle, found by having it read and write each of them. */
export function dictionaryOf(mapping: Mapping, { journals = {} }: Pick<Connector, 'journals'>): Dictionary {
  const written = new Map<NativeCode, readonly NativeFields[]>();
  const situations = (nativeClass: NativeCode): readonly NativeFields[] => {
    const known = written.get(nativeClass);
    if (known) return known;
    const fields = mapping.writable(nativeClass).filter((field) => told.has(field));
    const all = samples().map((ticket) => mapping.write(ticket, nativeClass, fields, knowing).fields);
    written.set(nativeClass, all);
    return all;
  };
  return {
    journals: new Set(Object.keys(journals)),
    statusField: (nativeClass) => mapping.statusField(nativeClass),
    reads(nativeClass, field, code, state) {
      const column = mapping.statusField(nativeClass);
      const fields = { ...(column !== null && { [column]: state }), [field]: code };
      const { words } = mapping.read({
        id: '1',
        class: nativeClass,
        number: null,
        url: null,
        version: '',
        changedAt: null,
        fields,
        entries: [],
        attachments: [],
      });
      // A status with conditions is told with its situation: `2 (agent)`.
      return !words.some(
        ({ word, decision }) => decision.by === 'nobody' && (word === code || word.startsWith(`${code} (`)),
      );
    },
    writes(nativeClass, field) {
      const codes = situations(nativeClass).flatMap((fields) => {
        const value = fields[field];
        return typeof value === 'string' && value !== '' ? [value] : [];
      });
      return [...new Set(codes)];
    },
  };
}

const told: ReadonlySet<string> = new Set(['status', 'pendingReason', 'outcome']);

function samples(): readonly Ticket[] {
  const person = { name: 'Awa N’Diaye', login: null, email: null, employeeNumber: null, cut: false };
  const ticket: Ticket = { ...blankTicket, id: '0', number: null, references: [], assignee: person };
  return [
    ...statuses.map((status): Ticket => ({ ...ticket, status })),
    ...statuses.map((status): Ticket => ({ ...ticket, status, assignee: null })),
    ...pendingReasons.map((pendingReason): Ticket => ({ ...ticket, status: 'pending', pendingReason })),
    ...(['resolved', 'closed'] as const).flatMap((status) =>
      outcomes.map((outcome): Ticket => ({ ...ticket, status, outcome })),
    ),
  ];
}
