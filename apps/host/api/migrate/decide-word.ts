import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BodyOf, YamlDiff } from '@passerelle/api';
import { addRows, RowsRefused } from '@passerelle/mapping';
import { findRoot } from '@passerelle/runtime';
import type { MigrateRoute } from '@passerelle/sync';
import { z } from 'zod';
import type { Grounds } from '../grounds.js';
import { ApiRefusal } from '../refusal.js';
import { keepPaper, readPaper } from './papers.js';

const Word = z.object({
  side: z.enum(['source', 'target']),
  domain: z.string(),
  class: z.string(),
  word: z.string(),
  decision: z.object({ by: z.string(), row: z.string().optional(), file: z.string().optional() }),
});

/** Says what an undecided word of the last plan means: one row in the overlay of its connection, shown before it is written. */
export async function decideWord(
  grounds: Grounds,
  route: MigrateRoute,
  { side, domain, class: nativeClass, word, is, dry }: BodyOf<'decideWord'>,
): Promise<YamlDiff> {
  const { house } = grounds;
  const plan = await readPaper(grounds, 'plan', route.name);
  const words = z.array(Word).parse(plan?.['words'] ?? []);
  const found = words.find(
    (one) => one.side === side && one.domain === domain && one.class === nativeClass && one.word === word,
  );
  const { row, file } = found?.decision ?? {};
  if (found?.decision.by !== 'nobody' || row === undefined || file === undefined)
    throw new ApiRefusal('not-found', 'the last plan has no such undecided word; plan again');
  if (!/^mappings(\/[a-z0-9][\w-]*)+\.yaml$/.test(file))
    throw new ApiRefusal('refused', `${file}: not a file of mappings`);
  const { folder, connections } = house.configuration;
  // What stands beside the configuration goes before what was shipped, which stays as it is.
  const path = join(folder, file);
  const from = [path, join(findRoot(), file)].find((one) => existsSync(one));
  const before = from === undefined ? '' : await readFile(from, 'utf8');
  const connection = side === 'source' ? route.from : route.to;
  const base = connections.get(connection)?.connector ?? connection;
  // A function, since «$&» in a word would mean something else.
  const decided = row.replace('"?"', () => JSON.stringify(is));
  const after = added(before, decided, base);
  if (!dry) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, after);
    await rename(`${path}.new`, path);
    house.reread(connection);
    // Another plan says what comes of it; this one no longer asks for the word.
    const kept = (plan?.['words'] ?? []) as readonly object[];
    const known = kept.map((one, at) => (words[at] === found ? { ...one, is, decision: { by: 'decision' } } : one));
    await keepPaper(grounds, 'plan', route.name, { ...plan, words: known });
  }
  return { file, diff: diffOf(file, before, after), written: !dry };
}

function added(before: string, row: string, base: string): string {
  try {
    return addRows(before, [row], base);
  } catch (error) {
    if (error instanceof RowsRefused) throw new ApiRefusal('refused', error.told, { cause: error });
    throw error;
  }
}

/** Unified, in one piece: rows are added at one place. */
function diffOf(file: string, before: string, after: string): string {
  const [old, fresh] = [before, after].map((text) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))) as [
    string[],
    string[],
  ];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < fresh.length - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail += 1;
  const start = Math.max(0, head - 3);
  const end = Math.max(0, tail - 3);
  const context = (from: number, to: number): string[] => fresh.slice(from, to).map((line) => ` ${line}`);
  return [
    `--- ${file}`,
    `+++ ${file}`,
    `@@ -${start + 1},${old.length - end - start} +${start + 1},${fresh.length - end - start} @@`,
    ...context(start, head),
    ...old.slice(head, old.length - tail).map((line) => `-${line}`),
    ...fresh.slice(head, fresh.length - tail).map((line) => `+${line}`),
    ...context(fresh.length - tail, fresh.length - end),
    '',
  ].join('\n');
}
