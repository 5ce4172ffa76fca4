import { about } from '@passerelle/connector';
import { DateTime } from 'luxon';
import type { ConnectionSettings } from '../configuration/settings.js';
import type { Found } from './alert.js';

/** Days before the end of credentials from which it is told: long enough to have new ones made in a large house. */
const early = 30;

/** Credentials that end soon, or have ended. */
export function expiring({ name, expires, zone }: ConnectionSettings, now: string): readonly Found[] {
  if (expires === null) return [];
  const end = DateTime.fromISO(expires, { zone });
  const since = end.minus({ days: early });
  if (DateTime.fromISO(now) < since) return [];
  const advice = {
    fr: 'faites créer de nouveaux identifiants, mettez-les en place, et donnez leur date de fin à «expires»',
    en: 'have new credentials made, put them in, and set «expires» to their end',
  };
  const detail = about(name, {
    fr: `les identifiants expirent le ${expires}`,
    en: `the credentials end on ${expires}`,
  });
  return [{ kind: 'expiring', since: since.toUTC().toISO() ?? now, count: 1, detail, advice }];
}
