import Table from 'cli-table3';
import { lookAtLifecycle, type LifecycleLook } from '@passerelle/migration';
import { budgetOf, type Configuration } from '@passerelle/runtime';
import type { Connected, Store } from '@passerelle/sync';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { budgetLine } from '../print/mirror-plan.js';
import { printable } from '../print/printable.js';
import type { Words } from '../words/words.js';

/** Differences of one tool named at most: a lifecycle that was rebuilt is told so by the first ones. */
const named = 30;

/** What is planned is counted up to here. */
const most = 100_000;

interface Asked {
  readonly store: Store;
  readonly now: Date;
  readonly settings?: Configuration['connections'];
}

/** Asks each connection whether it can do its work, says what to do where it cannot, and what its queue will cost. */
export async function check(
  connections: readonly Connected[],
  { store, now, settings }: Asked,
  signal: AbortSignal,
  output: Output,
): Promise<Exit> {
  const { words, language } = output;
  let blocked = false;
  const answers: unknown[] = [];
  for (const connected of connections) {
    const { name, connector } = connected;
    const health = await connector.check(signal);
    const queued = await store.inState(name, 'queued', most);
    const wholes = await store.tickets([...new Set(queued.map(({ ticket }) => ticket))]);
    const budget = budgetOf(connected, queued, wholes, now, settings?.get(name));
    const lifecycle = health.ok ? await lookAtLifecycle(connected, signal) : null;
    answers.push({ connection: name, ...health, ...(lifecycle && { lifecycle }), budget });
    blocked ||= health.findings.some(({ ok, blocking }) => !ok && blocking);
    const table = new Table({
      head: [name, '', words.plan.headings.detail, words.todo],
      style: { head: [], border: [], compact: true },
      wordWrap: true,
    });
    for (const { title, ok, detail, advice } of health.findings) {
      const [what, found, todo] = [title, detail, advice].map((told) => printable(told?.[language] ?? ''));
      table.push([what, ok ? words.check.ok : words.check.bad, found, todo]);
    }
    if (lifecycle) table.push(...lifecycleRows(lifecycle, connected.mapping.connector, words));
    output.say(table.toString());
    const line = budgetLine(budget, words);
    if (line !== '') output.say(line);
  }
  output.answer({ connections: answers });
  return blocked ? exits.unavailable : exits.fine;
}

function lifecycleRows(look: LifecycleLook, connector: string, { check: said, language }: Words): readonly string[][] {
  const { lifecycle: words, ok, bad } = said;
  const row = (fine: boolean, [what, todo]: readonly [string, string]): string[] => [
    words.name,
    fine ? ok : bad,
    printable(what),
    printable(todo),
  ];
  if (look.kind === 'nothing') return [];
  if (look.kind === 'untold') return [row(false, words.untold(look.why[language]))];
  const { differences, told } = look;
  if (differences.length === 0) return [row(true, words.same(told))];
  const rows = differences.slice(0, named).map((one) => row(false, words.differs(one, connector)));
  return differences.length > named ? [...rows, row(false, [words.more(differences.length - named), ''])] : rows;
}
