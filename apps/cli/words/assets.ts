import type { Language } from '@passerelle/runtime';

export interface AssetWords {
  readonly none: string;
  readonly machine: (name: string, serial: string | null, machine: string) => string;
  readonly record: (connection: string, native: string, name: string | null) => string;
  readonly evidence: Readonly<Record<string, string>>;
  readonly gone: string;
  readonly by: (who: string) => string;
  readonly fits: (candidates: readonly string[]) => string;
  readonly how: string;
  readonly tally: (machines: number, ambiguous: number) => string;
  readonly pulled: (connection: string, seen: number, kept: number, gone: number) => string;
  readonly broken: (connection: string, where: string, expected: string, came: string) => string;
  readonly noInventory: string;
  readonly chosen: (kept: number) => string;
}

const en: AssetWords = {
  none: 'No machines are known. “passerelle assets pull” reads the inventories.',
  machine: (name, serial, machine) => `${name}${serial === null ? '' : ` · ${serial}`} · ${machine}`,
  record: (connection, native, name) => `${connection} ${native}${name === null ? '' : ` “${name}”`}`,
  evidence: {
    'serial and uuid': 'same serial number and UUID',
    serial: 'same serial number',
    uuid: 'same UUID',
    agent: 'same inventory agent',
    mac: 'same hardware address',
    name: 'same name, which nobody else bears',
    alone: 'first of its machine',
    ambiguous: 'AMBIGUOUS',
    decision: 'chosen',
  },
  gone: 'gone',
  by: (who) => `by ${who}`,
  fits: (candidates) => `fits as well: ${candidates.join(', ')}`,
  how: 'Decide: passerelle assets choose <connection> <record> <machine | own>',
  tally: (machines, ambiguous) => `${machines} machines, ${ambiguous} with something to decide`,
  pulled: (connection, seen, kept, gone) => `${connection}: ${seen} machines told, ${kept} records kept, ${gone} gone`,
  broken: (connection, where, expected, came) => `${connection} · ${where}: expected ${expected}, came ${came}`,
  noInventory: 'No connection of this configuration tells of machines.',
  chosen: (kept) => `Remembered; ${kept} records changed.`,
};

const fr: AssetWords = {
  none: 'Aucune machine connue. « passerelle assets pull » lit les inventaires.',
  machine: en.machine,
  record: (connection, native, name) => `${connection} ${native}${name === null ? '' : ` « ${name} »`}`,
  evidence: {
    'serial and uuid': 'mêmes numéro de série et UUID',
    serial: 'même numéro de série',
    uuid: 'même UUID',
    agent: 'même agent d’inventaire',
    mac: 'même adresse matérielle',
    name: 'même nom, que personne d’autre ne porte',
    alone: 'première de sa machine',
    ambiguous: 'AMBIGU',
    decision: 'choisi',
  },
  gone: 'disparue',
  by: (who) => `par ${who}`,
  fits: (candidates) => `conviennent aussi : ${candidates.join(', ')}`,
  how: 'Décider : passerelle assets choose <connexion> <fiche> <machine | own>',
  tally: (machines, ambiguous) => `${machines} machines, ${ambiguous} à décider`,
  pulled: (connection, seen, kept, gone) =>
    `${connection} : ${seen} machines annoncées, ${kept} fiches gardées, ${gone} disparues`,
  broken: (connection, where, expected, came) => `${connection} · ${where} : attendu ${expected}, reçu ${came}`,
  noInventory: 'Aucune connexion de cette configuration n’annonce de machines.',
  chosen: (kept) => `Retenu ; ${kept} fiches changées.`,
};

export function assetWords(language: Language): AssetWords {
  return language === 'fr' ? fr : en;
}
