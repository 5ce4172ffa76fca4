import { StoreUnreachable } from '../unreachable.js';
import type { Home } from './folder.js';

const known: readonly (readonly [RegExp, string])[] = [
  [/no space left on device/i, 'the disk is full; make room, then run the same command again'],
  [
    /could not create shared memory|cannot allocate memory/i,
    'there is not enough memory; free some, or set DATABASE_URL',
  ],
  [
    /cannot be run as root|must not be run as root|execution of the PostgreSQL server/i,
    'PostgreSQL refuses to run as root; run this command as a normal user, or set DATABASE_URL',
  ],
  [
    /permission denied|operation not permitted/i,
    'its user may not use these files; every folder above them must let it pass: choose another folder, run as a normal user, or set DATABASE_URL',
  ],
  [
    /has group or world access|invalid permissions/i,
    'others may read its data; run «chmod -R go-rwx» on the folder and start again',
  ],
  [
    /could not locate a valid checkpoint record|checksum|corrupt|invalid page/i,
    'its data is damaged; put back a copy of the folder, or choose another folder and read the tools again',
  ],
  [
    /error while loading shared libraries|no such file or directory.*ld-linux/i,
    'its libraries are missing; run «npm ci» again',
  ],
];

/** Why PostgreSQL did not start, from what it wrote. */
export function inWords(said: string, { folder, log }: Home): StoreUnreachable {
  const advice = known.find(([pattern]) => pattern.test(said))?.[1];
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const worst = lines.filter((line) => /FATAL|PANIC|error/i.test(line)).slice(-3);
  const tail = (worst.length > 0 ? worst : lines.slice(-3)).join(' / ');
  return new StoreUnreachable(
    `the embedded database in ${folder} does not start: ${advice ?? `see ${log}`}${tail === '' ? '' : ` (it says: ${tail})`}`,
  );
}
