import { system } from '../access/actor.js';
import type { Shape } from '../dictionary/dictionary.js';
import { compileQuery } from '../query/compile.js';
import type { Predicate } from '../query/session.js';
import type { Database } from '../store/database.js';
import type { Row } from '../store/row.js';

/** Conditions kept in records (notifications, policies, SLAs) are encoded queries; each text is compiled once. */
export function createConditions(database: Database): (text: string, shape: Shape, row: Row) => boolean {
  const compiled = new Map<string, Predicate>();
  return (text, shape, row) => {
    if (text === '') return true;
    const key = `${shape.name} ${text}`;
    let holds = compiled.get(key);
    if (!holds) {
      holds = compileQuery(text, shape, { database, actor: system, now: 0 }).matches;
      compiled.set(key, holds);
    }
    return holds(row);
  };
}
export type Conditions = ReturnType<typeof createConditions>;
