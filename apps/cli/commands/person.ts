import { writeFile } from 'node:fs/promises';
import { describePerson, erasePerson, exportPerson } from '@passerelle/runtime';
import type { Person } from '@passerelle/ticket';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';

export interface PersonWish {
  readonly who: string;
  readonly namesakes: boolean;
}

/** All that is held of somebody, as JSON: to a file that only its owner reads, or as the answer. */
export async function exportOf(
  { house }: Session,
  { who, namesakes, out }: PersonWish & { readonly out: string | undefined },
  output: Output,
): Promise<Exit> {
  const found = await exportPerson(house, who, namesakes);
  showNamesakes(found.namesakes, output);
  if (out === undefined) output.answer({ export: found });
  else {
    await writeFile(out, `${JSON.stringify(found, null, 2)}\n`, { mode: 0o600 });
    output.answer({ out, held: found.held.length });
  }
  if (out === undefined) output.say(JSON.stringify(found, null, 2));
  else output.say(printable(output.words.people.exported(found.held.length, out)));
  return exits.fine;
}

/** Without `yes` it only shows what would go. */
export async function eraseOf(
  { house }: Session,
  { who, namesakes, yes, by }: PersonWish & { readonly yes: boolean; readonly by: string },
  output: Output,
): Promise<Exit> {
  const w = output.words.people;
  const erasure = await erasePerson(house, { who, namesakes, dryRun: !yes, by });
  // Of somebody who is gone, the terminal keeps nothing either.
  if (!yes) for (const person of erasure.persons) output.say(printable(describePerson(person)));
  if (!yes) showNamesakes(erasure.namesakes, output);
  output.say(w.person(erasure.person));
  for (const [table, count] of Object.entries(erasure.rows)) output.say(`  ${w.rows(table, count)}`);
  const { person, rows, contents, accounts, done } = erasure;
  const { rewritten, dropped, unread } = contents;
  if (rewritten + dropped + unread > 0) output.say(`  ${w.contents(rewritten, dropped, unread)}`);
  if (accounts > 0) output.say(`  ${w.accounts(accounts)}`);
  output.say(yes ? w.erased : w.dryRun);
  output.answer(yes ? { person, rows, contents, accounts, done } : { ...erasure });
  return exits.fine;
}

function showNamesakes(namesakes: readonly Person[], output: Output): void {
  if (namesakes.length === 0) return;
  output.say(output.words.people.namesakes);
  for (const person of namesakes) output.say(`  ${printable(describePerson(person))}`);
}
