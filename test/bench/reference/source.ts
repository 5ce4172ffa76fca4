import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { IANAZone } from 'luxon';

export interface Line {
  readonly author: string;
  readonly at: string;
  readonly internal: boolean;
  readonly text: string;
}

export interface Ticket {
  readonly number: string;
  readonly state: string;
  readonly requester: string;
  readonly group: string;
  readonly created: string;
  readonly updated: string;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly files: readonly { readonly name: string; readonly at: string }[];
  /** Of all that the export says of it: what a later run would compare. */
  readonly digest: string;
}

/** The tickets of an export in batches, with nothing but csv-parse. Journal and index of files are held in memory. */
export async function* batchesOf(folder: string, size: number): AsyncGenerator<readonly Ticket[]> {
  const lines = new Map<string, Line[]>();
  for await (const [number = '', at = '', author = '', type = '', text = ''] of rows(join(folder, 'journal.csv'))) {
    add(lines, number, { author, at, internal: type === 'Notes de travail', text });
  }
  const files = new Map<string, { name: string; at: string }[]>();
  for await (const [number = '', name = '', at = ''] of rows(join(folder, 'pieces-jointes', 'index.csv')))
    add(files, number, { name, at });
  let batch: Ticket[] = [];
  for await (const cells of rows(join(folder, 'liste.csv'))) {
    const [number = '', state = '', requester = '', , group = '', , created = '', updated = '', title = ''] = cells;
    const said = { lines: lines.get(number) ?? [], files: files.get(number) ?? [] };
    const digest = createHash('sha256')
      .update(JSON.stringify([cells, said]))
      .digest('hex');
    batch.push({ number, state, requester, group, created, updated, title, ...said, digest });
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function* rows(file: string): AsyncGenerator<readonly string[]> {
  const parser = createReadStream(file).pipe(parse({ delimiter: ';', bom: true, from_line: 2 }));
  for await (const record of parser) yield record as string[];
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const zone = IANAZone.create('Europe/Paris');
const offsets = new Map<number, number>();

/** `18/11/2025 11:54:35` of Paris as `2025-11-18 10:54:35`; the offset is looked up once an hour. */
export function utcOf(date: string): string {
  const wall = Date.parse(`${date.slice(6, 10)}-${date.slice(3, 5)}-${date.slice(0, 2)}T${date.slice(11)}Z`);
  const hour = Math.floor(wall / 3_600_000);
  let offset = offsets.get(hour);
  if (offset === undefined) offsets.set(hour, (offset = zone.offset(wall - 3_600_000) * 60_000));
  return new Date(wall - offset).toISOString().slice(0, 19).replace('T', ' ');
}
