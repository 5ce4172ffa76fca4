import { DatabaseSync } from 'node:sqlite';
import type { BrokenPiece, NativeAttachment, NativeEntry, Told } from '@passerelle/connector';
import type { Beside } from './beside.js';
import { lineOrder } from './order.js';
import { besideReader } from './reader.js';

export interface BesideWriter {
  /** `file` counts the journal files from 0; lines come in the order of their file. */
  entry(key: string, file: number, entry: NativeEntry): void;
  attachment(key: string, attachment: NativeAttachment, stamp: string): void;
  broken(piece: BrokenPiece): void;
  /** Nothing is written afterwards. */
  finish(remarks: readonly Told[]): Beside;
}

/**
 * A journal of three million lines does not fit into memory beside a list of a million rows, so it is kept in SQLite's own
 * temporary database: an empty name makes one on disk that nobody else can open and that goes with its connection
 * (SQLite documentation, «In-Memory Databases», section 3).
 */
export function besideWriter(): BesideWriter {
  const database = new DatabaseSync('');
  database.exec(`
    pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive;
    pragma temp_store = file; pragma cache_size = -2000;
    create table entry (key text not null, file integer not null, seq integer not null, body text not null);
    create table attachment (key text not null, body text not null, stamp text not null);
    create table broken (seq integer primary key, body text not null);
    begin;
  `);
  const insertEntry = inserter(database, 'entry', 4);
  const insertAttachment = inserter(database, 'attachment', 3);
  const insertBroken = inserter(database, 'broken', 2);
  const order = lineOrder();
  let lineCount = 0;
  let brokenCount = 0;
  return {
    entry(key, file, entry) {
      order.see(key, file, entry.at);
      insertEntry.add(key, file, lineCount, JSON.stringify(entry));
      lineCount += 1;
    },
    attachment(key, attachment, stamp) {
      insertAttachment.add(key, JSON.stringify(attachment), stamp);
      lineCount += 1;
    },
    broken(piece) {
      insertBroken.add(brokenCount, JSON.stringify(piece));
      brokenCount += 1;
    },
    finish(remarks) {
      for (const insert of [insertEntry, insertAttachment, insertBroken]) insert.flush();
      database.exec(`
        commit;
        create index entry_key on entry (key, file, seq);
        create index attachment_key on attachment (key);
      `);
      return besideReader(database, { brokenCount, lineCount, remarks }, order.newestFirst());
    },
  };
}

/** Rows of one statement. Each answer of node:sqlite is an object that lives long: few of them keep the memory small. */
const together = 50;

function inserter(database: DatabaseSync, table: string, columns: number) {
  const places = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
  const many = database.prepare(
    `insert into ${table} values ${Array.from({ length: together }, () => places).join(', ')}`,
  );
  const single = database.prepare(`insert into ${table} values ${places}`);
  let waiting: (string | number)[] = [];
  return {
    add(...values: (string | number)[]): void {
      waiting.push(...values);
      if (waiting.length < together * columns) return;
      many.run(...waiting);
      waiting = [];
    },
    flush(): void {
      for (let at = 0; at < waiting.length; at += columns) single.run(...waiting.slice(at, at + columns));
      waiting = [];
    },
  };
}
