import { asIs, type Told } from '@passerelle/connector';
import { diskFull } from '../disk-full.js';
import { StoreUnreachable } from '../unreachable.js';
import type { Home } from './folder.js';

const known: readonly (readonly [RegExp, Told])[] = [
  [/no space left on device/i, diskFull],
  [
    /could not create shared memory|cannot allocate memory/i,
    {
      fr: 'il n’y a pas assez de mémoire ; libérez-en, ou renseignez DATABASE_URL',
      en: 'there is not enough memory; free some, or set DATABASE_URL',
    },
  ],
  [
    /cannot be run as root|must not be run as root|execution of the PostgreSQL server/i,
    {
      fr: 'PostgreSQL refuse de tourner en root ; lancez cette commande en utilisateur ordinaire, ou renseignez DATABASE_URL',
      en: 'PostgreSQL refuses to run as root; run this command as a normal user, or set DATABASE_URL',
    },
  ],
  [
    /permission denied|operation not permitted/i,
    {
      fr: 'son utilisateur n’a pas accès à ces fichiers, et chaque dossier au-dessus d’eux doit le laisser passer ; choisissez un autre dossier, lancez cette commande en utilisateur ordinaire, ou renseignez DATABASE_URL',
      en: 'its user may not use these files; every folder above them must let it pass: choose another folder, run as a normal user, or set DATABASE_URL',
    },
  ],
  [
    /has group or world access|invalid permissions/i,
    {
      fr: 'd’autres peuvent lire ses données ; lancez «chmod -R go-rwx» sur le dossier, puis recommencez',
      en: 'others may read its data; run «chmod -R go-rwx» on the folder and start again',
    },
  ],
  [
    /could not locate a valid checkpoint record|checksum|corrupt|invalid page/i,
    {
      fr: 'ses données sont endommagées ; remettez une copie du dossier, ou choisissez un autre dossier et relisez les outils',
      en: 'its data is damaged; put back a copy of the folder, or choose another folder and read the tools again',
    },
  ],
  [
    /error while loading shared libraries|no such file or directory.*ld-linux/i,
    {
      fr: 'ses bibliothèques manquent ; relancez «npm ci»',
      en: 'its libraries are missing; run «npm ci» again',
    },
  ],
];

/** Why PostgreSQL did not start, from what it wrote. */
export function inWords(said: string, { folder, log }: Home): StoreUnreachable {
  const advice = known.find(([pattern]) => pattern.test(said))?.[1] ?? { fr: `voyez ${log}`, en: `see ${log}` };
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const worst = lines.filter((line) => /FATAL|PANIC|error/i.test(line)).slice(-3);
  const tail = (worst.length > 0 ? worst : lines.slice(-3)).join(' / ');
  const quoted = tail === '' ? asIs('') : { fr: ` (PostgreSQL dit : ${tail})`, en: ` (it says: ${tail})` };
  return new StoreUnreachable({
    fr: `la base embarquée dans ${folder} ne démarre pas : ${advice.fr}${quoted.fr}`,
    en: `the embedded database in ${folder} does not start: ${advice.en}${quoted.en}`,
  });
}
