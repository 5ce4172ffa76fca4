import { kept } from '../wire/text.js';
import { textArray } from '../wire/text-array.js';
import type { Sight } from './desk.js';

export type Parameter = string | number | Buffer | null;

/** Internal tickets, tickets of other tools and of other teams do not exist. */
export function inSight(
  { internal, connections, teams }: Sight,
  add: (value: Parameter) => string,
  alias = 'l',
): string[] {
  return [
    ...(internal ? [] : [`${alias}.audience = 'public'`]),
    ...(connections === null ? [] : [`${alias}.connections && ${add(textArray(connections.map(kept)))}::text[]`]),
    ...(teams === null ? [] : [`${alias}.team = any(${add(textArray(teams.map(kept)))}::text[])`]),
  ];
}
