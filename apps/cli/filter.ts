import { OperatorError } from '@passerelle/runtime';
import type { TicketFilter } from '@passerelle/sync';
import { kinds, statuses } from '@passerelle/ticket';
import { z } from 'zod';

const instant = z.iso
  .date()
  .or(z.iso.datetime())
  .transform((value) => new Date(value).toISOString());

const Filter = z.strictObject({
  kind: z.array(z.enum(kinds)).optional(),
  status: z.array(z.enum(statuses)).optional(),
  group: z.array(z.string()).optional(),
  category: z.array(z.string()).optional(),
  number: z.array(z.string()).optional(),
  createdFrom: z.array(instant).length(1).optional(),
  createdBefore: z.array(instant).length(1).optional(),
});

/** `status=new status=pending group=HELPDESK createdFrom=2025-01-01`: a wave. The same name twice means either. */
export function parseFilter(terms: readonly string[]): TicketFilter {
  const members = new Map<string, string[]>();
  for (const term of terms) {
    const at = term.indexOf('=');
    if (at < 1)
      throw new OperatorError(
        'unknown-name',
        {
          fr: `--where : nom=valeur est attendu, «${term}» a été donné`,
          en: `--where: expected name=value, «${term}» came`,
        },
        { fr: 'par exemple --where status=pending', en: 'for example --where status=pending' },
      );
    const name = term.slice(0, at);
    members.set(name, [...(members.get(name) ?? []), term.slice(at + 1)]);
  }
  const parsed = Filter.safeParse(Object.fromEntries(members));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    const names = Object.keys(Filter.shape).join(', ');
    throw new OperatorError(
      'unknown-name',
      { fr: `--where : ${faults.join(' ; ')}`, en: `--where: ${faults.join('; ')}` },
      { fr: `les noms sont ${names}`, en: `names are ${names}` },
    );
  }
  const { createdFrom, createdBefore, ...lists } = parsed.data;
  const defined = Object.fromEntries(Object.entries(lists).filter(([, value]) => value !== undefined));
  return {
    ...defined,
    ...(createdFrom?.[0] === undefined ? {} : { createdFrom: createdFrom[0] }),
    ...(createdBefore?.[0] === undefined ? {} : { createdBefore: createdBefore[0] }),
  };
}
