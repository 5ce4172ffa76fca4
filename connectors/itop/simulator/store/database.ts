import type { DataModel } from '../model/class-model.js';
import { textOf, type Stored, type Value } from './stored.js';

/** Every object of an instance. Ids are counted by root class: all tickets share one count. */
export interface Database {
  readonly model: DataModel;
  /** Objects of a class and of those below it, in the order of their ids. */
  all(className: string): readonly Stored[];
  find(className: string, id: number): Stored | undefined;
  insert(className: string, values: Record<string, Value>, id?: number): Stored;
  remove(object: Stored): void;
  /** Number of a new reference: one count for all tickets, used up by creations that fail too. */
  nextRef(): number;
  /** The next object of that class gets this id. */
  reserve(className: string, id: number): void;
  friendly(object: Stored): string;
  /** Its text, fields seen through a key included. */
  text(object: Stored, code: string): string;
}

export function createDatabase(model: DataModel): Database {
  const tables = new Map<string, Map<number, Stored>>();
  const counters = new Map<string, number>();
  let refs = 0;
  const table = (className: string): Map<number, Stored> => {
    const root = model.root(className);
    const found = tables.get(root) ?? new Map<number, Stored>();
    tables.set(root, found);
    return found;
  };
  const find = (className: string, id: number): Stored | undefined => {
    const object = table(className).get(id);
    return object && model.isA(object.class, className) ? object : undefined;
  };
  const text = (object: Stored, code: string): string => {
    if (code === 'id') return String(object.id);
    const attribute = model.attribute(object.class, code);
    if (attribute?.kind !== 'field' || !attribute.via) return textOf(object, code);
    const [through, seen] = attribute.via;
    const target = model.attribute(object.class, through)?.target;
    const other = target && find(target, Number(textOf(object, through)));
    return other ? text(other, seen) : '';
  };
  const friendly = (object: Stored): string =>
    model.find(object.class)?.named({
      text: (code) => text(object, code),
      friendly: (code) => {
        const target = model.attribute(object.class, code)?.target;
        const other = target && find(target, Number(textOf(object, code)));
        return other ? friendly(other) : '';
      },
    }) ?? '';
  return {
    model,
    all: (className) => [...table(className).values()].filter((each) => model.isA(each.class, className)),
    find,
    insert(className, values, id) {
      const root = model.root(className);
      const next = id ?? (counters.get(root) ?? 0) + 1;
      counters.set(root, Math.max(next, counters.get(root) ?? 0));
      const object: Stored = { class: className, id: next, values };
      table(className).set(next, object);
      return object;
    },
    remove: (object) => void table(object.class).delete(object.id),
    nextRef: () => ++refs,
    reserve: (className, id) => void counters.set(model.root(className), id - 1),
    friendly,
    text,
  };
}
