import type { Ticket, TicketField, TicketFields } from '@passerelle/ticket';
import { axisOf, stamps } from './axis.js';
import { stable } from './identity.js';

/** What a tool may say of a ticket that others speak of too, by the routes and by what it was not told yet. */
export interface Standing {
  /** Axes of which this tool has not been told our last word. */
  readonly untold: ReadonlySet<TicketField>;
  /** Whether it said this value before it moved: then whoever moved it knew our word. Absent: nobody can tell. */
  readonly knew?: (field: TicketField, value: unknown) => boolean;
  /** Whether a word of this tool counts for the field at all (the route's direction). */
  readonly maySpeak: (field: TicketField) => boolean;
  /** Whose word stands where two moved; null for nobody. */
  readonly ownerOf: (axis: TicketField) => string | null;
  /** The connection whose closing counts; null for each. */
  readonly closes: string | null;
}

/** A tool that nobody else speaks beside. */
export const alone: Standing = {
  untold: new Set(),
  maySpeak: () => true,
  ownerOf: () => null,
  closes: null,
};

export interface Dispute {
  readonly field: TicketField;
  readonly theirs: unknown;
  readonly ours: unknown;
  readonly stands: 'theirs' | 'ours';
  readonly owner: string | null;
}

export interface Verdict {
  /** Of what was said, what the ticket takes over. */
  readonly taken: Partial<TicketFields>;
  /** What the tool must be told again, since its own word does not stand. */
  readonly back: readonly TicketField[];
  readonly disputes: readonly Dispute[];
}

/** Decides field by field whose word stands (law 10). `ticket` is as it was before. */
export function judge(
  connection: string,
  said: Partial<TicketFields>,
  ticket: Ticket | null,
  standing: Standing,
): Verdict {
  if (ticket === null) return { taken: said, back: [], disputes: [] };
  const heard = closing(connection, said, ticket, standing);
  const taken: Record<string, unknown> = {};
  const back: TicketField[] = [];
  const disputes: Dispute[] = [];
  const moved = new Set(
    (Object.keys(heard) as TicketField[])
      .filter((field) => !stamps.has(field) && stable(heard[field]) !== stable(ticket[field]))
      .map(axisOf),
  );
  for (const field of Object.keys(heard) as TicketField[]) {
    const theirs = heard[field];
    const ours = ticket[field];
    const axis = axisOf(field);
    if (stamps.has(field)) {
      const stamped = axis === field || (moved.has(axis) && lost(connection, axis, standing) === null);
      if (stamped) taken[field] = later(field, theirs, ours);
      continue;
    }
    if (stable(theirs) === stable(ours)) continue;
    if (!standing.maySpeak(field)) {
      back.push(field);
      continue;
    }
    // What waits to be told may be there already: a creation has carried it, or another tool has said it again.
    if (!standing.untold.has(axis) || standing.knew?.(field, ours)) {
      taken[field] = theirs;
      continue;
    }
    const owner = standing.ownerOf(axis);
    const stands = owner === connection ? 'theirs' : 'ours';
    disputes.push({ field, theirs, ours, stands, owner });
    if (stands === 'theirs') taken[field] = theirs;
    else back.push(field);
  }
  return { taken, back, disputes };
}

/** The owner that a tool loses against on an axis; null where its word is taken. */
function lost(connection: string, axis: TicketField, standing: Standing): string | null {
  if (!standing.maySpeak(axis)) return 'direction';
  if (!standing.untold.has(axis)) return null;
  const owner = standing.ownerOf(axis);
  return owner === connection ? null : (owner ?? 'nobody');
}

/** When a ticket last changed is the latest that any tool says. */
function later(field: TicketField, theirs: unknown, ours: unknown): unknown {
  if (field !== 'updated' || typeof ours !== 'string' || typeof theirs !== 'string') return theirs;
  return theirs > ours ? theirs : ours;
}

/** Where another tool closes, a ticket that is closed here is one that is resolved (law 13). */
function closing(
  connection: string,
  said: Partial<TicketFields>,
  ticket: Ticket,
  { closes }: Standing,
): Partial<TicketFields> {
  if (closes === null || closes === connection || said.status !== 'closed') return said;
  const { closed: _, ...rest } = said;
  return { ...rest, status: ticket.status === 'closed' ? 'closed' : 'resolved' };
}
