import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';

/** A ticket as the export of a test says it. */
export interface ExportedTicket {
  readonly number: string;
  readonly state?: string;
  readonly requester?: string;
  readonly group?: string;
  readonly agent?: string;
  readonly title?: string;
  readonly created?: string;
  /** A column more, in exports in which some ticket has one. */
  readonly site?: string;
  readonly updated?: string;
  readonly entries?: readonly {
    readonly type: 'Commentaires' | 'Notes de travail';
    readonly text: string;
    readonly author?: string;
  }[];
  readonly files?: readonly { readonly name: string; readonly content: string | Buffer; readonly public?: boolean }[];
}

const headings = [
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
];
const options = { delimiter: ';', record_delimiter: 'windows' } as const;

/** Writes an export folder as CASSIUS lays it out: the list, the journal, the attachments with their index. */
export function writeExport(folder: string, tickets: readonly ExportedTicket[]): void {
  mkdirSync(folder, { recursive: true });
  const sited = tickets.some(({ site }) => site !== undefined);
  const list = tickets.map((ticket) => [
    ticket.number,
    ticket.state ?? 'En cours',
    ticket.requester ?? 'Ma...',
    'Ma...',
    ticket.group ?? 'DIRCI PROX P98888 - #33015',
    ticket.agent ?? '(vide)',
    ticket.created ?? '18/11/2025 11:54:35',
    ticket.updated ?? '19/11/2025 15:02:23',
    ticket.title ?? 'Ordinateur Portable',
    'Ajouter',
    '(vide)',
    ...(sited ? [ticket.site ?? '(vide)'] : []),
  ]);
  writeFileSync(
    join(folder, 'liste.csv'),
    stringify([[...headings, ...(sited ? ['location'] : [])], ...list], options),
  );
  const journal = tickets.flatMap(({ number, entries = [] }) =>
    entries.map(({ type, text, author }, index) => [
      number,
      `18/11/2025 12:${String(index % 60).padStart(2, '0')}:00`,
      author ?? 'Zoë Müller',
      type,
      text,
    ]),
  );
  writeFileSync(
    join(folder, 'journal.csv'),
    stringify([['Numero', 'Date', 'Auteur', 'Type', 'Texte'], ...journal], options),
  );
  const files = tickets.flatMap(({ number, files: given = [] }) => given.map((file) => ({ number, ...file })));
  const root = join(folder, 'pieces-jointes');
  mkdirSync(root, { recursive: true });
  for (const { number, name, content } of files) {
    mkdirSync(join(root, number), { recursive: true });
    writeFileSync(join(root, number, name), content);
  }
  const index = files.map(({ number, name, public: open = true }) => [
    number,
    name,
    '18/11/2025 13:00:00',
    'Zoë Müller',
    open ? 'public' : 'interne',
  ]);
  writeFileSync(
    join(root, 'index.csv'),
    stringify([['Numero', 'Fichier', 'Date', 'Auteur', 'Visibilité'], ...index], options),
  );
}

/** Tickets with the given number of lines each, every third line internal, and a file on every fifth. */
export function manyTickets(count: number, entries: number, prefix = 'RITM'): readonly ExportedTicket[] {
  return Array.from({ length: count }, (_, index) => {
    const number = `${prefix}${String(index + 1).padStart(7, '0')}`;
    return {
      number,
      title: `Écran n° ${index + 1} de l’accueil`,
      entries: Array.from({ length: entries }, (__, line) =>
        line % 3 === 2
          ? { type: 'Notes de travail' as const, text: `note interne ${line} de ${number} 🔒` }
          : { type: 'Commentaires' as const, text: `réponse ${line} pour ${number}` },
      ),
      files: index % 5 === 0 ? [{ name: `capture d’écran ${index}.txt`, content: `contenu ${number} é` }] : [],
    };
  });
}
