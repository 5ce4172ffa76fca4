import type { Ticket, TicketField } from '@passerelle/ticket';

/** One thing to write: a field, or a part of one that tools hold in fields of its own. */
export interface Part {
  readonly field: TicketField;
  readonly name: string;
  readonly value: unknown;
}

const resolutionParts = ['code', 'text', 'verdict', 'reason'] as const;
const relationKinds = ['parent', 'child', 'duplicate', 'related', 'problem', 'change', 'known_error'] as const;

/** The parts that a field falls into, named as rows name them. */
export function partsOf(ticket: Ticket, field: TicketField, customNames: readonly string[]): readonly Part[] {
  if (field === 'resolution')
    return resolutionParts.map((part) => ({
      field,
      name: `resolution.${part}`,
      value: ticket.resolution?.[part] ?? null,
    }));
  if (field === 'relations')
    return relationKinds.map((as) => {
      const numbers = ticket.relations.filter((relation) => relation.as === as).map((relation) => relation.number);
      return { field, name: `relations.${as}`, value: numbers.length === 0 ? null : numbers.join(', ') };
    });
  if (field === 'custom') {
    const names = new Set([...customNames, ...Object.keys(ticket.custom)]);
    return [...names].map((name) => ({
      field,
      name: `custom.${name}`,
      value: Object.hasOwn(ticket.custom, name) ? (ticket.custom[name] ?? null) : null,
    }));
  }
  return [{ field, name: field, value: ticket[field] }];
}

/** Nothing to say: null, empty text or list, or the word that means none. */
export function isBlank(value: unknown, name: string): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return value === 'none' && (name === 'approval' || name === 'escalation');
}
