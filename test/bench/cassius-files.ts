import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { seededRandom } from '@passerelle/connector/testing';

export interface BigExport {
  readonly tickets: number;
  readonly linesPerTicket: number;
  readonly seed: number;
}

const states = ['En cours', 'En attente', 'Nouveau', 'Résolu', 'Clos'] as const;
const labels = [
  'Ordinateur Portable',
  'Matériel Hors Catalogue',
  'Restitution de matériel',
  '"MATERIELS SERIALISES (HORS SMARTPHONE/CARTE SIM), Réapprovisionnement matériels"',
  'Écran additionnel',
  '"Poste lent ; l\'utilisateur dit ""depuis lundi"""',
] as const;
const headings =
  "Numero;Etat;Demandeur;Bénéficiaire;Groupe d'affectation;Affecté à;Créé;Mis à jour;Libellé;Tags;Date de Dernière réalisation";

/** A list, and beside it a journal if it is to have lines, of any size in little memory; the same seed gives the same bytes. */
export async function writeBigExport(folder: string, big: BigExport): Promise<void> {
  await mkdir(folder, { recursive: true });
  await pipeline(Readable.from(blocks(listLines(big))), createWriteStream(join(folder, 'liste.csv')));
  if (big.linesPerTicket > 0)
    await pipeline(Readable.from(blocks(journalLines(big))), createWriteStream(join(folder, 'journal.csv')));
}

function* listLines({ tickets, seed }: BigExport): Generator<string> {
  const random = seededRandom(seed);
  const one = <T>(all: readonly T[]): T => all[Math.floor(random.next() * all.length)] as T;
  yield `\ufeff${headings}\r\n`;
  for (let ticket = 0; ticket < tickets; ticket += 1) {
    const group = `DIRCI PROX ${one(['P98888', 'K10005'])} - #33015`;
    const tail = `${dateOf(random.next())};${dateOf(random.next())};${one(labels)};Ajouter;(vide)`;
    yield `${numberOf(ticket)};${one(states)};CL... ST...;Ma...;${group};(vide);${tail}\r\n`;
  }
}

/** The journal goes round the tickets, as one in the order of time does: the lines of a ticket are far from each other. */
function* journalLines({ tickets, linesPerTicket, seed }: BigExport): Generator<string> {
  const random = seededRandom(seed + 1);
  yield '\ufeffNumero;Date;Auteur;Type;Texte\r\n';
  for (let line = 0; line < linesPerTicket; line += 1) {
    for (let ticket = 0; ticket < tickets; ticket += 1) {
      const internal = random.next() < 0.4;
      const text = internal
        ? 'Vu avec le N2, le poste est à remastériser.'
        : '"Bonjour,\nvotre matériel est prêt. Merci !"';
      const type = internal ? 'Notes de travail' : 'Commentaires';
      yield `${numberOf(ticket)};${dateOf((line + random.next()) / linesPerTicket)};Martin Chloé;${type};${text}\r\n`;
    }
  }
}

function numberOf(ticket: number): string {
  return `RITM${String(ticket).padStart(7, '0')}`;
}

/** Somewhere in 2025, to the second, as `18/11/2025 11:54:35`. */
function dateOf(share: number): string {
  const instant = new Date(Date.UTC(2025, 0, 1) + Math.floor(share * 31_536_000) * 1_000).toISOString();
  const [year, month, day] = instant.slice(0, 10).split('-');
  return `${day}/${month}/${year} ${instant.slice(11, 19)}`;
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
