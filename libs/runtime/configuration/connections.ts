import { type ConnectorDefinition, quoted } from '@passerelle/connector';
import { meant, nearest } from '@passerelle/mapping';
import { z } from 'zod';
import { knownKeys } from './known-keys.js';
import type { ConfigurationDocument } from './document.js';
import { knownKey, oneOf, type ConfigurationFault } from './fault.js';
import { suggested } from './nearest.js';
import { quietHours } from './quiet-hours.js';
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
  const { pace, resting } = paceOf(given['pace']);
  const quiet = shapeOf({ document, path: [...path, 'pace'], value: resting, shown: true }, Resting);
  const split = (ours: boolean): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(given).filter(([key]) => connectionKeys.includes(key) === ours));
  const ours = shapeOf({ document, path, value: split(true), shown: true }, ConnectionYaml);
  const wanted = given['connector'];
  const definition = definitions.find((one) => one.name === wanted);
  if (!definition) {
    const names = definitions.map((one) => one.name);
    const unknown =
      typeof wanted === 'string'
        ? [document.fault([...path, 'connector'], oneOf(names), quoted(wanted), suggested(wanted, names))]
        : [];
    return { settings: null, faults: [...ours.faults, ...unknown] };
  }
  const shared = knownKeys(definition.config, []).filter((key) => connectionKeys.includes(key) && key in given);
  const { pace: _, ...rest } = split(false);
  const own = {
    ...rest,
    ...(pace !== undefined && { pace }),
    ...Object.fromEntries(shared.map((key) => [key, given[key]])),
  };
  const theirs = shapeOf({ document, path, value: own, shown: false }, definition.config);
  const faults = [...ours.faults, ...quiet.faults, ...theirs.faults.map((fault) => withOurKeys(fault, definition))];
  if (ours.value === null || quiet.value === null || theirs.faults.length > 0) return { settings: null, faults };
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
  const settings: ConnectionSettings = {
    name,
    connector,
    zone,
    mapping,
    every,
    cron,
    quiet: quiet.value.quiet,
    instance,
    owner,
    expires,
    ...(ours.value.retention !== undefined && { retention: ours.value.retention }),
    ...(ours.value.largestFile !== undefined && { largestFile: ours.value.largestFile }),
    rules,
    config,
  };
  return { settings, faults };
}

const Resting = z.strictObject({ quiet: quietHours().default([]) });

/** How fast is the connector's affair, when is Passerelle's: connectors know of no schedule. */
function paceOf(given: unknown): { readonly pace: unknown; readonly resting: object } {
  if (typeof given !== 'object' || given === null || !('quiet' in given)) return { pace: given, resting: {} };
  const { quiet, ...pace } = given;
  return { pace: Object.keys(pace).length === 0 ? undefined : pace, resting: { quiet } };
}

/** A connector's schema does not know Passerelle's keys: a slip in one of them is suggested all the same. */
function withOurKeys(fault: ConfigurationFault, definition: ConnectorDefinition): ConfigurationFault {
  const key = fault.expected === knownKey ? fault.came.en.slice(1, -1) : '';
  const near = key === '' ? null : nearest(key, [...connectionKeys, ...knownKeys(definition.config, [])]);
  return near !== null && connectionKeys.includes(near)
    ? { ...fault, advice: meant(near, [near], fault.advice) }
    : fault;
}
