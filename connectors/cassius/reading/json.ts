import { asIs, type Told } from '@passerelle/connector';
import { jsonParser } from 'stream-json/parser.js';
import type { Token } from 'stream-json/parser.js';
import { shown } from '../words.js';
import { endsInRecord, objection, recordsOfAtMost, TooDeep, wholeFile } from './flaw-words.js';
import { interner } from './names.js';
import type { Cell, Flaw, Piece, Pieces } from './row.js';

type Json = string | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [name: string]: Json;
}

/** Members of the outermost object that may hold the records (JSON Web Service and Table API of ServiceNow). */
const holders: ReadonlySet<string> = new Set(['records', 'result']);
const deepest = 32;

/**
 * Records of `{"records": […]}`, `{"result": […]}` or `[…]`. Numbers stay as they are written. Behind damage, reading goes
 * on at the next object that follows another one.
 */
export async function* readJson(source: AsyncIterable<string>, most: number): Pieces {
  const pieces: Piece[] = [];
  let reader = recordReader(most, pieces, 1);
  let lost: Flaw | null = null;
  let waiting = '';
  for await (const chunk of source) {
    let text = waiting + chunk;
    waiting = '';
    while (text !== '') {
      if (lost !== null) {
        const next = /\}\s{0,100},\s{0,100}(?=\{)/.exec(text);
        if (!next) {
          waiting = text.slice(-300);
          break;
        }
        pieces.push(lost);
        reader = recordReader(most, pieces, lost.line + 1);
        reader.write('[');
        text = text.slice(next.index + next[0].length);
        lost = null;
      }
      const damage = reader.write(text);
      text = damage === null ? '' : text.slice(damage.at);
      lost = damage?.flaw ?? null;
    }
    if (pieces.length > 0) yield pieces.splice(0);
  }
  const end: Flaw | null = lost ?? reader.end();
  if (end !== null) pieces.push(end);
  if (pieces.length > 0) yield pieces;
}

function recordReader(most: number, pieces: Piece[], ordinal: number) {
  const parse = jsonParser({ packValues: false, streamValues: true });
  const walk = walker(most, pieces, ordinal);
  const close = /[}\]]/g;
  return {
    /** null, or what is damaged and up to where all was read. Object by object: of a text that fails, no token comes. */
    write(text: string): { flaw: Flaw; at: number } | null {
      let at = 0;
      while (at < text.length && !walk.isDone()) {
        close.lastIndex = at;
        const end = close.test(text) ? close.lastIndex : text.length;
        try {
          for (const token of tokensIn(parse(text.slice(at, end)))) walk.take(token);
        } catch (error) {
          return { flaw: walk.flaw(asIs('JSON'), objection(error)), at };
        }
        at = end;
      }
      return null;
    },
    end: (): Flaw | null => (walk.isDone() ? null : walk.flaw(wholeFile, endsInRecord)),
  };
}

/** What stream-json answers: an object around many tokens, or a symbol where there is none yet. */
function tokensIn(answer: unknown): readonly Token[] {
  const holds = typeof answer === 'object' && answer !== null && 'values' in answer;
  return holds ? (answer.values as readonly Token[]) : [];
}

interface Level {
  /** null in an array. */
  readonly names: string[] | null;
  readonly values: Json[];
}

function walker(most: number, pieces: Piece[], first: number) {
  const same = interner();
  let depth = 0;
  /** Whether an item that starts now is a record. */
  let amongRecords = false;
  let single = false;
  let seen = false;
  let ordinal = first;
  /** Objects and arrays of the record that are open. */
  const levels: Level[] = [];
  let key = '';
  let text = '';
  let length = 0;

  const flaw = (expected: Told, came: Told): Flaw => {
    const record = levels[0];
    const number = record?.names ? record.values[record.names.indexOf('number')] : null;
    const known = typeof number === 'string' ? number : null;
    return { line: ordinal, lastLine: ordinal, column: null, number: known, expected, came };
  };
  const finish = (value: Json): void => {
    if (length > most) pieces.push(flaw(recordsOfAtMost(most), asIs(`${length}`)));
    else if (!isObject(value))
      pieces.push(flaw({ fr: 'un objet', en: 'an object' }, asIs(`«${shown(JSON.stringify(value))}»`)));
    else pieces.push({ line: ordinal, names: same(Object.keys(value)), cells: Object.values(value).map(cellOf) });
    ordinal += 1;
    length = 0;
    if (single) amongRecords = single = false;
  };
  const put = (value: Json): void => {
    if (levels.length > 0) {
      if (length <= most) levels.at(-1)?.values.push(value);
    } else if (amongRecords) finish(value);
  };
  const open = (object: boolean): void => {
    if (depth >= deepest)
      throw new TooDeep({
        fr: `plus de ${deepest} niveaux imbriqués`,
        en: `more than ${deepest} levels inside each other`,
      });
    const holds = !amongRecords && (depth === 0 ? !object : depth === 1 && holders.has(key));
    depth += 1;
    if (holds) amongRecords = seen = true;
    single ||= holds && object;
    if (amongRecords && (!holds || object)) levels.push({ names: object ? [] : null, values: [] });
  };
  const close = (): void => {
    depth -= 1;
    const level = levels.at(-1);
    if (!level) return void (amongRecords = false);
    if (levels.length === 1) {
      // The record stays open while it is told, so that a flaw can name its number.
      finish(build(level));
      levels.pop();
    } else {
      levels.pop();
      put(build(level));
    }
  };

  return {
    flaw,
    /** The outermost value is closed: what may follow is none of ours. */
    isDone: () => depth === 0 && seen,
    take(token: Token): void {
      if (levels.length > 0) length += 1;
      switch (token.name) {
        case 'startObject':
          return open(true);
        case 'startArray':
          return open(false);
        case 'endObject':
        case 'endArray':
          return close();
        case 'startKey':
        case 'startString':
        case 'startNumber':
          text = '';
          return;
        case 'stringChunk':
        case 'numberChunk':
          length += token.value.length;
          if (length <= most) text += token.value;
          return;
        case 'endKey':
          if (levels.length === 0) key = text;
          else levels.at(-1)?.names?.push(text);
          return;
        case 'endString':
        case 'endNumber':
          return put(text);
        case 'nullValue':
          return put(null);
        case 'trueValue':
        case 'falseValue':
          return put(String(token.value));
        // Values come in chunks, never packed, so that a long one can be given up halfway.
        case 'keyValue':
        case 'stringValue':
        case 'numberValue':
        case 'whitespace':
      }
    },
  };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Built from entries, so that a member named `__proto__` is one like any other. */
function build({ names, values }: Level): Json {
  return names === null ? values : Object.fromEntries(values.map((value, index) => [names[index] ?? '', value]));
}

/** `{"value": …, "display_value": …}` is what the database holds and what people see; lists become text. */
function cellOf(value: Json): Cell {
  if (value === null || typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item === 'string');
    return plain ? value.join(', ') : JSON.stringify(value);
  }
  const { value: stored, display_value: display } = value as JsonObject;
  if (typeof stored !== 'string' && typeof display !== 'string')
    return stored === null || display === null ? null : JSON.stringify(value);
  if (typeof stored !== 'string') return typeof display === 'string' ? display : null;
  return typeof display === 'string' && display !== '' ? { value: stored, display } : stored;
}
