import { Fault, type NativeId } from '@passerelle/connector';
import { nativeId } from '../id.js';
import { everyRow } from '../wire/every.js';
import { above, all, any, ascending, expressible, oneOf } from '../wire/query.js';
import { text } from '../wire/row.js';
import { correlationDisplay } from '../mark.js';
import type { Writer } from './step.js';

/**
 * Tickets that are there under one of these numbers, as their own number or as the correlation_id that some other
 * integration gave them. All classes are asked at once over `task`; case and outer blanks do not count.
 */
export async function adoptable(
  { instance }: Writer,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, readonly NativeId[]>> {
  const wanted = new Map<string, string[]>();
  for (const number of numbers) {
    const plain = plainOf(number);
    if (expressible(plain)) wanted.set(plain, [...(wanted.get(plain) ?? []), number]);
  }
  const found = new Map<string, NativeId[]>();
  if (wanted.size === 0) return found;
  const classes = oneOf('sys_class_name', instance.config.classes);
  const survey = (field: 'number' | 'correlation_id') => ({
    ids: [...wanted.keys()],
    ask: (chunk: readonly string[], after: string | null) => ({
      of: 'task',
      query: any(
        [all(oneOf(field, chunk), classes, ...(after === null ? [] : [above('sys_id', after)]))],
        ascending('sys_id'),
      ),
      fields: ['sys_id', 'sys_class_name', 'number', 'correlation_id', 'correlation_display'],
      limit: 1000,
    }),
  });
  const answers = await everyRow(instance, [survey('number'), survey('correlation_id')]);
  const hidden = answers.reduce((sum, one) => sum + one.hidden.size, 0);
  if (hidden > 0) {
    throw new Fault({
      kind: 'unauthorized',
      connection: instance.connection,
      message: {
        fr: 'des tickets qui portent ces numéros sont cachés au compte, et seraient donc créés deux fois ; donnez le droit de lire task',
        en: 'some tickets under these numbers are hidden from the account, so they would be created twice; grant read on task',
      },
    });
  }
  for (const row of answers.flatMap(({ rows }) => rows)) {
    // What we created ourselves got its number from the instance: that it is an old number too says nothing.
    if (text(row, 'correlation_display') === correlationDisplay) continue;
    const id = nativeId({ table: text(row, 'sys_class_name'), sysId: text(row, 'sys_id') });
    for (const field of ['number', 'correlation_id']) {
      for (const number of wanted.get(plainOf(text(row, field))) ?? []) {
        const ids = found.get(number) ?? [];
        if (!ids.includes(id)) found.set(number, [...ids, id]);
      }
    }
  }
  return found;
}

function plainOf(number: string): string {
  return number.trim().toUpperCase();
}
