import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { NativeCode } from '@passerelle/connector';
import type { ManualClock, Truth, World } from '@passerelle/connector/testing';
import { journals } from '../journal-words.js';

interface Ticket {
  readonly number: string;
  readonly label: string;
  readonly created: Date;
  updated: Date;
  changes: number;
  readonly entries: { readonly journal: NativeCode; readonly text: string; readonly at: Date }[];
  readonly files: { readonly name: string; readonly content: Buffer }[];
}

const zone = 'Europe/Paris';
const types: Readonly<Record<string, string>> = { commentaires: 'Commentaires', notes_travail: 'Notes de travail' };
const author = 'Zoé Petit';

/** The old platform with people at work in it. Whatever they do, it exports everything anew, as its administrator would. */
export async function oldPlatform(clock: ManualClock): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'cassius-world-'));
  const tickets: Ticket[] = [];
  const halves: number[] = [];
  const find = (number: string): Ticket => {
    const ticket = tickets.find((one) => one.number === number);
    if (!ticket) throw new Error(`expected a ticket of this world, came ${number}`);
    return ticket;
  };
  const save = async (): Promise<void> => {
    const lines = tickets.map((ticket) => listRow(ticket));
    for (const at of halves.toReversed()) lines.splice(at, 0, 'RITM99;En co');
    await writeFile(join(folder, 'liste.csv'), `\ufeff${[headings, ...lines].join('\r\n')}\r\n`);
    const entries = tickets.flatMap((ticket) => ticket.entries.map((entry) => ({ number: ticket.number, ...entry })));
    entries.sort((one, other) => one.at.getTime() - other.at.getTime());
    const journal = entries.map(({ number, at, journal: name, text }) =>
      [number, shown(at), author, types[name] ?? name, text].map(quoted).join(';'),
    );
    await writeFile(join(folder, 'journal.csv'), ['Numero;Date;Auteur;Type;Texte', ...journal, ''].join('\r\n'));
  };
  const touch = async (ticket: Ticket): Promise<void> => {
    ticket.updated = clock.now();
    await save();
  };
  await save();

  return {
    config: () => ({ folder, pageSize: 5 }),
    badConfig: () => ({ folder: join(folder, 'absent') }),
    secrets: [],
    humans: {
      async open(label) {
        const number = `RITM${String(tickets.length + 1).padStart(7, '0')}`;
        const now = clock.now();
        tickets.push({ number, label, created: now, updated: now, changes: 0, entries: [], files: [] });
        await save();
        return number;
      },
      async change(number) {
        const ticket = find(number);
        ticket.changes += 1;
        await touch(ticket);
      },
      async write(number, journal, text) {
        const ticket = find(number);
        ticket.entries.push({ journal, text, at: clock.now() });
        await touch(ticket);
      },
      async attach(number, name, content) {
        const ticket = find(number);
        const again = ticket.files.filter((file) => file.name === name || file.name.endsWith(` ${name}`)).length;
        const file = { name: again === 0 ? name : `${again + 1} ${name}`, content };
        ticket.files.push(file);
        await mkdir(join(folder, 'pieces-jointes', number), { recursive: true });
        await writeFile(join(folder, 'pieces-jointes', number, file.name), content);
        await touch(ticket);
      },
    },
    tickets: () => tickets.map(({ number }) => number),
    look: (number) => truthOf(tickets.find((one) => one.number === number)),
    async spoil() {
      halves.push(tickets.length);
      await save();
    },
    teardown: () => rm(folder, { recursive: true, force: true }),
  };
}

const headings = "Numero;Etat;Demandeur;Groupe d'affectation;Créé;Mis à jour;Libellé;Tags";

function listRow({ number, label, created, updated, changes }: Ticket): string {
  const state = changes === 0 ? 'Nouveau' : `En cours (${changes})`;
  return [number, state, author, '(vide)', shown(created), shown(updated), label, 'Ajouter'].map(quoted).join(';');
}

function truthOf(ticket: Ticket | undefined): Truth | null {
  if (!ticket) return null;
  const { number, label, entries, files } = ticket;
  return {
    number,
    fields: { libelle: label },
    entries: entries.map(({ journal, text, at }) => ({
      journal,
      text,
      readable: journal in journals && journal === 'commentaires',
      author,
      at: DateTime.fromJSDate(at).startOf('second').toUTC().toISO(),
    })),
    attachments: files.map(({ name, content }) => ({ name, content, readable: false })),
  };
}

function shown(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone }).toFormat('dd/MM/yyyy HH:mm:ss');
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
