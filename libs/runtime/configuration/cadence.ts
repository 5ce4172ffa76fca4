import { inBoth } from '@passerelle/connector';
import { CronTime, validateCronExpression } from 'cron';
import { z } from 'zod';
import { duration } from './duration.js';
import type { ConnectionSettings } from './settings.js';

/** How often something comes round: as a distance, or as a cron expression on the clock of the connection. */
export type Cadence = { readonly ms: number } | { readonly cron: string };

const cron = () =>
  z
    .string()
    .regex(/^\S+( \S+){4}$/)
    .refine((text) => validateCronExpression(text).valid);

export const cadence = () =>
  z.union(
    [duration().transform((ms): Cadence => ({ ms })), cron().transform((text): Cadence => ({ cron: text }))],
    inBoth({
      fr: 'une durée de 5s à 1d, ou cinq champs de cron tels que */10 7-19 * * 1-5',
      en: 'a duration from 5s to 1d, or five fields of cron such as */10 7-19 * * 1-5',
    }),
  );

type Timed = Pick<ConnectionSettings, 'every' | 'cron' | 'zone'>;

/** Whether its turns come by themselves. */
export function comesRound({ every, cron: expression }: Pick<Timed, 'every' | 'cron'>): boolean {
  return every !== null || expression !== null;
}

/** When the `nth` turn after this instant is due, in milliseconds of the epoch; null where none comes by itself. */
export function turnAfter({ every, cron: expression, zone }: Timed, after: number, nth = 1): number | null {
  if (every !== null) return after + every * nth;
  if (expression === null) return null;
  const time = new CronTime(expression, zone);
  let at = after;
  for (let turn = 0; turn < nth; turn += 1) at = time.getNextDateFrom(new Date(at), zone).toMillis();
  return at;
}
