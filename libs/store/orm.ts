import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type MigrationsOptions } from '@mikro-orm/postgresql';
import { placeOf, type Database } from './database.js';
import { migrations } from './migrations/index.js';
import { entities } from './schema/index.js';
import { unreachable } from './unreachable.js';

/** Connections of one process: the lanes of a run, its reader, and the console beside them. */
const connections = 10;
/** Milliseconds: a database that takes longer to let us in is not usable. */
const patience = 15_000;

/** The one pool of this process, its entities and its migrations. Nothing is sent before it is used. `written` is where new migrations go. */
export function ormOf(database: Database, written: MigrationsOptions = {}): MikroORM {
  return new MikroORM({
    host: database.host,
    port: database.port,
    user: database.user,
    dbName: database.name,
    ...(database.password ? { password: database.password } : {}),
    entities,
    extensions: [Migrator],
    pool: { max: connections },
    driverOptions: {
      application_name: 'passerelle',
      connectionTimeoutMillis: patience,
      keepAlive: true,
      // Statements of one step are sent behind one another without waiting for each answer.
      pipeline: true,
      ...(database.ssl === undefined ? {} : { ssl: database.ssl }),
    },
    migrations: { migrationsList: [...migrations], tableName: 'migration', snapshot: false, ...written },
    logger: () => undefined,
  });
}

/** Brings the schema up to date; a second process that does the same waits and then finds nothing to do. */
export async function migrate(orm: MikroORM, database: Database): Promise<void> {
  try {
    await orm.em.fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(727071, 1)');
      await orm.migrator.up({ transaction: em.getTransactionContext() });
    });
  } catch (error) {
    throw unreachable(error, placeOf(database)) ?? error;
  }
}
