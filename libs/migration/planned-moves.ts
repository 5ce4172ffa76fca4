import { asIs, type NativeFields } from '@passerelle/connector';
import { moveFor, type Connected, type WholeTicket } from '@passerelle/sync';
import { counted } from './counted.js';
import type { PlanFault, PlannedMoves } from './migration-plan.js';

/** Ways to the status of tickets that are to be created, kept only where they lack something. */
export interface LackingMoves {
  /** Counts it; a fault where the target has nothing but its own moves, and none leads there: it would not take the ticket so. */
  look(to: Connected, whole: WholeTicket, nativeClass: string, written: NativeFields): Omit<PlanFault, 'number'> | null;
  readonly rows: readonly PlannedMoves[];
}

export function lackingMoves(): LackingMoves {
  const moves = counted<Omit<PlannedMoves, 'count' | 'numbers'> & { readonly numbers: string[] }>();
  return {
    look({ name, connector, mapping }, whole, nativeClass, written) {
      const move = moveFor({ connection: name, connector, mapping }, whole, null, nativeClass, written);
      if (!move || (move.trouble === null && move.missing.length === 0)) return null;
      const { from, to, steps, missing, trouble } = move;
      const number = whole.ticket.number ?? whole.ticket.id;
      const by = steps.flatMap((step) => step.by ?? []);
      const row = moves.add(JSON.stringify([nativeClass, from, to, missing, trouble]), () => ({
        class: nativeClass,
        from,
        to,
        by,
        missing,
        trouble,
        numbers: [],
      }));
      if (row.numbers.length < 10) row.numbers.push(number);
      const isWalked = (connector.lifecycle?.classes[nativeClass] ?? []).every((one) => one.by !== null);
      if (trouble === null || !isWalked) return null;
      return {
        field: mapping.statusField(nativeClass) ?? 'status',
        expected: {
          fr: `un état auquel mène une transition de ${name} depuis ${from}`,
          en: `a status that moves of ${name} lead to from ${from}`,
        },
        came: asIs(to),
        advice: {
          fr: 'faites-le correspondre à un état que l’on peut atteindre, ou déclarez la transition dans la connexion',
          en: 'map it to a status that can be reached, or declare the move in the connection',
        },
      };
    },
    get rows() {
      return moves.rows.map(({ value, count }) => ({ ...value, count }));
    },
  };
}
