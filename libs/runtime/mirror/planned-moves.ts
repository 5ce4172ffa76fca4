import {
  moveOf,
  type Bond,
  type Intent,
  type Mouth,
  type PlannedMove,
  type Route,
  type WholeTicket,
} from '@passerelle/sync';

export interface MoveScene {
  readonly routes: readonly Route[];
  readonly intents: readonly Intent[];
  readonly wholes: ReadonlyMap<string, WholeTicket>;
  /** By intent, the ticket as it would be told; of what is queued already, as it is kept. */
  readonly causes: ReadonlyMap<string, WholeTicket>;
  readonly bonds: readonly Bond[];
}

/** By ticket, how it would get to the status that these intents tell one tool. Nobody is asked and nothing is kept. */
export function movesFrom(
  mouth: Mouth | null,
  { routes, intents, wholes, causes, bonds }: MoveScene,
): ReadonlyMap<string, PlannedMove> {
  const moves = new Map<string, PlannedMove>();
  if (mouth === null) return moves;
  const there = new Map(bonds.flatMap((bond) => (bond.connection === mouth.connection ? [[bond.ticket, bond]] : [])));
  for (const [id, own] of Map.groupBy(intents, ({ ticket }) => ticket)) {
    const telling = own.findLast(
      ({ act }) => act.kind === 'create' || (act.kind === 'update' && act.fields.includes('status')),
    );
    const whole = (telling && causes.get(telling.key)) ?? wholes.get(id);
    const route = routes.find(({ name }) => name === own[0]?.route);
    if (!whole || !route) continue;
    const bond = there.get(id) ?? null;
    const isNew = bond === null && own.some(({ act }) => act.kind === 'create');
    const fields = own.flatMap(({ act }) => (act.kind === 'update' ? act.fields : []));
    const move = moveOf(mouth, route, whole, bond, isNew ? null : fields);
    if (move) moves.set(id, move);
  }
  return moves;
}
