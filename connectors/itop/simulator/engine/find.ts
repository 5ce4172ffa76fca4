import type { Actor, Instance } from '../instance.js';
import { evaluateOql } from '../oql/evaluate.js';
import { OqlError } from '../oql/tokens.js';
import { folded } from '../oql/evaluate.js';
import { PhpFatal, thrown } from '../refusal.js';
import { textOf, type Stored } from '../store/stored.js';
import { instantOf, localOf } from '../values/local-time.js';
import { createRenderer, type Renderer } from '../values/render.js';
import { rightsOf, type Rights } from './rights.js';

export function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** How one user finds objects: by id, by criteria, by OQL. What his organisations hide is as if it were not there. */
export interface Finder {
  readonly rights: Rights;
  readonly renderer: Renderer;
  visible(object: Stored): boolean;
  /** Objects of a key in any of its three forms, in the order of their class. */
  all(className: string, key: unknown): { readonly className: string; readonly found: readonly Stored[] };
  /** Exactly one, or a refusal. */
  one(className: string, key: unknown): Stored;
  /** The id that a value of an external key means; 0 for none. */
  key(code: string, target: string, given: unknown): number;
}

export function createFinder(instance: Instance, actor: Actor): Finder {
  const { database, model, quirks, clock } = instance;
  const rights = rightsOf(instance, actor);
  const now = (): number => clock.now().getTime();
  const renderer = createRenderer(database, (className) => rights.may('read', className));

  const visible = (object: Stored): boolean => {
    if (actor.organisations.size === 0) return true;
    const org = model.find(object.class)?.org;
    if (org === undefined) return true;
    return actor.organisations.has(org === 'id' ? object.id : Number(textOf(object, org)));
  };
  const settings = {
    database,
    databaseNow: () => localOf(now(), quirks.databaseZone),
    shift: (local: string, seconds: number) => localOf(instantOf(local, 'UTC') + seconds * 1000, 'UTC'),
    value: (object: Stored, code: string) => renderer.value(object, code),
    visible,
  };
  const oql = (query: string): { className: string; found: Stored[] } => evaluateOql(query, settings);

  const byCriteria = (className: string, criteria: Readonly<Record<string, unknown>>): Stored[] =>
    database.all(className).filter(
      (object) =>
        visible(object) &&
        Object.entries(criteria).every(([code, wanted]) => {
          const nested = asRecord(wanted);
          const target = model.attribute(className, code)?.target;
          if (nested && target !== undefined)
            return byCriteria(target, nested).some(({ id }) => String(id) === textOf(object, code));
          return folded(database.text(object, code) || shown(object, code)) === folded(String(wanted as string));
        }),
    );
  const shown = (object: Stored, code: string): string => {
    const value = renderer.value(object, code);
    return typeof value === 'string' ? value : '';
  };
  const sorted = (className: string, found: readonly Stored[]): readonly Stored[] => {
    const order = model.find(className)?.order ?? 'friendlyname';
    const down = order.startsWith('-');
    const code = down ? order.slice(1) : order;
    const keyed = found.map((object) => ({
      object,
      by: code === 'friendlyname' ? database.friendly(object) : database.text(object, code),
    }));
    keyed.sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : a.object.id - b.object.id) * (down ? -1 : 1));
    return keyed.map(({ object }) => object);
  };
  const wordsOf = (criteria: Readonly<Record<string, unknown>>): string =>
    Object.entries(criteria)
      .map(([code, value]) => `${code}: ${String(value as string)} (${String(value as string)})`)
      .join(', ');

  const all: Finder['all'] = (className, key) => {
    if (typeof key === 'number' || (typeof key === 'string' && /^\d+$/.test(key))) {
      const found = database.find(className, Number(key));
      return { className, found: found && visible(found) ? [found] : [] };
    }
    const criteria = asRecord(key);
    if (criteria) return { className, found: sorted(className, byCriteria(className, criteria)) };
    if (typeof key !== 'string') throw thrown('Wrong format for key');
    try {
      const { className: from, found } = oql(key);
      return { className: from, found: sorted(from, found) };
    } catch (error) {
      if (!(error instanceof OqlError)) throw error;
      throw thrown(
        `Query failed to execute: query = ${key}, exception_class = ${error.exception}, exception_message = ${error.message}`,
      );
    }
  };

  return {
    rights,
    renderer,
    visible,
    all,
    one(className, key) {
      const { found } = all(className, key);
      const [first] = found;
      const criteria = asRecord(key);
      if (found.length > 1)
        throw thrown(
          criteria
            ? `Several items found (${found.length}) with criteria: ${wordsOf(criteria)}`
            : `Several items found (${found.length}) for query: ${String(key)}`,
        );
      if (first) return first;
      if (criteria) throw thrown(`No item found with criteria: ${wordsOf(criteria)}`);
      if (/^\d+$/.test(String(key))) throw thrown(`Invalid object ${className}::${String(key)}`);
      throw thrown(`No item found for query: ${String(key)}`);
    },
    key(code, target, given) {
      if (given === '')
        throw new PhpFatal('DBObjectSet::__construct(): Argument #1 ($oFilter) must be of type DBSearch, null given');
      if (given === null || Array.isArray(given) || typeof given === 'boolean')
        throw thrown(`${code}: Wrong format for key`);
      if (typeof given === 'number' || (typeof given === 'string' && /^\d+$/.test(given))) {
        const id = Number(given);
        if (id === 0) return 0;
        const found = database.find(target, id);
        if (!found || !visible(found)) throw thrown(`${code}: Invalid object ${target}::${id}`);
        return id;
      }
      const criteria = asRecord(given);
      const query = String(given as string);
      let found: readonly Stored[];
      try {
        found = criteria ? byCriteria(target, criteria) : oql(query).found;
      } catch (error) {
        if (error instanceof OqlError) throw thrown(`${code}: ${error.message}`);
        throw error;
      }
      const how = criteria ? `with criteria: ${wordsOf(criteria)}` : `for query: ${query}`;
      if (found.length > 1) throw thrown(`${code}: Several items found (${found.length}) ${how}`);
      if (!found[0]) throw thrown(`${code}: No item found ${how}`);
      return found[0].id;
    },
  };
}
