import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { BrokenPiece, NativeAttachment, NativeEntry } from '@passerelle/connector';
import { type Beside, nothingBelongs } from './beside.js';
import { byTime, onceById, onceOverFiles } from './order.js';

type Row = readonly SQLOutputValue[];

export function besideReader(
  database: DatabaseSync,
  known: Pick<Beside, 'brokenCount' | 'lineCount' | 'remarks'>,
  newestFirst: ReadonlySet<number>,
): Beside {
  const entries = query(database, 'select file, body from entry where key = ? order by file, seq');
  const attachments = query(database, 'select body, stamp from attachment where key = ? order by rowid');
  const pieces = query(database, 'select body from broken where seq >= ? order by seq limit ?');
  const keys = query(
    database,
    `select key, sum(entries), sum(attachments) from (
       select key, count(*) entries, 0 attachments from entry group by key
       union all select key, 0, count(*) from attachment group by key
     ) group by key`,
  );
  return {
    ...known,
    of(wanted) {
      const lines = wanted.flatMap((key) => entries.all(key));
      const files = wanted.flatMap((key) => attachments.all(key));
      if (lines.length + files.length === 0) return nothingBelongs;
      const bodies = onceOverFiles(
        lines.map(([file, body]) => ({ file: Number(file), body: String(body) })),
        newestFirst,
      );
      const once = onceById(JSON.parse(`[${bodies.join(',')}]`) as readonly NativeEntry[]);
      return {
        entries: byTime(once.entries),
        clashes: once.clashes,
        attachments: files.map(([body]) => JSON.parse(String(body)) as NativeAttachment),
        said: [...bodies, ...files.flat().map(String)].join('\n'),
        lines: lines.length + files.length,
      };
    },
    broken: (from, most) => pieces.all(from, most).map(([body]) => JSON.parse(String(body)) as BrokenPiece),
    *keys() {
      for (const [key, entryCount, attachmentCount] of keys.iterate())
        yield { key: String(key), entries: Number(entryCount), attachments: Number(attachmentCount) };
    },
  };
}

/** Rows as arrays: the objects that node:sqlite makes by itself survive young collections, 15 % of all that is read. */
function query(database: DatabaseSync, sql: string) {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return {
    all: (...values: (string | number)[]) => statement.all(...values) as unknown as readonly Row[],
    iterate: () => statement.iterate() as unknown as Iterable<Row>,
  };
}
