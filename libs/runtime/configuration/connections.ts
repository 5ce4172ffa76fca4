import type { ConnectorDefinition } from '@passerelle/connector';
import { knownKeys } from './known-keys.js';
import type { ConfigurationDocument } from './document.js';
import type { ConfigurationFault } from './fault.js';
import { nearest, suggestion } from './nearest.js';
import { ConnectionYaml, connectionKeys } from './schema.js';
import type { ConnectionSettings } from './settings.js';
import { shapeOf } from './shape.js';

export interface ReadConnection {
  readonly settings: ConnectionSettings | null;
  readonly faults: readonly ConfigurationFault[];
}

/** One connection: Passerelle's keys against its own schema, all others against the connector's. */
export function readConnection(
  document: ConfigurationDocument,
  name: string,
  given: Readonly<Record<string, unknown>>,
  definitions: readonly ConnectorDefinition[],
): ReadConnection {
  const path = ['connections', name];
  const split = (ours: boolean): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(given).filter(([key]) => connectionKeys.includes(key) === ours));
  const ours = shapeOf({ document, path, value: split(true), shown: true }, ConnectionYaml);
  const wanted = given['connector'];
  const definition = definitions.find((one) => one.name === wanted);
  if (!definition) {
    const names = definitions.map((one) => one.name);
    const unknown =
      typeof wanted === 'string'
        ? [
            document.fault(
              [...path, 'connector'],
              `one of ${names.join(', ')}`,
              `«${wanted}»`,
              suggestion(wanted, names),
            ),
          ]
        : [];
    return { settings: null, faults: [...ours.faults, ...unknown] };
  }
  const shared = knownKeys(definition.config, []).filter((key) => connectionKeys.includes(key) && key in given);
  const own = { ...split(false), ...Object.fromEntries(shared.map((key) => [key, given[key]])) };
  const theirs = shapeOf({ document, path, value: own, shown: false }, definition.config);
  const faults = [...ours.faults, ...theirs.faults.map((fault) => withOurKeys(fault, definition))];
  if (ours.value === null || theirs.faults.length > 0) return { settings: null, faults };
  const {
    connector,
    timezone: zone,
    mapping = null,
    instance = null,
    owner = null,
    expires = null,
    rules,
  } = ours.value;
  const every = ours.value.every && 'ms' in ours.value.every ? ours.value.every.ms : null;
  const cron = ours.value.every && 'cron' in ours.value.every ? ours.value.every.cron : null;
  const config = theirs.value;
  const settings = { name, connector, zone, mapping, every, cron, instance, owner, expires, rules, config };
  return { settings, faults };
}

/** A connector's schema does not know Passerelle's keys: a slip in one of them is suggested all the same. */
function withOurKeys(fault: ConfigurationFault, definition: ConnectorDefinition): ConfigurationFault {
  const key = fault.expected === 'a known key' ? fault.came.slice(1, -1) : '';
  const near = nearest(key, [...connectionKeys, ...knownKeys(definition.config, [])]);
  return key !== '' && near !== null && connectionKeys.includes(near)
    ? { ...fault, advice: `did you mean «${near}»?` }
    : fault;
}
