import { csv, windows1252 } from './files.js';
import { listHeadings, listRow, type SampleFiles } from './sample.js';
import { seedTickets } from './tickets.js';

/** Everything that goes wrong with real exports, in few rows; what each row shows stands in its Libellé. */
export function brokenFiles(): SampleFiles {
  const [model] = seedTickets();
  if (!model) throw new Error('expected a row of the seed');
  const nth = (number: number): string => `RITM09${String(number).padStart(2, '0')}b`;
  const row = (number: number, label: string, change: Readonly<Partial<Record<Heading, string>>> = {}): string => {
    const cells = listRow({ ...model, number: nth(number), label });
    const changed = listHeadings.map((heading, index) => change[heading] ?? cells[index] ?? '');
    return csv([[...changed, 'Bâtiment B']]);
  };
  const list = Buffer.concat([
    Buffer.from(csv([[...listHeadings, 'Code bâtiment']])),
    Buffer.from(row(1, 'Ligne saine, avec une colonne inconnue')),
    Buffer.from(row(2, 'État inconnu', { Etat: 'Au frigo' })),
    Buffer.from(row(3, 'Groupe absent', { "Groupe d'affectation": '(vide)' })),
    Buffer.from(row(4, 'Groupe inconnu de la cible', { "Groupe d'affectation": 'DIRCI PROX Z00000 - #99999' })),
    windows1252(row(5, 'Ligne écrite en Windows-1252 dans un fichier UTF-8')),
    Buffer.from(row(6, 'Date qui n’existe pas', { Créé: '31/02/2025 10:00:00' })),
    Buffer.from(row(7, 'Heure que l’heure d’été a sautée', { Créé: '30/03/2025 02:30:00' })),
    Buffer.from(row(8, 'Guillemet jamais refermé').replace('En cours', '"En cours')),
    Buffer.from(row(9, 'Ligne saine après le guillemet')),
    Buffer.from(row(1, 'Même numéro que la première, autre contenu')),
    Buffer.from(`${nth(10)};En cours;CL... ST...;Ma...\r\n`),
    Buffer.from(row(11, 'Numéro effacé', { Numero: '' })),
    Buffer.from(row(12, 'Ligne saine avant la coupure')),
    Buffer.from(`${nth(13)};En attente;Ma...;Ma...;DIRCI PR`),
  ]);
  const journal = csv([
    ['Numero', 'Date', 'Auteur', 'Type', 'Texte'],
    [nth(1), '18/11/2025 12:00:00', 'Zoé Müller', 'Commentaires', 'Ligne saine'],
    [nth(1), '18/11/2025 12:01:00', 'Zoé Müller', 'Mémo', 'Type inconnu : lu comme interne'],
    [nth(2), 'hier', 'Zoé Müller', 'Notes de travail', 'Date illisible'],
    [nth(99), '18/11/2025 12:02:00', 'Zoé Müller', 'Commentaires', 'Ticket absent de la liste'],
  ]);
  return new Map([
    ['liste-cassius.csv', list],
    ['journal-cassius.csv', Buffer.from(journal)],
    ['pieces-jointes/RITM0901b/note.txt', Buffer.from('Sans index : interne\n')],
    [
      'pieces-jointes/index.csv',
      Buffer.from(
        csv([
          ['Numero', 'Fichier', 'Visibilité'],
          [nth(1), 'absent.pdf', 'Public'],
        ]),
      ),
    ],
  ]);
}

type Heading = (typeof listHeadings)[number];
