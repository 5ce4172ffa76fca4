import { Fault, type Told } from '@passerelle/connector';
import { propertiesOf } from '../knowledge/identity.js';
import { readProperties } from '../knowledge/properties.js';
import type { Instance } from '../wire/instance.js';
import { rowsOf } from '../wire/rows.js';
import { companionVersion, stagingTable, versionProperty } from './interface.js';

export interface CompanionState {
  readonly installed: boolean;
  /** It can be written through. */
  readonly usable: boolean;
  readonly detail: Told;
  readonly advice: Told | null;
}

export interface Companion {
  /** Whether this connection writes through it. Throws a Fault when the configuration insists on it and it is not usable. */
  active(signal?: AbortSignal): Promise<boolean>;
  /** Looks anew. */
  inspect(signal?: AbortSignal): Promise<CompanionState>;
}

export function openCompanion(instance: Instance): Companion {
  const { connection, config } = instance;
  let known: Promise<CompanionState> | null = null;
  const inspect = (signal?: AbortSignal): Promise<CompanionState> => {
    const looking = look(instance, signal);
    known = looking;
    looking.catch(() => {
      if (known === looking) known = null;
    });
    return looking;
  };
  return {
    inspect,
    async active(signal) {
      if (config.companion === 'off') return false;
      const state = await (known ?? inspect(signal));
      if (state.usable || config.companion === 'auto') return state.usable;
      throw new Fault({
        kind: 'rejected',
        connection,
        message: {
          fr: `la configuration exige l’import set compagnon : ${state.detail.fr} ; ${state.advice?.fr ?? ''}`,
          en: `the configuration insists on the companion import set: ${state.detail.en}; ${state.advice?.en ?? ''}`,
        },
      });
    },
  };
}

const install: Told = {
  fr: 'installez l’update set de connectors/servicenow/companion (son README dit comment), ou mettez companion: off',
  en: 'install the update set of connectors/servicenow/companion (its README says how), or set companion: off',
};

async function look(instance: Instance, signal?: AbortSignal): Promise<CompanionState> {
  try {
    await rowsOf(instance, { of: stagingTable, query: null, fields: ['sys_id'], limit: 1 }, signal);
  } catch (error) {
    if (!(error instanceof Fault) || (error.kind !== 'unsupported' && error.status !== 403)) throw error;
    const detail =
      error.kind === 'unsupported'
        ? { fr: 'il n’est pas installé', en: 'it is not installed' }
        : { fr: 'le compte n’a pas le droit de s’en servir', en: 'the account may not use it' };
    return { installed: error.kind !== 'unsupported', usable: false, detail, advice: install };
  }
  const version = (await propertiesOf(instance, signal)).get(versionProperty);
  if (version !== companionVersion) {
    const found =
      version === undefined
        ? { fr: `la propriété ${versionProperty} est illisible`, en: `the property ${versionProperty} cannot be read` }
        : { fr: `sa version est ${version}`, en: `its version is ${version}` };
    return {
      installed: true,
      usable: false,
      detail: { fr: `${found.fr}, attendu ${companionVersion}`, en: `${found.en}, expected ${companionVersion}` },
      advice: version === undefined ? readProperties : install,
    };
  }
  const journal = await rowsOf(
    instance,
    { of: 'sys_journal_field', query: null, fields: ['sys_id'], limit: 1 },
    signal,
  );
  if (journal.rows.length === 0 && (journal.total ?? 0) > 0) {
    return {
      installed: true,
      usable: false,
      detail: {
        fr: 'ce qu’il écrit ne pourrait pas être relu, le compte n’ayant pas le droit de lire sys_journal_field',
        en: 'what it writes could not be read back, since the account may not read sys_journal_field',
      },
      advice: { fr: 'donnez le droit de lire sys_journal_field', en: 'grant read on sys_journal_field' },
    };
  }
  return {
    installed: true,
    usable: true,
    detail: {
      fr: `version ${version} : dates, auteurs et silence sont gardés`,
      en: `version ${version}: dates, authors and silence are kept`,
    },
    advice: null,
  };
}
