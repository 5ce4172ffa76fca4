import type { NativeFields } from '@passerelle/connector';
import { isOurs, marked, markOf, unmarked } from '../mark.js';
import { solutionField } from '../reading/columns.js';
import { decoded } from '../wire/decode.js';
import { allRows, number, text } from '../wire/lists.js';
import { one, type Input, type Steps } from './acts.js';
import { same } from './normal.js';
import { alone, changeFields, headOf } from './change.js';
import type { Writer } from './writer.js';

/** A ticket that is to be resolved, or closed, with these words. */
export interface Solving {
  readonly key: string;
  readonly id: string;
  readonly words: string;
  /** Everything else that is told of it, its status among it. */
  readonly fields: NativeFields;
  readonly silent: boolean;
}

interface Solution {
  readonly row: number;
  readonly status: string;
  readonly content: string;
}

/** The words of a ticket that was resolved elsewhere; null where the command has none. */
export function wordsOf(fields: NativeFields): string | null {
  const words = fields[solutionField];
  return typeof words === 'string' && words.trim() !== '' ? words : null;
}

/** Whether a status is one that a solution leads to: 5 with it, 6 past it. */
export function isEnd(status: unknown): status is '5' | '6' {
  return status === '5' || status === '6';
}

/**
 * Resolves with a solution, since a requester is asked about one and about nothing where a status was only written. The
 * solution moves the ticket by itself. One that stands there waits for its answer already, or is the people's own.
 */
export function* solve(writer: Writer, solving: Solving): Steps<void> {
  const { key, id, words, fields } = solving;
  const there = yield* solutionsOf(writer, id);
  const { status: to, ...others } = fields;
  const stands = (yield* headOf(writer, id)).fields['status'];
  const last = there.at(-1);
  const isOwn = last !== undefined && isOurs(last.content);
  const isSaid = isOwn && same(writer.server.config, solutionField, last.content, words);
  const landed = there.some(({ content }) => content.includes(markOf(key)));
  const moves = isEnd(to) && !isEnd(stands);
  if (!moves || landed || isSaid) {
    yield* changeFields(writer, id, fields);
    // A closed ticket takes no changes.
    if (isOwn && !isSaid && !landed && stands !== '6') yield* reword(last, words);
    return;
  }
  if (Object.keys(others).length > 0) yield* changeFields(writer, id, others);
  const quiet = solving.silent || to === '6' || writer.server.config.silent;
  const content = marked(words, markOf(key));
  const input = { itemtype: 'Ticket', items_id: Number(id), content, ...(quiet ? { _disablenotif: 1 } : {}) };
  yield* one({ do: 'add', itemtype: 'ITILSolution', input });
  // A site may close what is solved at once.
  if (to === '6' && (yield* headOf(writer, id)).fields['status'] !== '6')
    yield* changeFields(writer, id, { status: to });
}

/**
 * Writes a line's solution over the one that we wrote without knowing of it, while nobody has answered that; the number of the
 * row, null where there is none. GLPI takes no second one beside it.
 */
export function* takePlace(writer: Writer, id: string, { content, solutiontypes_id }: Input): Steps<number | null> {
  const last = (yield* solutionsOf(writer, id)).at(-1);
  if (!last || !isOurs(last.content) || last.status !== '2') return null;
  const input = { content, ...(solutiontypes_id === undefined ? {} : { solutiontypes_id }) };
  yield* one({ do: 'change', itemtype: 'ITILSolution', id: last.row, input });
  return last.row;
}

/** Whether a ticket that was made resolved or closed got its solution, too; the creation is gone on with otherwise. */
export async function isSolved(writer: Writer, id: string, stands: unknown, fields: NativeFields): Promise<boolean> {
  const { status: to } = fields;
  if (wordsOf(fields) === null || !isEnd(to) || stands === '6') return true;
  if (stands === '5') return to === '5';
  return (await readSolutions(writer, id)).some(({ content }) => isOurs(content));
}

/** Whether a solution of this command stands there, or one that says the same. */
export async function says(writer: Writer, id: string, key: string, words: string): Promise<boolean> {
  const ours = (await readSolutions(writer, id)).filter(({ content }) => isOurs(content));
  const mine = ours.some(({ content }) => content.includes(markOf(key)));
  return mine || same(writer.server.config, solutionField, ours.at(-1)?.content ?? null, words);
}

function* reword({ row, content }: Solution, words: string): Steps<void> {
  const { mark } = unmarked(content);
  const input = { content: mark === null ? words : marked(words, mark) };
  yield* one({ do: 'change', itemtype: 'ITILSolution', id: row, input });
}

function* solutionsOf(writer: Writer, id: string): Steps<readonly Solution[]> {
  return yield* alone((signal) => readSolutions(writer, id, signal));
}

/** Oldest first. */
async function readSolutions({ server }: Writer, id: string, signal?: AbortSignal): Promise<readonly Solution[]> {
  const rows = await allRows(server, `Ticket/${id}/ITILSolution`, signal);
  const encoding = await server.encoding(signal);
  return rows
    .toSorted((a, b) => number(a, 'id') - number(b, 'id'))
    .map((row) => ({
      row: number(row, 'id'),
      status: text(row, 'status'),
      content: decoded(text(row, 'content'), encoding),
    }));
}
