import { DatabaseSync } from 'node:sqlite';
import type { BrokenPiece, NativeAttachment, NativeEntry } from '@passerelle/connector';

/** What stands beside the list: journal lines and attachments, found by their ticket. */
export interface Beside {
  /** `keys` are what the ticket is known by: its number, and its sys_id where it has one. */
  of(keys: readonly string[]): Belongings;
  /** Pieces that could not be read, from the `from`-th on. */
  broken(from: number, most: number): readonly BrokenPiece[];
  readonly brokenCount: number;
  /** Journal lines and files of all tickets. */
  readonly lineCount: number;
  /** Keys that lines or files stand under, with how many. */
  keys(): Iterable<{ readonly key: string; readonly entries: number; readonly attachments: number }>;
}

export interface Belongings {
  readonly entries: readonly NativeEntry[];
  readonly attachments: readonly NativeAttachment[];
  /** All of it, with the sizes and times of the files, as text for the ticket's version; empty where nothing belongs. */
  readonly said: string;
  /** Ids that stand on lines of different content; the first line is taken. */
  readonly clashes: readonly string[];
  /** How many journal lines and files this came from. */
  readonly lines: number;
}

export interface BesideWriter {
  /** `file` counts the journal files from 0; lines come in the order of their file. */
  entry(key: string, file: number, entry: NativeEntry): void;
  attachment(key: string, attachment: NativeAttachment, stamp: string): void;
  broken(piece: BrokenPiece): void;
  /** Nothing is written afterwards. */
  finish(): Beside;
}

/** Lines of one commit: SQLite writes faster in few large ones. */
const together = 20_000;

/**
 * A journal of three million lines does not fit into memory beside a list of a million rows, so it is kept in SQLite's own
 * temporary database: an empty name makes one on disk that nobody else can open and that goes with its connection
 * (SQLite documentation, «In-Memory Databases», section 3).
 */
export function besideWriter(): BesideWriter {
  const database = new DatabaseSync('');
  database.exec(`
    pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive;
    pragma temp_store = file; pragma cache_size = -4000;
    create table entry (key text not null, file integer not null, seq integer not null, body text not null);
    create table attachment (key text not null, body text not null, stamp text not null);
    create table broken (seq integer primary key, body text not null);
    begin;
  `);
  const insertEntry = database.prepare('insert into entry values (?, ?, ?, ?)');
  const insertAttachment = database.prepare('insert into attachment values (?, ?, ?)');
  const insertBroken = database.prepare('insert into broken values (?, ?)');
  const order = lineOrder();
  let written = 0;
  let brokenCount = 0;
  const wrote = (): void => {
    written += 1;
    if (written % together === 0) database.exec('commit; begin');
  };
  return {
    entry(key, file, entry) {
      order.see(key, file, entry.at);
      insertEntry.run(key, file, written, JSON.stringify(entry));
      wrote();
    },
    attachment(key, attachment, stamp) {
      insertAttachment.run(key, JSON.stringify(attachment), stamp);
      wrote();
    },
    broken(piece) {
      insertBroken.run(brokenCount, JSON.stringify(piece));
      brokenCount += 1;
      wrote();
    },
    finish() {
      database.exec(
        `commit; create index entry_key on entry (key, file, seq); create index attachment_key on attachment (key)`,
      );
      const counts = { brokenCount, lineCount: written - brokenCount };
      return besideReader(database, counts, order.newestFirst());
    },
  };
}

function besideReader(
  database: DatabaseSync,
  counts: Pick<Beside, 'brokenCount' | 'lineCount'>,
  newestFirst: ReadonlySet<number>,
): Beside {
  const entries = database.prepare('select file, body from entry where key = ? order by file, seq');
  const attachments = database.prepare('select body, stamp from attachment where key = ? order by rowid');
  const pieces = database.prepare('select body from broken where seq >= ? order by seq limit ?');
  const keys = database.prepare(`
    select key, sum(entries) entries, sum(attachments) attachments from (
      select key, count(*) entries, 0 attachments from entry group by key
      union all select key, 0, count(*) from attachment group by key
    ) group by key`);
  const text = (value: unknown): string => String(value);
  return {
    ...counts,
    of(wanted) {
      const lines = wanted.flatMap((key) => entries.all(key));
      const files = wanted.flatMap((key) => attachments.all(key));
      if (lines.length + files.length === 0) return nothing;
      const bodies = inOrder(lines, newestFirst);
      const said = [...bodies, ...files.flatMap(({ body, stamp }) => [text(body), text(stamp)])].join('\n');
      return {
        ...sorted(bodies.map((body) => JSON.parse(body) as NativeEntry)),
        attachments: files.map(({ body }) => JSON.parse(text(body)) as NativeAttachment),
        said,
        lines: lines.length + files.length,
      };
    },
    broken: (from, most) => pieces.all(from, most).map(({ body }) => JSON.parse(text(body)) as BrokenPiece),
    *keys() {
      for (const row of keys.iterate())
        yield { key: text(row['key']), entries: Number(row['entries']), attachments: Number(row['attachments']) };
    },
  };
}

const nothing: Belongings = { entries: [], attachments: [], said: '', clashes: [], lines: 0 };

/**
 * Oldest first; lines of one second stay in the order of their file, read from its end where it shows the newest first. A
 * line that several files hold is one line, as often as the file that has it most often has it: exports overlap.
 */
function inOrder(lines: readonly Record<string, unknown>[], newestFirst: ReadonlySet<number>): readonly string[] {
  const kept: string[] = [];
  const counts = new Map<string, number>();
  for (const [file, own] of Map.groupBy(lines, (line) => Number(line['file']))) {
    const bodies = own.map(({ body }) => String(body));
    if (newestFirst.has(file)) bodies.reverse();
    const here = new Map<string, number>();
    for (const body of bodies) {
      const nth = (here.get(body) ?? 0) + 1;
      here.set(body, nth);
      if (nth <= (counts.get(body) ?? 0)) continue;
      counts.set(body, nth);
      kept.push(body);
    }
  }
  return kept;
}

function sorted(read: readonly NativeEntry[]): Pick<Belongings, 'entries' | 'clashes'> {
  const { entries, clashes } = onceById(read);
  let last = '';
  const dated = entries.map((entry) => ({ entry, at: (last = entry.at ?? last) }));
  dated.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { entries: dated.map(({ entry }) => entry), clashes };
}

/** An id names one line for ever, however often it was exported. */
function onceById(entries: readonly NativeEntry[]): Pick<Belongings, 'entries' | 'clashes'> {
  const known = new Map<string, string>();
  const clashes: string[] = [];
  const once = entries.filter((entry) => {
    if (entry.id === null) return true;
    const body = JSON.stringify(entry);
    const before = known.get(entry.id);
    if (before === undefined) known.set(entry.id, body);
    else if (before !== body) clashes.push(entry.id);
    return before === undefined;
  });
  return { entries: once, clashes };
}

/** Whether a file shows the newest line first, by what its neighbours about one ticket do, or else by all neighbours. */
function lineOrder() {
  const files = new Map<number, { key: string; at: string; same: number; any: number }>();
  return {
    see(key: string, file: number, at: string | null): void {
      if (at === null) return;
      const before = files.get(file);
      const step = before === undefined || before.at === at ? 0 : before.at < at ? 1 : -1;
      const same = (before?.same ?? 0) + (before?.key === key ? step : 0);
      files.set(file, { key, at, same, any: (before?.any ?? 0) + step });
    },
    newestFirst: (): ReadonlySet<number> =>
      new Set([...files].filter(([, { same, any }]) => (same !== 0 ? same : any) < 0).map(([file]) => file)),
  };
}
