import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Told } from '@passerelle/connector';
import { yamlReader, type Canon } from '@passerelle/mapping';
import {
  loadRules,
  ruleFaultText,
  ruleForms,
  rulesFor,
  RulesYaml,
  type LoadedRules,
  type OwnedRules,
  type RuleFile,
  type RuleSet,
} from '@passerelle/workflow';
import { suggested } from '../configuration/nearest.js';
import type { Configuration, MirrorSettings } from '../configuration/settings.js';
import { correctEach, countedFaults } from '../house/counted.js';
import { isPath, locate, shownPath, wantedPlace, type Shelves } from '../house/locate.js';
import { OperatorError } from '../operator-error.js';

export interface RuleShelves extends Shelves {
  readonly canon: Canon;
  /** Absolute path of a file that stands for the attached one of the same name, to try a change out before it is made. */
  readonly instead?: string;
}

/**
 * The rules of every mirror by its name: those of the route, then those of its connections (law 11). Throws OperatorError
 * with the faults of all files at once, each with its line.
 */
export function loadRouteRules(configuration: Configuration, shelves: RuleShelves): ReadonlyMap<string, RuleSet> {
  const mirrors = configuration.routes.filter((route) => route.mode === 'mirror');
  const read = reading(configuration, shelves);
  const faults: Told[] = [];
  const rules = new Map<string, RuleSet>();
  if (shelves.instead !== undefined) requireAttached(shelves.instead, configuration);
  for (const route of mirrors) {
    const owned = ownersOf(configuration, route).map((owner): OwnedRules => {
      const loaded = read(owner, route.language);
      faults.push(...loaded.faults);
      return { connection: owner.connection, rules: loaded.rules };
    });
    const together = rulesFor(owned, route.closes);
    if ('faults' in together) faults.push(...together.faults.map(ruleFaultText));
    else rules.set(route.name, together.rules);
  }
  const details = [...new Map(faults.map((fault) => [fault.en, fault])).values()];
  if (details.length === 0) return rules;
  const message = countedFaults(configuration.file, details.length, { fr: 'les règles', en: 'the rules' });
  throw new OperatorError('mapping', message, correctEach, { details });
}

interface Owner {
  /** Null for the route itself. */
  readonly connection: string | null;
  /** As shown to people. */
  readonly shown: Told;
  readonly names: readonly string[];
}

function ownersOf({ connections }: Configuration, { name, rules, between }: MirrorSettings): readonly Owner[] {
  return [
    { connection: null, shown: { fr: `la route ${name}`, en: `the route ${name}` }, names: rules },
    ...between.map((connection) => ({
      connection,
      shown: { fr: `la connexion ${connection}`, en: `the connection ${connection}` },
      names: connections.get(connection)?.rules ?? [],
    })),
  ];
}

interface Read {
  readonly rules: RuleSet;
  readonly faults: readonly Told[];
}

/** Reads each list of files once per language: connections of several routes share theirs. */
function reading(configuration: Configuration, shelves: RuleShelves) {
  const reader = yamlReader(RulesYaml, ruleForms);
  const known = new Map<string, Read>();
  const words = { categories: shelves.canon.categories, connections: new Set(configuration.connections.keys()) };
  return ({ shown, names }: Owner, language: MirrorSettings['language']): Read => {
    const key = JSON.stringify([language, names]);
    const before = known.get(key);
    if (before) return before;
    const found = names.map((name) => find(name, shown, shelves));
    const files = found.flatMap((one) => ('path' in one ? [one] : []));
    const missing = found.flatMap((one) => ('path' in one ? [] : [one]));
    const loaded: LoadedRules = loadRules({ files, language, ...words }, reader);
    const read =
      'faults' in loaded
        ? { rules: { rules: [] }, faults: [...missing, ...loaded.faults.map(ruleFaultText)] }
        : { rules: loaded.rules, faults: missing };
    known.set(key, read);
    return read;
  };
}

/** The file of this name, or what is wrong with the name. */
function find(name: string, owner: Told, shelves: RuleShelves): RuleFile | Told {
  const wanted = isPath(name) ? name : `rules/${name}`;
  const path = locate(wanted, shelves);
  if (path !== null) {
    const { instead } = shelves;
    const taken = instead !== undefined && basename(instead) === basename(path) ? instead : path;
    return { path: shownPath(path, shelves), text: readFileSync(taken, 'utf8') };
  }
  const place = wantedPlace(wanted, shelves);
  const advice = isPath(name)
    ? { fr: 'créez-le, ou corrigez «rules:»', en: 'create it, or correct «rules:»' }
    : suggested(name, shippedNames(shelves));
  return {
    fr: `${owner.fr} : les règles «${name}» sont attendues, il n’y a pas de ${place} ; ${advice.fr}`,
    en: `${owner.en}: expected the rules «${name}», there is no ${place}; ${advice.en}`,
  };
}

/** A file that takes nobody's place would change nothing, and say so of every ticket. */
function requireAttached(file: string, { file: shown, routes, connections }: Configuration): void {
  const owners = [...connections.values(), ...routes.filter((route) => route.mode === 'mirror')];
  const attached = new Set(owners.flatMap(({ rules }) => rules));
  const name = basename(file).replace(/\.ya?ml$/, '');
  if ([...attached].some((one) => basename(one).replace(/\.ya?ml$/, '') === name)) return;
  const names = [...attached];
  throw new OperatorError(
    'unknown-name',
    {
      fr: `${shown} : un fichier de règles rattaché quelque part est attendu, «${name}» ne l’est pas`,
      en: `${shown}: expected a file of rules that is attached somewhere, «${name}» is not`,
    },
    names.length > 0
      ? {
          fr: `donnez au fichier le nom de l’un de ceux-ci : ${names.join(', ')}`,
          en: `call the file after one of ${names.join(', ')}`,
        }
      : { fr: 'rattachez-le d’abord avec «rules:»', en: 'attach it first with «rules:»' },
  );
}

function shippedNames({ folder, root }: Shelves): readonly string[] {
  const names = [folder, root].flatMap((place) => {
    try {
      return readdirSync(join(place, 'mappings', 'rules'));
    } catch {
      return [];
    }
  });
  return [...new Set(names.flatMap((name) => /^(.+)\.yaml$/.exec(name)?.[1] ?? []))].sort();
}
