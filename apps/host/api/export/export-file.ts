import { Readable } from 'node:stream';
import type { ExportColumn } from '@passerelle/api';
import type { Canon } from '@passerelle/mapping';
import type { Asked, Listed, Sort } from '@passerelle/store';
import { stringify } from 'csv-stringify';
import { DateTime } from 'luxon';
import writeXlsx from 'write-excel-file/node';
import type { FileAnswer } from '../call.js';
import type { Grounds } from '../grounds.js';
import type { Language } from '../problem.js';

export interface ExportWish {
  readonly asked: Asked;
  readonly sort: Sort;
  readonly up: boolean;
  readonly format: 'csv' | 'xlsx';
  readonly language: Language;
  readonly zone: string;
  readonly columns: readonly ExportColumn[];
}

/** Rows of one file: what Excel holds, and for XLSX what memory holds. */
const most = { csv: 1_000_000, xlsx: 50_000 } as const;

interface Words {
  readonly language: Language;
  readonly zone: string;
  readonly canon: Pick<Canon, 'label' | 'categoryPath'>;
}

interface Cell {
  readonly fr: string;
  readonly en: string;
  readonly of: (row: Listed, words: Words) => string | null | undefined;
}

const turns = {
  support: { fr: 'À nous de répondre', en: 'Our turn to answer' },
  requester: { fr: 'Au demandeur de répondre', en: 'The requester’s turn' },
} as const;

/** Words of ours have the labels that people read everywhere else. */
const cells: Readonly<Record<ExportColumn, Cell>> = {
  number: { fr: 'Numéro', en: 'Number', of: ({ number }) => number },
  title: { fr: 'Titre', en: 'Title', of: ({ title }) => title },
  kind: { fr: 'Nature', en: 'Kind', of: ({ kind }, { canon, language }) => canon.label('kind', kind, language) },
  status: {
    fr: 'État',
    en: 'Status',
    of: ({ status, pendingReason }, { canon, language }) =>
      pendingReason === null
        ? canon.label('status', status, language)
        : canon.label('pending_reason', pendingReason, language),
  },
  priority: {
    fr: 'Priorité',
    en: 'Priority',
    of: ({ priority }, { canon, language }) =>
      priority === null ? null : canon.label('level', String(priority), language),
  },
  category: {
    fr: 'Catégorie',
    en: 'Category',
    of: ({ category }, { canon, language }) => (category === null ? null : canon.categoryPath(category, language)),
  },
  team: { fr: 'Équipe', en: 'Team', of: ({ team }) => team?.name },
  agent: { fr: 'Agent', en: 'Agent', of: ({ agent }) => agent?.name },
  requester: { fr: 'Demandeur', en: 'Requester', of: ({ requester }) => requester?.name },
  site: { fr: 'Site', en: 'Site', of: ({ site }) => site },
  organisation: { fr: 'Organisation', en: 'Organisation', of: ({ organisation }) => organisation },
  tools: { fr: 'Outils', en: 'Tools', of: ({ connections }) => connections.join(', ') },
  turn: { fr: 'À qui le tour', en: 'Turn', of: ({ turn }, { language }) => turns[turn][language] },
  due: { fr: 'Échéance', en: 'Due', of: ({ due }, words) => instantText(due, words) },
  created: { fr: 'Créé', en: 'Created', of: ({ created }, words) => instantText(created, words) },
  updated: { fr: 'Modifié', en: 'Updated', of: ({ updated }, words) => instantText(updated, words) },
  lead: { fr: 'Sous', en: 'Under', of: ({ lead }) => lead?.number ?? lead?.title },
  lines: { fr: 'Lignes', en: 'Lines', of: ({ lines }) => String(lines) },
};

/** The tickets that fit, page by page; formulas that somebody wrote into a title stay text. */
export async function exportFile(grounds: Grounds, wish: ExportWish): Promise<FileAnswer> {
  const { format, language, columns } = wish;
  const head = columns.map((column) => cells[column][language]);
  const name = `tickets-${grounds.now().slice(0, 10)}.${format}`;
  const headers = { 'content-disposition': `attachment; filename="${name}"`, 'x-content-type-options': 'nosniff' };
  const rows = rowsOf(grounds, wish);
  if (format === 'csv') {
    // Semicolons and a byte order mark: what a French Excel opens as it is.
    const csv = stringify({
      bom: true,
      delimiter: ';',
      record_delimiter: 'windows',
      header: false,
      escape_formulas: true,
    });
    const content = Readable.from(withHead(head, rows)).pipe(csv);
    return { content, headers: { ...headers, 'content-type': 'text/csv; charset=utf-8' } };
  }
  const sheet = [head.map((value) => ({ value, fontWeight: 'bold' as const }))] as object[][];
  for await (const row of rows) sheet.push(row.map((value) => ({ value: excelText(value), type: String })));
  const bytes = await writeXlsx(sheet as never).toBuffer();
  return {
    content: Readable.from([bytes]),
    headers: { ...headers, 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  };
}

async function* withHead(
  head: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): AsyncIterable<readonly string[]> {
  yield head;
  yield* rows;
}

async function* rowsOf(
  { desk, house }: Grounds,
  { asked, sort, up, format, language, zone, columns }: ExportWish,
): AsyncIterable<readonly string[]> {
  const words = { language, zone, canon: house.canon() };
  let cursor: string | null = null;
  for (let told = 0; told < most[format];) {
    const page: Awaited<ReturnType<typeof desk.page>> = await desk.page({ ...asked, sort, up, cursor, limit: 500 });
    for (const row of page.rows) yield columns.map((column) => cells[column].of(row, words) ?? '');
    told += page.rows.length;
    cursor = page.next;
    if (cursor === null) return;
  }
}

function instantText(at: string | null, { language, zone }: Words): string {
  if (at === null) return '';
  const local = DateTime.fromISO(at, { zone });
  return (local.isValid ? local : DateTime.fromISO(at, { zone: 'utc' })).toFormat(
    language === 'fr' ? 'dd/MM/yyyy HH:mm' : 'yyyy-MM-dd HH:mm',
  );
}

/** What XML 1.0 cannot hold, and more than a cell holds, would make the file unreadable. */
function excelText(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '')
      .slice(0, 32_000)
  );
}
