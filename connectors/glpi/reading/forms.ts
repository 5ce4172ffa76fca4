import { Fault, type NativeFields } from '@passerelle/connector';
import sanitizeHtml from 'sanitize-html';
import { z } from 'zod';
import { decoded } from '../wire/decode.js';
import { allRows, text, type Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import type { Head } from './heads.js';

// What requesters answered in a form. Formcreator (9.5, 10) writes it into the description, as numbered questions and answers;
// the native forms of 11 keep a set of answers that points at the ticket. Each answer is a field named after its question.

export interface Answered {
  readonly question: string;
  readonly answer: string;
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
const Answers = z.array(
  z
    .object({
      question: z.unknown(),
      question_label: z.string().nullish(),
      value: z.unknown().optional(),
      raw_answer: z.unknown().optional(),
    })
    .loose(),
);

export function openForms(server: Server): Forms {
  let read: Promise<ReadonlyMap<string, readonly Answered[]>> | null = null;
  return {
    async of(heads, _items, signal) {
      const native = (await server.encoding(signal)) === 'raw';
      if (!native || heads.length === 0) return new Map();
      read ??= nativeAnswers(server, signal);
      return read;
    },
  };
}

/** Answers of GLPI 11 by ticket. A profile that may not see forms reads none, and is told. */
async function nativeAnswers(server: Server, signal?: AbortSignal): Promise<ReadonlyMap<string, readonly Answered[]>> {
  const found = new Map<string, readonly Answered[]>();
  try {
    const ties = (await allRows(server, links, signal)).filter((row) => text(row, 'itemtype') === 'Ticket');
    if (ties.length === 0) return found;
    const rows = new Map((await allRows(server, sets, signal)).map((row) => [text(row, 'id'), row]));
    for (const tie of ties) {
      const set = rows.get(text(tie, 'forms_answerssets_id'));
      if (set) found.set(text(tie, 'items_id'), answersIn(text(set, 'answers')));
    }
  } catch (error) {
    if (!(error instanceof Fault) || !['unauthorized', 'unsupported'].includes(error.kind)) throw error;
    server.warn(
      `${server.connection}: answers of forms cannot be read; give the profile of the account the right to see forms`,
    );
  }
  return found;
}

function answersIn(json: string): readonly Answered[] {
  try {
    const read = Answers.safeParse(JSON.parse(json));
    if (!read.success) return [];
    return read.data
      .map((one) => ({
        question: one.question_label ?? String(one.question),
        answer: words(one.raw_answer ?? one.value),
      }))
      .filter(({ answer }) => answer !== '');
  } catch {
    return [];
  }
}

function words(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(words)
      .filter((one) => one !== '')
      .join(', ');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(words).join(' ');
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return linesOf(text).join(' ').trim();
}

const numbered = /^\s*\d+\)\s*(.{1,200}?)\s*:\s*(.*)$/;

/** Questions and answers in a description that Formcreator wrote: `1) Objet : Boîte partagée`. */
export function renderedAnswers(content: string): readonly Answered[] {
  if (!/Données du formulaire|Form data/i.test(decoded(content, 'legacy'))) return [];
  const lines = linesOf(content);
  return lines.flatMap((line) => {
    const [, question, answer = ''] = numbered.exec(line) ?? [];
    return question && answer.trim() !== '' ? [{ question, answer: answer.trim() }] : [];
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
    answers.map(({ question, answer }) => [`form:${question.replace(/\s*\*$/, '').trim()}`, answer]),
  );
}
