import type { HttpAnswer } from '@passerelle/connector';
import { z } from 'zod';
import type { Parcel } from './batch.js';
import type { Call } from './call.js';
import { isQuota, malformed, misshapen, readAnswer } from './classify.js';
import type { Instance } from './instance.js';
import type { Query } from './query.js';
import { Row } from './row.js';

/** A question to a list. Without a query nothing is narrowed, which only questions about an account's rights want. */
export interface Question {
  /** A table, or `attachment` for the list of the Attachment API. */
  readonly of: string;
  readonly query: Query | null;
  readonly fields: readonly string[] | null;
  readonly limit: number;
  /** Raw values and what people see, instead of raw values only. */
  readonly both?: boolean;
}

export interface Rows {
  readonly rows: readonly Row[];
  /** Rows that matched, counted before access rules hid some; null where the instance did not say. */
  readonly total: number | null;
  /** When the instance answered, on its own clock, in milliseconds. */
  readonly at: number;
}

/** How many rows of this very answer were hidden by access rules. The limit is applied before them. */
export function hiddenIn({ rows, total }: Rows, limit: number): number {
  return total === null ? 0 : Math.max(0, Math.min(total, limit) - rows.length);
}

export function callOf(question: Question): Call {
  const { of, query, fields, limit, both } = question;
  return {
    method: 'GET',
    path: of === 'attachment' ? '/api/now/attachment' : `/api/now/table/${of}`,
    query: {
      ...(query === null ? {} : { sysparm_query: query }),
      ...(fields === null ? {} : { sysparm_fields: fields.join(',') }),
      sysparm_limit: String(limit),
      // The repeated query in the Link header would overflow header limits (PySNC sends this always).
      sysparm_suppress_pagination_header: 'true',
      ...(of === 'attachment'
        ? {}
        : both
          ? { sysparm_display_value: 'all' }
          : { sysparm_exclude_reference_link: 'true' }),
    },
    effect: 'read',
    what: `GET ${of}`,
  };
}

export async function rowsOf(instance: Instance, question: Question, signal?: AbortSignal): Promise<Rows> {
  return readRows(instance, question, await instance.send(callOf(question), { signal }));
}

/**
 * Several questions, in as few calls as there can be: through one batch, or side by side. A batch carries queries that no
 * URL would; what it leaves undone is asked again by itself. null for a question that took the instance too long.
 */
export async function rowsOfMany(
  instance: Instance,
  questions: readonly Question[],
  signal?: AbortSignal,
): Promise<(Rows | null)[]> {
  const alone = (question: Question): Promise<Rows | null> => inTime(() => rowsOf(instance, question, signal));
  if (questions.length < 2 || !instance.batch.open) return Promise.all(questions.map(alone));
  const size = Math.max(2, instance.batch.size);
  const groups = Array.from({ length: Math.ceil(questions.length / size) }, (_, at) =>
    questions.slice(at * size, (at + 1) * size),
  );
  const answered = await Promise.all(
    groups.map(async (group) => {
      if (group.length === 1) return Promise.all(group.map(alone));
      const parcels = group.map((question, index): Parcel => ({ id: String(index), call: callOf(question) }));
      const delivered = await instance.batch.send(parcels, signal);
      return Promise.all(
        group.map(async (question, index) => {
          const answer = delivered?.answers.get(String(index));
          if (!answer || answer.status >= 300) return alone(question);
          return inTime(async () => readRows(instance, question, answer));
        }),
      );
    }),
  );
  return answered.flat();
}

async function inTime(read: () => Promise<Rows>): Promise<Rows | null> {
  try {
    return await read();
  } catch (error) {
    if (isQuota(error)) return null;
    throw error;
  }
}

const Listed = z.object({ result: z.array(z.unknown()) });

function readRows(instance: Instance, question: Question, answer: HttpAnswer): Rows {
  const { connection } = instance;
  const what = `GET ${question.of}`;
  const listed = Listed.safeParse(readAnswer(answer, { connection, what, effect: 'read' }));
  if (!listed.success) throw misshapen(connection, what, '{"result":[...]}');
  // More than was asked for means that the question was not understood: the rows may be any rows.
  if (listed.data.result.length > question.limit) {
    const { length } = listed.data.result;
    throw malformed(connection, {
      fr: `${what} : attendu au plus ${question.limit} lignes, reçu ${length}`,
      en: `${what}: expected at most ${question.limit} rows, came ${length}`,
    });
  }
  const rows = listed.data.result.map((one) => {
    const row = Row.safeParse(one);
    if (!row.success) {
      const came = z.prettifyError(row.error).slice(0, 200);
      throw malformed(connection, {
        fr: `${what} : attendu des lignes de textes, reçu ${came}`,
        en: `${what}: expected rows of texts, came ${came}`,
      });
    }
    return row.data;
  });
  const count = Number(answer.headers['x-total-count'] ?? Number.NaN);
  const told = Date.parse(answer.headers['date'] ?? '');
  return {
    rows,
    total: Number.isInteger(count) ? count : null,
    at: Number.isNaN(told) ? instance.tool.earliest() : told,
  };
}
