import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { asIs, type Told, joined } from '@passerelle/connector';
import { StoreUnreachable } from '../unreachable.js';
import { elsewhere, type Binaries } from './binaries.js';

/** How PostgreSQL's programs are run: as they are, in a user namespace, or as another user. */
export interface RunAs {
  readonly uid: number | null;
  readonly gid: number | null;
  /** The command line that runs this one. */
  wrap(command: string, args: readonly string[]): readonly [command: string, args: readonly string[]];
  /** Nothing of the caller's PostgreSQL settings, secrets and language leaks into the server. */
  readonly environment: NodeJS.ProcessEnv;
}

const direct = (command: string, args: readonly string[]) => [command, args] as const;

/**
 * PostgreSQL refuses to run as root. As root it runs in a user namespace, where it is somebody else and its files stay
 * root's; where namespaces are off, as the user postgres or nobody.
 */
export function chooseRunAs(binaries: Binaries): RunAs {
  const environment = environmentOf(binaries);
  if (process.getuid?.() !== 0) {
    const self: RunAs = { uid: null, gid: null, wrap: direct, environment };
    const failed = tried(self, binaries);
    if (failed === null) return self;
    throw new StoreUnreachable({
      fr: `le PostgreSQL embarqué ne peut pas être lancé sur ce système : ${failed.fr} ; il lui faut la glibc (et non la musl d’Alpine) : ${elsewhere.fr}`,
      en: `the embedded PostgreSQL cannot be run on this system: ${failed.en}; it needs glibc (not Alpine's musl): ${elsewhere.en}`,
    });
  }
  const namespace = ['--user', '--map-user=1000', '--map-group=1000', '--'];
  const inNamespace: RunAs = {
    uid: null,
    gid: null,
    wrap: (command, args) => ['unshare', [...namespace, command, ...args]],
    environment,
  };
  const barred = tried(inNamespace, binaries);
  if (barred === null) return inNamespace;
  const failures: Told[] = [{ fr: `espace de noms utilisateur : ${barred.fr}`, en: `user namespace: ${barred.en}` }];
  for (const { name, uid, gid } of otherUsers()) {
    const other: RunAs = { uid, gid, wrap: direct, environment };
    const failed = tried(other, binaries);
    if (failed === null) return other;
    failures.push({ fr: `utilisateur ${name} : ${failed.fr}`, en: `user ${name}: ${failed.en}` });
  }
  const found = joined(failures);
  throw new StoreUnreachable({
    fr: `PostgreSQL refuse de tourner en root, et rien d’autre ne peut le lancer ici (${found.fr}) ; lancez cette commande en utilisateur ordinaire, propriétaire du dossier du projet, ou ${elsewhere.fr}`,
    en: `PostgreSQL refuses to run as root, and here nothing else can run it (${found.en}); run this command as a normal user that owns the project folder, or ${elsewhere.en}`,
  });
}

/** Why PostgreSQL cannot be run so; null when it can. */
function tried(runAs: RunAs, { postgres }: Binaries): Told | null {
  const { stdout, stderr, error } = runSync(runAs, postgres, ['--version']);
  if (error) return asIs(error.message);
  if (stdout.includes('PostgreSQL')) return null;
  const [said] = stderr.trim().split('\n');
  return said ? asIs(said) : { fr: 'il ne dit rien', en: 'it says nothing' };
}

export function runSync(runAs: RunAs, program: string, args: readonly string[]) {
  const [command, all] = runAs.wrap(program, args);
  const ids = runAs.uid === null ? {} : { uid: runAs.uid, gid: runAs.gid ?? runAs.uid };
  return spawnSync(command, [...all], { ...ids, cwd: '/', env: runAs.environment, encoding: 'utf8' });
}

function environmentOf({ libraries }: Binaries): NodeJS.ProcessEnv {
  const search = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  const path = process.env['PATH'];
  return {
    ...(path === undefined ? {} : { PATH: path }),
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(libraries ? { [search]: libraries } : {}),
  };
}

function otherUsers(): readonly { readonly name: string; readonly uid: number; readonly gid: number }[] {
  const lines = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  return ['postgres', 'nobody'].flatMap((name) => {
    const [, , uid, gid] = lines.find(([user]) => user === name) ?? [];
    return uid === undefined || gid === undefined ? [] : [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
