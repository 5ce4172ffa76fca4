import { Readable } from 'node:stream';
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
}

/** Rows of one file: what Excel holds, and for XLSX what memory holds. */
const most = { csv: 1_000_000, xlsx: 50_000 } as const;

const columns = [
  ['Numéro', 'Number', ({ number }: Listed) => number],
  ['Titre', 'Title', ({ title }: Listed) => title],
  ['Nature', 'Kind', ({ kind }: Listed) => kind],
  ['État', 'Status', ({ status }: Listed) => status],
  ['Priorité', 'Priority', ({ priority }: Listed) => (priority === null ? null : String(priority))],
  ['Catégorie', 'Category', ({ category }: Listed) => category],
  ['Équipe', 'Team', ({ team }: Listed) => team?.name],
  ['Agent', 'Agent', ({ agent }: Listed) => agent?.name],
  ['Demandeur', 'Requester', ({ requester }: Listed) => requester?.name],
  ['Site', 'Site', ({ site }: Listed) => site],
  ['Outils', 'Tools', ({ connections }: Listed) => connections.join(', ')],
  ['À qui le tour', 'Turn', ({ turn }: Listed) => turn],
  ['Échéance', 'Due', 'due'],
  ['Créé', 'Created', 'created'],
  ['Modifié', 'Updated', 'updated'],
] as const;

/** The tickets that fit, page by page; formulas that somebody wrote into a title stay text. */
export async function exportFile(grounds: Grounds, wish: ExportWish): Promise<FileAnswer> {
  const { format, language } = wish;
  const head = columns.map(([french, english]) => (language === 'fr' ? french : english));
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
  { desk }: Grounds,
  { asked, sort, up, format, language, zone }: ExportWish,
): AsyncIterable<readonly string[]> {
  let cursor: string | null = null;
  for (let told = 0; told < most[format];) {
    const page: Awaited<ReturnType<typeof desk.page>> = await desk.page({ ...asked, sort, up, cursor, limit: 500 });
    for (const row of page.rows) yield columns.map(([, , of]) => textOf(row, of, language, zone));
    told += page.rows.length;
    cursor = page.next;
    if (cursor === null) return;
  }
}

function textOf(row: Listed, of: (typeof columns)[number][2], language: Language, zone: string): string {
  if (typeof of !== 'string') return of(row) ?? '';
  const at = row[of];
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
