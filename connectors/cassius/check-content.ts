import { asIs, type BrokenPiece, type Surroundings, type Told } from '@passerelle/connector';
import type { Config } from './config.js';
import type { BesideKeeper } from './keeper.js';
import { notices } from './notices.js';
import { tellOrphans } from './pages.js';
import { readRows } from './rows.js';
import { seenNumbers } from './seen.js';
import type { Export } from './survey.js';
import { ticketReader } from './ticket.js';

/** What a look into the files found: how much, and what of it cannot be read. */
export interface Content {
  readonly tickets: Looked;
  /** null where nothing stands beside the list. */
  readonly beside: Looked | null;
  readonly remarks: readonly Told[];
}

export interface Looked {
  readonly what: Told;
  readonly count: number;
  /** The first unreadable places. */
  readonly first: readonly Told[];
}

/** Above this many bytes only the first rows are looked at: a check is asked for often and answers soon. */
const large = 67_108_864;
const firstRows = 50_000;
const named = 5;

export async function lookInto(
  { config, zone }: Surroundings<Config>,
  found: Export,
  besideOf: BesideKeeper,
  signal?: AbortSignal,
): Promise<Content> {
  const remarks: Told[] = [];
  const told = notices((message) => void remarks.push(message));
  const seen = seenNumbers();
  const damaged = seenNumbers();
  const isLarge = found.size > large;
  const first: Told[] = [];
  let count = 0;
  let rows = 0;
  let tickets = 0;
  for await (const outcomes of readRows(found.lists, ticketReader(config, zone, told), seen, told, signal)) {
    for (const { broken } of outcomes) {
      if (!broken) {
        tickets += 1;
        continue;
      }
      count += 1;
      if (broken.number !== null) damaged.add(broken.number, '');
      if (first.length < named) first.push(sentence(broken));
    }
    rows += outcomes.length;
    if (isLarge && rows >= firstRows) break;
  }
  const what = isLarge
    ? { fr: `${rows} lignes regardées, l’export est grand`, en: `${rows} rows looked at, the export is large` }
    : asIs(`${tickets} tickets`);
  const list = { what, count, first };
  const beside = isLarge ? null : await besideOf(found, signal);
  for (const remark of beside?.remarks ?? []) told.say(remark);
  if (beside) tellOrphans(beside, [seen, damaged], told);
  told.sum();
  if (!beside) return { tickets: list, beside: null, remarks };
  let entries = 0;
  let attachments = 0;
  for (const one of beside.keys()) {
    entries += one.entries;
    attachments += one.attachments;
  }
  const pieces = beside.broken(0, named).map(sentence);
  const much = {
    fr: `${entries} lignes de journal, ${attachments} pièces jointes`,
    en: `${entries} journal lines, ${attachments} attachments`,
  };
  return { tickets: list, beside: { what: much, count: beside.brokenCount, first: pieces }, remarks };
}

function sentence({ where, expected, came }: BrokenPiece): Told {
  return {
    fr: `${where} : attendu ${expected.fr}, reçu ${came.fr}`,
    en: `${where}: expected ${expected.en}, came ${came.en}`,
  };
}
