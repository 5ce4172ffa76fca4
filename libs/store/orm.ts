import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type MigrationsOptions } from '@mikro-orm/postgresql';
import { placeOf, type Database } from './database.js';
import { migrations } from './migrations/index.js';
import { entities } from './schema/index.js';
import { StoreUnreachable, unreachable } from './unreachable.js';

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
      await fitting(em);
      await em.execute('select pg_advisory_xact_lock(727071, 1)');
      await orm.migrator.up({ transaction: em.getTransactionContext() });
    });
    await fromLater(orm);
  } catch (error) {
    throw unreachable(error, placeOf(database)) ?? error;
  }
}

/** The oldest PostgreSQL that still gets fixes (https://www.postgresql.org/support/versioning/). */
const oldest = 14;

async function fitting(em: Pick<MikroORM['em'], 'execute'>): Promise<void> {
  const [server] = await em.execute<{ encoding: string; version: string }[]>(
    `select current_setting('server_encoding') as encoding, current_setting('server_version_num') as version`,
  );
  const major = Math.floor(Number(server?.version) / 10_000);
  if (major < oldest) {
    throw new StoreUnreachable({
      fr: `attendu PostgreSQL ${oldest} ou plus récent, reçu un serveur en version ${major} ; mettez-le à niveau`,
      en: `expected PostgreSQL ${oldest} or later, the server is ${major}; upgrade it`,
    });
  }
  if (server?.encoding !== 'UTF8') {
    const create = '«createdb --encoding=UTF8 --template=template0»';
    throw new StoreUnreachable({
      fr: `attendu une base en UTF8, reçu une base en ${server?.encoding} ; créez-en une avec ${create}`,
      en: `expected a database in UTF8, this one is in ${server?.encoding}; create one with ${create}`,
    });
  }
}

/** What a later version wrote this one could misread, and write back wrongly. */
async function fromLater(orm: MikroORM): Promise<void> {
  const known = new Set<string>(migrations.map(({ name }) => name));
  const executed = await orm.migrator.getExecuted();
  const unknown = executed.filter(({ name }) => !known.has(name));
  if (unknown.length === 0) return;
  const names = unknown.map(({ name }) => name).join(', ');
  throw new StoreUnreachable({
    fr: `cette base a été écrite par une version plus récente de Passerelle (${names}) ; utilisez cette version, ou une autre base`,
    en: `the database was written by a later version of Passerelle (${names}); use that version, or another database`,
  });
}
