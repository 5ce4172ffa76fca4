import { databaseAt, openStore } from '@passerelle/store';
import { createTestDatabase, dropTestDatabase } from '../../../libs/store/testing/index.js';
import { tell, type Plot, type Told } from './story.js';

/** A story over the store of PostgreSQL, with a database of its own. The same seed need not give the same steps. */
export async function tellOverPostgres(plot: Plot): Promise<Told> {
  const url = await createTestDatabase();
  const opened = openStore(databaseAt(url));
  try {
    return await tell({ ...plot, store: opened.store });
  } finally {
    await opened.close();
    await dropTestDatabase(url);
  }
}
