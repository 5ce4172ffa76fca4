import { Fault, fine, lacking, type Finding } from '@passerelle/connector';
import type { Config } from '../config.js';
import type { Tables } from '../database/tables.js';

const title = { fr: 'base de données', en: 'database' };

const contents = lacking(
  { fr: 'fichiers', en: 'files' },
  { fr: 'le contenu des fichiers n’est pas dans les tables', en: 'the tables hold no contents of files' },
  { fr: 'ajoutez staff à la connexion pour les lire', en: 'add staff to the connection to read them' },
);

export async function databaseFindings(tables: Tables, config: Config): Promise<readonly Finding[]> {
  try {
    const { tickets, generation } = await tables.look();
    return [
      fine(title, {
        fr: `compte en lecture seule sur ${config.database?.name ?? 'les tables'} : ${tickets} tickets, tables de ${generation}`,
        en: `read-only account on ${config.database?.name ?? 'the tables'}: ${tickets} tickets, tables of ${generation}`,
      }),
      ...(config.staff ? [] : [contents]),
    ];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const advice = {
      fr: 'donnez SELECT sur les tables que nomme le README, sans les colonnes pass et mfa_secret',
      en: 'grant SELECT on the tables named in the README, without the columns pass and mfa_secret',
    };
    return [lacking(title, error.told, advice, true)];
  }
}
