import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbedded } from './embedded/start-embedded.js';
import { migrate, ormOf } from './orm.js';

/*
 * `npm run migration`: writes what the entities have and the migrations do not yet as a new migration, and lists it.
 * The difference is taken against a database that all migrations have made, not against somebody's own.
 */

const folder = path.resolve('libs/store/migrations');

async function createMigration(): Promise<string> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'migration-'));
  const server = await startEmbedded({ folder: home, settings: { fsync: 'off' } });
  try {
    const orm = ormOf(server.database, { path: folder, pathTs: folder });
    await migrate(orm, server.database);
    const { fileName } = await orm.migrator.create();
    await orm.close(true);
    if (!fileName) return 'the migrations agree with the entities; there is nothing to create';
    await list();
    return `written: ${path.join(folder, fileName)}; read it, then run npm run build`;
  } finally {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function list(): Promise<void> {
  const names = (await readdir(folder))
    .filter((name) => /^Migration\d+\w*\.ts$/.test(name))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const text = [
    ...names.map((name) => `import { ${name} } from './${name}.js';`),
    '',
    '/** In the order in which they run. Names are kept in the database: a migration that was released is never changed. */',
    `export const migrations = [${names.join(', ')}] as const;`,
    '',
  ];
  await writeFile(path.join(folder, 'index.ts'), text.join('\n'));
}

console.log(await createMigration());
