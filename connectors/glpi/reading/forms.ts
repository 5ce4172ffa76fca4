import { Fault, type NativeFields, type NativeReference } from '@passerelle/connector';
import sanitizeHtml from 'sanitize-html';
import { z } from 'zod';
import { decoded } from '../wire/decode.js';
import { allRows, text, type Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import type { Head } from './heads.js';
import type { Names } from './names.js';

// What requesters answered in a form. Formcreator (9.5, 10) writes it into the description, as numbered questions and answers;
// the native forms of 11 keep a set of answers that points at the ticket. Each answer is a field named after its question.

export interface Answered {
  readonly question: string;
  readonly answer: string | NativeReference;
}

export interface Forms {
  of(
    heads: readonly Head[],
    items: ReadonlyMap<string, readonly Row[]>,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly Answered[]>>;
}

const links = 'Glpi%5CForm%5CDestination%5CAnswersSet_FormDestinationItem';
const sets = 'Glpi%5CForm%5CAnswersSet';
const questions = 'Glpi%5CForm%5CQuestion';
/** As Glpi\\Form\\Answer writes itself. */
const Answers = z.array(
  z.object({ question_id: z.coerce.number(), question_label: z.string(), raw_answer: z.unknown() }).loose(),
);
const Extra = z.object({ options: z.record(z.string(), z.unknown()) }).loose();

export function openForms(server: Server, names: Names): Forms {
  let read: Promise<ReadonlyMap<string, readonly Answered[]>> | null = null;
  return {
    async of(heads, _items, signal) {
      const native = (await server.encoding(signal)) === 'raw';
      if (!native || heads.length === 0) return new Map();
      read ??= nativeAnswers(server, names, signal);
      return read;
    },
  };
}

/** Answers of GLPI 11 by ticket. A profile that may not see forms reads none, and is told. */
async function nativeAnswers(
  server: Server,
  names: Names,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly Answered[]>> {
  const found = new Map<string, readonly Answered[]>();
  try {
    const ties = (await allRows(server, links, signal)).filter((row) => text(row, 'itemtype') === 'Ticket');
    if (ties.length === 0) return found;
    const rows = new Map((await allRows(server, sets, signal)).map((row) => [text(row, 'id'), row]));
    const asked = new Map(
      (await allRows(server, questions, signal)).map((row) => [text(row, 'id'), optionsOf(text(row, 'extra_data'))]),
    );
    for (const tie of ties) {
      const answers: Answered[] = [];
      for (const { question_id, question_label, raw_answer } of answersIn(
        text(rows.get(text(tie, 'forms_answerssets_id')) ?? {}, 'answers'),
      )) {
        const answer = await answerOf(raw_answer, asked.get(String(question_id)) ?? new Map(), names, signal);
        if (answer !== '') answers.push({ question: question_label, answer });
      }
      found.set(text(tie, 'items_id'), answers);
    }
  } catch (error) {
    if (!(error instanceof Fault) || !['unauthorized', 'unsupported'].includes(error.kind)) throw error;
    server.warn(
      `${server.connection}: answers of forms cannot be read; give the profile of the account the right to see forms`,
    );
  }
  return found;
}

function answersIn(json: string): z.output<typeof Answers> {
  return Answers.safeParse(parse(json)).data ?? [];
}

/** Choices are kept by the keys of the question's own list. */
function optionsOf(json: string): ReadonlyMap<string, string> {
  const { options = {} } = Extra.safeParse(parse(json)).data ?? {};
  return new Map(Object.entries(options).map(([key, label]) => [key, words(label)]));
}

async function answerOf(
  raw: unknown,
  options: ReadonlyMap<string, string>,
  names: Names,
  signal?: AbortSignal,
): Promise<string | NativeReference> {
  const all = Array.isArray(raw) ? raw : [raw];
  const user = all.length === 1 ? /^users_id-([1-9]\d*)$/.exec(words(all[0]))?.[1] : undefined;
  if (user !== undefined) {
    await names.learnUsers([user], signal);
    return names.user(user);
  }
  const told: string[] = [];
  for (const one of all) {
    const item = z.object({ itemtype: z.string(), items_id: z.coerce.string() }).safeParse(one);
    if (item.success)
      told.push(
        (item.data.items_id === '0'
          ? null
          : (await names.catalogue(item.data.itemtype, signal)).name(item.data.items_id)) ?? '',
      );
    else told.push(options.get(words(one)) ?? words(one));
  }
  return told.filter((one) => one !== '').join(', ');
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

function words(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return linesOf(text).join(' ').trim();
}

/** Where Formcreator's bold question ends; questions and answers hold colons of their own. */
const end = '\u001f';
const bold = new RegExp(`^\\s*\\d+\\)\\s*(.{1,200}?)\\s*:\\s*${end}\\s*(.*)$`);
const numbered = /^\s*\d+\)\s*(.{1,200}?)\s*:\s*(.*)$/;

/** Questions and answers in a description that Formcreator wrote: `1) Objet : Boîte partagée`. */
export function renderedAnswers(content: string): readonly Answered[] {
  if (!/Données du formulaire|Form data/i.test(decoded(content, 'legacy'))) return [];
  const lines = linesOf(content.replaceAll(end, ' ').replace(/<\/b>/gi, end));
  return lines.flatMap((line) => {
    const [, question, answer = ''] = bold.exec(line) ?? numbered.exec(line.replaceAll(end, '')) ?? [];
    return question && answer.trim() !== '' ? [{ question, answer: answer.replaceAll(end, '').trim() }] : [];
  });
}

/** The words of a piece of HTML, line by line. */
function linesOf(html: string): readonly string[] {
  const broken = html.replace(/<br\s*\/?>|<\/(?:p|div|h[1-6]|li|tr|table)>/gi, '\n');
  const bare = sanitizeHtml(broken, { allowedTags: [], allowedAttributes: {} });
  return bare
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .split('\n');
}

export function formFields(content: string, native: readonly Answered[]): NativeFields {
  const answers = native.length > 0 ? native : renderedAnswers(content);
  return Object.fromEntries(
    answers.map(({ question, answer }) => [`form:${question.replace(/[\s:*]+$/, '').trim()}`, answer]),
  );
}
