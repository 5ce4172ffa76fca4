import { seededRandom } from '@passerelle/connector/testing';
import { csv, pdf, png, windows1252 } from './files.js';
import { entriesOf, type SampleEntry } from './journal.js';
import { one, ritmNumber, type SampleTicket, seedTickets, someTicket } from './tickets.js';

/** Files by their path in the export's folder. The same call gives the same bytes, on every machine. */
export type SampleFiles = ReadonlyMap<string, Buffer>;

export const listHeadings = [
  'Numero',
  'Etat',
  'Demandeur',
  'Bénéficiaire',
  "Groupe d'affectation",
  'Affecté à',
  'Créé',
  'Mis à jour',
  'Libellé',
  'Tags',
  'Date de Dernière réalisation',
] as const;

/** A whole export as CASSIUS leaves it: the list from Excel, the journal in UTF-8, the attachments with their index. */
export function sampleFiles(): SampleFiles {
  const random = seededRandom(524);
  const seeds = seedTickets();
  const taken = new Set(seeds.map(({ number }) => number));
  const requests = Array.from({ length: 138 }, (_, nth) => ritmNumber(nth * 2)).filter((number) => !taken.has(number));
  const incidents = Array.from({ length: 92 }, (_, nth) => `INC${String(10_231 + nth * 3).padStart(7, '0')}`);
  const others = [...requests, ...incidents].map((number) => someTicket(random, number));
  const tickets = [...seeds, ...others].sort((before, after) => after.updated - before.updated);
  const entries = tickets.flatMap((ticket) => entriesOf(random, ticket)).sort((before, after) => before.at - after.at);
  const attached = attachments(tickets, entries);
  return new Map([
    ['liste-cassius.csv', windows1252(csv([listHeadings, ...tickets.map(listRow)]))],
    ['journal-cassius.csv', Buffer.from(`\ufeff${csv([journalHeadings, ...entries.map(journalRow)])}`)],
    ['pieces-jointes/index.csv', Buffer.from(`\ufeff${csv([indexHeadings, ...attached.map(({ row }) => row)])}`)],
    ...attached.map(({ path, content }) => [path, content] as const),
  ]);
}

const journalHeadings = ['Numero', 'Date', 'Auteur', 'Type', 'Texte'];
const indexHeadings = ['Numero', 'Fichier', 'Date', 'Auteur', 'Visibilité'];

export function listRow(ticket: SampleTicket): string[] {
  const { number, state, requester, beneficiary, team, agentCell, created, updated, label, tagsCell, done } = ticket;
  const cells = [number, state, requester, beneficiary, team.name, agentCell, shown(created), shown(updated)];
  return [...cells, label, tagsCell, done === null ? '(vide)' : shown(done)];
}

function journalRow({ number, at, author, type, text }: SampleEntry): string[] {
  return [number, shown(at), author, type, text];
}

/** `18/11/2025 11:54:35`. */
export function shown(wall: number): string {
  const [year = '', month = '', day = ''] = new Date(wall).toISOString().slice(0, 10).split('-');
  return `${day}/${month}/${year} ${new Date(wall).toISOString().slice(11, 19)}`;
}

interface Attached {
  readonly path: string;
  readonly content: Buffer;
  readonly row: readonly string[];
}

/** All public: in ServiceNow, whoever reads the ticket reads its files, so internal ones would have to stay behind. */
const kinds: readonly (readonly [name: string, content: (nth: number) => Buffer])[] = [
  ['capture d’écran.png', (nth) => png(120, 45, nth * 17)],
  ['devis écran additionnel.pdf', (nth) => pdf(`Devis n\u00b0 2025-${100 + nth} - \u00e9cran 27"`)],
  ['journal d’événements.txt', (nth) => Buffer.from(`Erreur 0x8007000${nth}\r\nService arrêté à 08:0${nth}\r\n`)],
  ['bon de restitution signé.pdf', (nth) => pdf(`Bon de restitution ${nth}: PC-33015-00${nth % 4}`)],
  ['photo de l’étiquette (n° de série).png', (nth) => png(80, 60, nth * 31)],
  ['صورة الشاشة.png', (nth) => png(64, 48, nth * 7)],
];

/** One ticket in ten has a file, some have two; they came with what was written about the ticket. */
function attachments(tickets: readonly SampleTicket[], entries: readonly SampleEntry[]): readonly Attached[] {
  const random = seededRandom(525);
  const found: Attached[] = [];
  const asked = tickets.filter(({ number }, nth) => nth % 11 === 3 || number === 'RITM0524r');
  for (const [nth, ticket] of asked.entries()) {
    const count = nth % 4 === 0 ? 2 : 1;
    for (let again = 0; again < count; again += 1) {
      const [name, content] = kinds[(nth + again) % kinds.length] ?? one(random, kinds);
      const entry = entries.find(({ number }) => number === ticket.number);
      const row = [ticket.number, name, shown(entry?.at ?? ticket.created), entry?.author ?? '(vide)', 'Public'];
      found.push({ path: `pieces-jointes/${ticket.number}/${name}`, content: content(nth % 10), row });
    }
  }
  return found;
}
