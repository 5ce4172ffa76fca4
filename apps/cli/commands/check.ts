import Table from 'cli-table3';
import type { Connector } from '@passerelle/connector';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';

/** Asks each connection whether it can do its work, and says what to do where it cannot. */
export async function check(
  connections: readonly { readonly name: string; readonly connector: Connector }[],
  signal: AbortSignal,
  output: Output,
): Promise<Exit> {
  const { words } = output;
  let blocked = false;
  const answers: unknown[] = [];
  for (const { name, connector } of connections) {
    const health = await connector.check(signal);
    answers.push({ connection: name, ...health });
    blocked ||= health.findings.some(({ ok, blocking }) => !ok && blocking);
    const table = new Table({
      head: [name, '', words.plan.headings.detail, words.todo],
      style: { head: [], border: [], compact: true },
      wordWrap: true,
    });
    for (const { name: finding, ok, detail, advice } of health.findings) {
      table.push([finding, ok ? words.check.ok : words.check.bad, printable(detail), printable(advice ?? '')]);
    }
    output.say(table.toString());
  }
  output.answer({ connections: answers });
  return blocked ? exits.unavailable : exits.fine;
}
