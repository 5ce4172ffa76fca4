import type { Instance } from './instance.js';
import { chunksOf } from './query.js';
import { text, type Row } from './row.js';
import { hiddenIn, rowsOf, rowsOfMany, type Question, type Rows } from './rows.js';

/** All rows about some records. `ask` makes the question about a few of them, past the sys_id that was read last. */
export interface Survey {
  readonly ids: readonly string[];
  readonly ask: (ids: readonly string[], after: string | null) => Question;
}

export interface Findings {
  readonly rows: readonly Row[];
  /** Records among which access rules hid rows: the answer was 200 with fewer rows than it counted. */
  readonly hidden: ReadonlySet<string>;
}

/**
 * Several surveys at once, whole: each in chunks that fit a URL, each chunk read on by sys_id while more is counted than
 * was given. Offsets are never used: rows that move while they are read would be skipped.
 */
export async function everyRow(
  instance: Instance,
  surveys: readonly Survey[],
  signal?: AbortSignal,
): Promise<readonly Findings[]> {
  const parts = surveys.flatMap((survey, of) => chunksOf(survey.ids).map((chunk) => ({ of, survey, chunk })));
  const first = await rowsOfMany(
    instance,
    parts.map(({ survey, chunk }) => survey.ask(chunk, null)),
    signal,
  );
  const read = await Promise.all(
    parts.map(({ survey, chunk }, index) => whole(instance, survey, chunk, first[index] ?? null, signal)),
  );
  return surveys.map((_, of) => joined(read.filter((__, index) => parts[index]?.of === of)));
}

/** One chunk to its end. Where the quota is over before the first answer, half of the chunk is asked for at a time. */
async function whole(
  instance: Instance,
  survey: Survey,
  chunk: readonly string[],
  first: Rows | null,
  signal?: AbortSignal,
): Promise<Findings> {
  if (first === null && chunk.length > 1) {
    const middle = Math.ceil(chunk.length / 2);
    const halves = [chunk.slice(0, middle), chunk.slice(middle)];
    const questions = halves.map((half) => survey.ask(half, null));
    const pages = await rowsOfMany(instance, questions, signal);
    return joined(
      await Promise.all(halves.map((half, index) => whole(instance, survey, half, pages[index] ?? null, signal))),
    );
  }
  const rows: Row[] = [];
  const hidden = new Set<string>();
  const { limit } = survey.ask(chunk, null);
  let page: Rows | null = first ?? (await rowsOf(instance, survey.ask(chunk, null), signal));
  while (page) {
    rows.push(...page.rows);
    if (hiddenIn(page, limit) > 0) for (const id of chunk) hidden.add(id);
    const last: Row | undefined = page.rows.at(-1);
    const more: boolean = page.total === null ? page.rows.length > 0 : page.total > limit;
    page = more && last ? await rowsOf(instance, survey.ask(chunk, text(last, 'sys_id')), signal) : null;
  }
  return { rows, hidden };
}

function joined(findings: readonly Findings[]): Findings {
  return {
    rows: findings.flatMap(({ rows }) => rows),
    hidden: new Set(findings.flatMap(({ hidden }) => [...hidden])),
  };
}
