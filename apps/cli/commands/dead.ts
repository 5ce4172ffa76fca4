import { deadLetters, dropDead, OperatorError, retryDead, type DeadLetter } from '@passerelle/runtime';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';

const short = 8;

/** What could not be told and waits for a human: since when, whose, and why. */
export async function dead({ house }: Session, output: Output): Promise<Exit> {
  const letters = await deadLetters(house);
  const { mirror } = output.words;
  output.answer({ dead: letters });
  if (letters.length === 0) output.say(mirror.dead.none);
  for (const { key, connection, number, ticket, act, trouble, age, owner, perhaps } of letters) {
    const what =
      act.kind === 'update'
        ? `${mirror.plan.acts.update} ${act.fields.map(output.words.field).join(', ')}`
        : mirror.plan.acts[act.kind];
    output.say(
      printable(
        mirror.dead.line({
          key: key.slice(0, short),
          connection,
          number: number ?? ticket,
          what,
          age: age === null ? '?' : mirror.age(age),
          owner: owner ?? mirror.nobody,
        }),
      ),
    );
    if (trouble) output.say(`  ${printable(trouble.message[output.language])}`);
    if (perhaps) output.say(`  ${mirror.dead.perhaps}`);
  }
  if (letters.length > 0) output.say(mirror.dead.how);
  return letters.length > 0 ? exits.gap : exits.fine;
}

export async function retry({ house }: Session, key: string, output: Output): Promise<Exit> {
  const letters = meant(await deadLetters(house), key);
  const retried = await retryDead(house, letters);
  output.say(output.words.mirror.dead.retried(retried));
  output.answer({ retried: letters.map((letter) => letter.key) });
  return exits.fine;
}

export async function drop(
  { house }: Session,
  { key, by, why }: { readonly key: string; readonly by: string; readonly why: string },
  output: Output,
): Promise<Exit> {
  const letters = meant(await deadLetters(house), key);
  const dropped = await dropDead(house, letters, { by, why });
  output.say(output.words.mirror.dead.dropped(dropped));
  output.answer({ dropped });
  return exits.fine;
}

/** By the first letters of its key, or all. */
function meant(letters: readonly DeadLetter[], key: string): readonly DeadLetter[] {
  const found = key === 'all' ? letters : letters.filter((letter) => letter.key.startsWith(key));
  if (found.length === 1 || (key === 'all' && found.length > 0)) return found;
  throw new OperatorError(
    'unknown-name',
    {
      fr: `une lettre morte est attendue, «${printable(key)}» n’en est pas une`,
      en: `expected a dead letter, «${printable(key)}» is none`,
    },
    {
      fr: 'voyez «passerelle dead» ; les premières lettres de sa clé suffisent, et «all» les veut toutes',
      en: 'see «passerelle dead»; the first letters of its key are enough, and «all» means all of them',
    },
  );
}
