import type { Group, Person, TicketField, TicketFields } from '@passerelle/ticket';
import { domainOf } from '../laws/fields.js';
import { situationOf } from '../laws/statuses.js';
import { meaningOf } from '../laws/tables.js';
import type { ClassView } from '../load/class-view.js';
import type { FieldRow, Situation } from '../schema/rows.js';

/** One thing that tickets of a class can say, as a ticket that says it. */
export interface Sample {
  readonly fields: readonly TicketField[];
  readonly ticket: Partial<TicketFields>;
}

/** Everything that the rows of a class can say, each thing once: every status, every word, every field. */
export function samplesOf(view: ClassView): readonly Sample[] {
  return [
    { fields: ['kind'], ticket: {} },
    ...view.statuses.flatMap(({ row }) => {
      const situation = situationOf(row.is);
      return situation === null ? [] : [statusSample(situation)];
    }),
    ...view.fields.flatMap(({ row }) => (row.native === undefined ? [] : fieldSamples(view, row))),
  ];
}

const somebody: Person = { name: '…', email: null, login: null, employeeNumber: null, cut: false };
const someTeam: Group = { name: '…', codes: [] };
const moment = '2025-01-01T00:00:00.000Z';

function statusSample({ status, outcome, pending_reason, approval, escalation }: Situation): Sample {
  const axes: Partial<TicketFields> = {
    ...(outcome && { outcome }),
    ...(pending_reason && { pendingReason: pending_reason }),
    ...(approval && { approval }),
    ...(escalation && { escalation }),
  };
  // Some tools tell these two apart by who has the ticket, and by nothing else.
  const holder = status === 'queued' ? { group: someTeam } : status === 'assigned' ? { assignee: somebody } : {};
  return { fields: ['status', ...(Object.keys(axes) as TicketField[])], ticket: { status, ...axes, ...holder } };
}

function fieldSamples(view: ClassView, row: FieldRow): readonly Sample[] {
  const [head = row.is, part = ''] = row.is.split(/\.(.*)/s);
  const field = head as TicketField;
  const domain = domainOf(row.is);
  const table = domain === null ? undefined : view.words.get(domain);
  const meanings =
    domain === null
      ? []
      : [...(table?.rows.map((located) => located.row.is) ?? []), row.unknown?.is, table?.unknown?.row.is];
  const values =
    domain === null ? [sampleOf(field, part)] : meanings.map((is) => (is === undefined ? null : meaningOf(domain, is)));
  return [...new Set(values)].flatMap((value) =>
    value === null
      ? []
      : [{ fields: [field], ticket: { ...statusFor(field), [field]: value } as Partial<TicketFields> }],
  );
}

/** A status in which the field means something. */
export function statusFor(field: TicketField): Partial<TicketFields> {
  if (field === 'pendingReason') return { status: 'pending' };
  return ['outcome', 'resolution', 'resolved', 'closed'].includes(field) ? { status: 'closed' } : {};
}

const samples: Readonly<Partial<Record<TicketField, unknown>>> = {
  requester: somebody,
  beneficiary: somebody,
  openedBy: somebody,
  assignee: somebody,
  watchers: [somebody],
  group: someTeam,
  firstGroup: someTeam,
  assets: [{ name: '…', serial: null, uuid: null }],
  tags: ['…'],
  reassignedCount: 1,
  due: moment,
  created: moment,
  updated: moment,
  taken: moment,
  resolved: moment,
  closed: moment,
};

/** Something that a field, or a part of one, can say. */
export function sampleOf(field: TicketField, part: string): unknown {
  if (field === 'resolution') return { code: null, text: null, verdict: null, reason: null, [part]: '…' };
  if (field === 'relations') return [{ as: part, number: '…' }];
  if (field === 'custom') return { [part]: '…' };
  return samples[field] ?? '…';
}
