import { createCipheriv, createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Random } from '@passerelle/connector';
import { seededRandom } from '@passerelle/connector/testing';

export interface MigrationExport {
  readonly tickets: number;
  /** Lines of each ticket, the last of them internal. */
  readonly entries: number;
  /** Every so manieth ticket has a file. */
  readonly fileEvery: number;
  /** Bytes of each file. */
  readonly fileSize: number;
  readonly seed: number;
}

/** 20,000 tickets with 3 lines and 0.2 files of 20 kB each. */
export const wholeExport: MigrationExport = { tickets: 20_000, entries: 3, fileEvery: 5, fileSize: 20_480, seed: 1 };

/** Stands in every internal line, so that one that crossed can be seen. */
export const lock = '🔒';

const titles = [
  'Ordinateur portable',
  'Écran additionnel',
  'Matériel hors catalogue',
  'Poste lent à l’accueil',
] as const;
const first = ['Zoë', 'Hélène', 'Jean-Éric', 'Chloé', 'Noël', 'Fatou', 'Inès', 'Loïc', 'Aïcha', 'Paul'] as const;
const last = ['Müller', 'Dupont', 'O’Brien', 'de la Tour', 'Lefèvre', 'Nguyễn', 'Martin', 'Côté', 'Garçon'] as const;
const sentences = [
  'Bonjour, le poste ne démarre plus depuis ce matin malgré deux essais.',
  'Nous avons remplacé l’alimentation ; merci de nous dire si cela tient.',
  'L’utilisateur sera absent jusqu’à lundi, rendez-vous pris mardi à 9 h 30.',
  'Matériel reçu au magasin, préparation en cours côté atelier.',
  'Vu avec le N2 : câble à changer, pièce commandée chez le fournisseur « Élan ».',
] as const;

/**
 * An export folder as CASSIUS lays it out, of any size in little memory: the list, the journal in the order of time (the
 * lines of one ticket stand some lines apart), and files of random bytes, no two alike. The same seed gives the same bytes.
 */
export async function writeMigrationExport(folder: string, wanted: MigrationExport): Promise<void> {
  await mkdir(folder, { recursive: true });
  await pipeline(Readable.from(blocks(list(wanted))), createWriteStream(join(folder, 'liste.csv')));
  await pipeline(Readable.from(blocks(journal(wanted))), createWriteStream(join(folder, 'journal.csv')));
  await writeFiles(join(folder, 'pieces-jointes'), wanted);
}

function* list({ tickets, seed }: MigrationExport): Generator<string> {
  const random = seededRandom(seed);
  yield "\ufeffNumero;Etat;Demandeur;Bénéficiaire;Groupe d'affectation;Affecté à;Créé;Mis à jour;Libellé;Tags;Date de Dernière réalisation\r\n";
  for (let ticket = 0; ticket < tickets; ticket += 1) {
    const state = random.next() < 0.7 ? 'En cours' : 'En attente';
    const cells = [
      numberOf(ticket),
      state,
      nameOf(random),
      'Ma...',
      `DIRCI PROX ${one(random, ['P98888', 'K10005'])} - #33015`,
      '(vide)',
      dateOf(minutesOf(ticket)),
      dateOf(minutesOf(ticket) + 900),
      titleOf(random, ticket),
      'Ajouter',
      '(vide)',
    ];
    yield `${cells.join(';')}\r\n`;
  }
}

/** Tickets between two lines of one ticket. */
const apart = 7;

function* journal({ tickets, entries, seed }: MigrationExport): Generator<string> {
  const random = seededRandom(seed + 1);
  yield '\ufeffNumero;Date;Auteur;Type;Texte\r\n';
  for (let step = 0; step < tickets + apart * entries; step += 1) {
    for (let line = 0; line < entries; line += 1) {
      const ticket = step - line * apart;
      if (ticket < 0 || ticket >= tickets) continue;
      const internal = line === entries - 1;
      const said = `${one(random, sentences)} ${one(random, sentences)} (${line + 1}/${numberOf(ticket)})`;
      const text = internal ? `"${lock} ${said}"` : `"${said}\nCordialement"`;
      const type = internal ? 'Notes de travail' : 'Commentaires';
      yield `${numberOf(ticket)};${dateOf(minutesOf(step) + line)};${nameOf(random)};${type};${text}\r\n`;
    }
  }
}

async function writeFiles(root: string, { tickets, fileEvery, fileSize, seed }: MigrationExport): Promise<void> {
  await mkdir(root, { recursive: true });
  const index: string[] = ['\ufeffNumero;Fichier;Date;Auteur;Visibilité\r\n'];
  for (let ticket = 0; ticket < tickets; ticket += fileEvery) {
    const number = numberOf(ticket);
    await mkdir(join(root, number), { recursive: true });
    await writeFile(join(root, number, fileName(ticket)), noise(`${seed} ${ticket}`, fileSize));
    index.push(`${number};${fileName(ticket)};${dateOf(minutesOf(ticket) + 30)};Zoë Müller;public\r\n`);
  }
  await writeFile(join(root, 'index.csv'), index.join(''));
}

/** The key stream of a cipher: random bytes that a seed brings back. */
function noise(seed: string, size: number): Buffer {
  const key = createHash('sha256').update(seed).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
}

/** Far from the numbers that the target gives, or tickets just made would be taken for old ones. */
export function numberOf(ticket: number): string {
  return `RITM${5_000_001 + ticket}`;
}

export function fileName(ticket: number): string {
  return `capture d’écran ${ticket + 1}.png`;
}

function titleOf(random: Random, ticket: number): string {
  return `${one(random, titles)} n° ${ticket + 1}`;
}

function nameOf(random: Random): string {
  return random.next() < 0.3 ? 'CL... ST...' : `${one(random, first)} ${one(random, last)}`;
}

function one<T>(random: Random, all: readonly T[]): T {
  return all[Math.floor(random.next() * all.length)] as T;
}

/** A ticket every 20 minutes, from the first day of 2025 on. */
function minutesOf(ticket: number): number {
  return ticket * 20;
}

/** `18/11/2025 11:54:00` */
function dateOf(minutes: number): string {
  const instant = new Date(Date.UTC(2025, 0, 1) + minutes * 60_000).toISOString();
  return `${instant.slice(8, 10)}/${instant.slice(5, 7)}/${instant.slice(0, 4)} ${instant.slice(11, 19)}`;
}

function* blocks(lines: Iterable<string>): Generator<string> {
  let block = '';
  for (const line of lines) {
    block += line;
    if (block.length < 65_536) continue;
    yield block;
    block = '';
  }
  yield block;
}
