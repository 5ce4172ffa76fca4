import { Fault } from '@passerelle/connector';
import type { Instance } from '../wire/instance.js';
import { oneOf } from '../wire/query.js';
import { text } from '../wire/row.js';
import { rowsOf } from '../wire/rows.js';

/** System properties that the connector wants to know; an account that may not read them gets an empty map. */
export const wantedProperties = [
  'instance_name',
  'instance_id',
  'glide.buildtag.last',
  'glide.buildtag',
  'glide.invalid_query.returns_no_rows',
  'glide.rest.choice.allow_non_existing_value',
  'com.glide.attachment.max_size',
  'glide.attachment.extensions',
  'u_passerelle.companion.version',
] as const;

export type Properties = ReadonlyMap<string, string>;

export async function propertiesOf(instance: Instance, signal?: AbortSignal): Promise<Properties> {
  const query = oneOf('name', wantedProperties);
  const { rows } = await rowsOf(
    instance,
    { of: 'sys_properties', query, fields: ['name', 'value'], limit: 100 },
    signal,
  );
  const wanted = new Set<string>(wantedProperties);
  return new Map(
    rows.filter((row) => wanted.has(text(row, 'name'))).map((row) => [text(row, 'name'), text(row, 'value')]),
  );
}

/**
 * Which instance this is: its name and id, which a clone of production onto it leaves alone. Without the right to read
 * them, the host is all there is, and a host does not tell a clone.
 */
export function identityOf(properties: Properties, url: string): string {
  const name = properties.get('instance_name') ?? '';
  const id = properties.get('instance_id') ?? '';
  return name !== '' || id !== '' ? `${name}:${id}` : `host:${new URL(url).host}`;
}

/** Looks once, before the first write, whether this is the instance that the connection was set up against. */
export function pinned(instance: Instance): (signal?: AbortSignal) => Promise<Fault | null> {
  let verdict: Fault | 'same' | null = null;
  const { connection, config } = instance;
  return async (signal) => {
    if (config.instance === undefined) return null;
    if (verdict === null) {
      const found = identityOf(await propertiesOf(instance, signal), instance.url);
      const message = {
        fr: `attendu l’instance ${config.instance}, reçu ${found} ; rien n’y est écrit. Corrigez url, ou instance dans la configuration si elle a été remplacée exprès`,
        en: `expected the instance ${config.instance}, came ${found}; nothing is written to it. Correct url, or instance in the configuration if it was replaced on purpose`,
      };
      verdict = found === config.instance ? 'same' : new Fault({ kind: 'conflict', connection, message });
    }
    return verdict === 'same' ? null : verdict;
  };
}
