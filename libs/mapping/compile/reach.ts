import {
  approvals,
  blankTicket,
  channels,
  escalations,
  kinds,
  levels,
  modes,
  outcomes,
  pendingReasons,
  statuses,
  type Ticket,
  type TicketField,
  type TicketFields,
} from '@passerelle/ticket';
import { isWritten } from '../laws/fields.js';
import type { ClassView } from '../load/class-view.js';
import type { FieldReach, Resolver } from '../mapping.js';
import { sampleOf, statusFor } from '../report/samples.js';
import type { ClassWriter } from './write-class.js';
import { isCarried, rowsOf } from './write-field.js';

/** What one class can read and be told of each field. Worked out when first asked for, since it writes every word there is. */
export function reachOf(
  view: ClassView,
  writer: ClassWriter | null,
  categories: ReadonlySet<string>,
): (field: TicketField) => FieldReach {
  const known = new Map<TicketField, FieldReach>();
  return (field) => {
    const reach = known.get(field) ?? workOut(view, writer, categories, field);
    known.set(field, reach);
    return reach;
  };
}

function workOut(
  view: ClassView,
  writer: ClassWriter | null,
  categories: ReadonlySet<string>,
  field: TicketField,
): FieldReach {
  const home = writer === null ? null : homeOf(view, writer, field);
  return {
    read: isRead(view, field),
    write: home !== null,
    home,
    lossy: writer !== null && home !== null && isLossy(writer, categories, field),
  };
}

function isRead(view: ClassView, field: TicketField): boolean {
  if (field === 'kind' || field === 'audience') return true;
  if (field === 'status') return view.status !== null;
  return rowsOf(field, view).some(({ native }) => native !== undefined) || isCarried(view, field);
}

function homeOf(view: ClassView, writer: ClassWriter, field: TicketField): FieldReach['home'] {
  if (field === 'status') return view.status === null ? null : 'field';
  if (rowsOf(field, view).some((row) => isWritten(row, false)) || isCarried(view, field)) return 'field';
  if (field === 'description' || writer.description === undefined) return null;
  return writer.writable.includes(field) ? 'description' : null;
}

const generous: Resolver = {
  person: () => '0',
  group: () => '0',
  place: (_, name) => ({ id: '0', name }),
  asset: () => '0',
  maxLength: () => null,
  language: 'en',
  zone: 'UTC',
};

const words: Readonly<Partial<Record<TicketField, readonly unknown[]>>> = {
  kind: kinds,
  status: statuses,
  pendingReason: pendingReasons,
  approval: approvals,
  outcome: outcomes,
  escalation: escalations,
  channel: channels,
  mode: modes,
  impact: levels,
  urgency: levels,
  priority: levels,
};
const parts: Readonly<Partial<Record<TicketField, readonly string[]>>> = {
  resolution: ['code', 'text', 'verdict', 'reason'],
  relations: ['parent'],
  custom: ['…'],
};

function isLossy(writer: ClassWriter, categories: ReadonlySet<string>, field: TicketField): boolean {
  const values =
    field === 'category'
      ? [...categories]
      : (words[field] ?? parts[field]?.map((part) => sampleOf(field, part)) ?? [sampleOf(field, '')]);
  return values.some((value) => {
    const ticket: Ticket = {
      ...blankTicket,
      audience: 'public',
      ...statusFor(field),
      ...holder(value),
      [field]: field === 'assets' ? two(value) : value,
      id: '',
      number: null,
      references: [],
    } as Ticket & TicketFields;
    const { losses, words: used } =
      field === 'description' ? writer.write(ticket, [field], generous) : writer.tell(ticket, field, generous);
    return losses.some((loss) => loss.field === field) || used.some(({ decision }) => decision.by === 'nobody');
  });
}

/** Some tools tell these two statuses apart by who has the ticket, and by nothing else. */
function holder(value: unknown): Partial<TicketFields> {
  if (value === 'queued') return { group: sampleOf('group', '') as TicketFields['group'] };
  return value === 'assigned' ? { assignee: sampleOf('assignee', '') as TicketFields['assignee'] } : {};
}

function two(value: unknown): unknown {
  const [one] = value as TicketFields['assets'];
  return [one, { ...one, name: 'other' }];
}
