import fs from 'node:fs';
import path from 'node:path';
import { StoreUnreachable } from '../unreachable.js';
import type { Binaries } from './binaries.js';
import { give, type Home } from './folder.js';
import { inWords } from './in-words.js';
import { runSync, type RunAs } from './run-as.js';

/** The one database user; whoever can open the socket is let in, and only the owner of its folder can. */
export const embeddedUser = 'passerelle';

/** Makes the data folder when there is none, whole or not at all; refuses one of another major version. */
export function initialise(home: Home, binaries: Binaries, runAs: RunAs): void {
  const file = path.join(home.data, 'PG_VERSION');
  if (!fs.existsSync(file)) {
    if (fs.existsSync(home.data) && fs.readdirSync(home.data).length > 0) {
      throw new StoreUnreachable({
        fr: `${home.data} contient autre chose que des données de PostgreSQL ; choisissez un autre dossier pour la base embarquée`,
        en: `${home.data} holds something that is no PostgreSQL data; choose another folder for the embedded database`,
      });
    }
    create(home, binaries, runAs);
    return;
  }
  const theirs = fs.readFileSync(file, 'utf8').trim();
  const ours = /(\d+)/.exec(runSync(runAs, binaries.postgres, ['--version']).stdout)?.[1] ?? '';
  if (theirs !== ours) {
    throw new StoreUnreachable({
      fr: `${home.data} a été écrit par PostgreSQL ${theirs}, et cette version apporte PostgreSQL ${ours}, qui ne peut pas le lire ; revenez à la version de Passerelle qui l’a écrit et transférez les données avec pg_dump, ou choisissez un autre dossier`,
      en: `${home.data} was written by PostgreSQL ${theirs} and this version brings PostgreSQL ${ours}, which cannot read it; go back to the version of Passerelle that wrote it and move the data with pg_dump, or choose another folder`,
    });
  }
}

/** In a new folder that gets its name at the end: a process that dies on the way leaves nothing that looks like data. */
function create(home: Home, { initdb }: Binaries, runAs: RunAs): void {
  for (const left of fs.readdirSync(home.folder)) {
    if (left.startsWith('new-')) fs.rmSync(path.join(home.folder, left), { recursive: true, force: true });
  }
  const fresh = fs.mkdtempSync(path.join(home.folder, 'new-'));
  give(fresh, runAs);
  const made = runSync(runAs, initdb, [
    `--pgdata=${fresh}`,
    `--username=${embeddedUser}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]);
  if (made.status !== 0) {
    fs.rmSync(fresh, { recursive: true, force: true });
    throw inWords(`${made.error?.message ?? ''}\n${made.stderr}\n${made.stdout}`, home);
  }
  fs.rmSync(home.data, { recursive: true, force: true });
  fs.renameSync(fresh, home.data);
}
