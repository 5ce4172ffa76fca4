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
  const parts = surveys.flatMap(({ ids, ask }, survey) => chunksOf(ids).map((chunk) => ({ survey, chunk, ask })));
  const first = await rowsOfMany(
    instance,
    parts.map(({ chunk, ask }) => ask(chunk, null)),
    signal,
  );
  const found = surveys.map(() => ({ rows: [] as Row[], hidden: new Set<string>() }));
  await Promise.all(
    parts.map(async ({ survey, chunk, ask }, index) => {
      const into = found[survey];
      let page: Rows | undefined = first[index];
      while (page && into) {
        const { limit } = ask(chunk, null);
        into.rows.push(...page.rows);
        if (hiddenIn(page, limit) > 0) for (const id of chunk) into.hidden.add(id);
        const last = page.rows.at(-1);
        const more = page.total === null ? page.rows.length > 0 : page.total > limit;
        page = more && last ? await rowsOf(instance, ask(chunk, text(last, 'sys_id')), signal) : undefined;
      }
    }),
  );
  return found;
}
