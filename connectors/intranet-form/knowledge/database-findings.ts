import { Fault, type Finding } from '@passerelle/connector';
import type { Config } from '../config.js';
import type { Tables } from '../database/tables.js';
import { fine, lacking } from './findings.js';

export async function databaseFindings(tables: Tables, config: Config): Promise<readonly Finding[]> {
  try {
    const { tickets, generation } = await tables.look();
    return [
      fine(
        'database',
        `read-only account on ${config.database?.name ?? 'the tables'}: ${tickets} tickets, tables of ${generation}`,
      ),
      ...(config.staff
        ? []
        : [lacking('files', 'the tables hold no contents of files', 'add staff to the connection to read them')]),
    ];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const advice = 'grant SELECT on the tables named in the README, without the columns pass and mfa_secret';
    return [lacking('database', error.message, advice, true)];
  }
}
