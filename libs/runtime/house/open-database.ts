import { join } from 'node:path';
import { databaseAt, openStore, startEmbedded, StoreUnreachable, type OpenStore } from '@passerelle/store';
import type { Configuration } from '../configuration/settings.js';
import { OperatorError } from '../operator-error.js';

export interface OpenDatabase {
  readonly store: OpenStore['store'];
  /** One that keeps nothing where it is left out. */
  readonly register?: OpenStore['register'];
  readonly machines?: OpenStore['machines'];
  /** The list over all tools and the accounts; none where they are left out. */
  readonly desk?: OpenStore['desk'];
  readonly access?: OpenStore['access'];
  close(): Promise<void>;
}

/** The store of a configuration, its schema up to date: the embedded server's, or the one at its address. */
export async function openDatabase({ database, data, file }: Configuration): Promise<OpenDatabase> {
  try {
    const server = database === 'embedded' ? await startEmbedded({ folder: join(data, 'postgres') }) : null;
    const open = openStore(server ? server.database : databaseAt(database === 'embedded' ? '' : database.reveal()));
    const close = async (): Promise<void> => {
      await open.close();
      await server?.stop();
    };
    await open.migrate().catch(async (error: unknown) => {
      await close().catch(() => undefined);
      throw error;
    });
    return {
      store: open.store,
      register: open.register,
      machines: open.machines,
      desk: open.desk,
      access: open.access,
      close,
    };
  } catch (error) {
    if (!(error instanceof StoreUnreachable)) throw error;
    const where =
      database === 'embedded'
        ? { fr: `le dossier «data» de ${file}`, en: `the folder «data» of ${file}` }
        : { fr: `«database» de ${file}`, en: `«database» of ${file}` };
    const advice = {
      fr: `remédiez-y, ou corrigez ${where.fr} ; rien n’est perdu`,
      en: `mend that, or correct ${where.en}; nothing is lost`,
    };
    const message = { fr: `base de données hors d’usage : ${error.told.fr}`, en: error.told.en };
    throw new OperatorError('database', message, advice, { cause: error });
  }
}
