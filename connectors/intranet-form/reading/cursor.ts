import type { Cursor, Fault, Told } from '@passerelle/connector';
import type { Site } from '../wire/browser.js';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The instant that a cursor of pages is, in milliseconds. */
export function sinceOf(site: Site, cursor: Cursor): number {
  const at = instant.test(cursor) ? Date.parse(cursor) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw foreignCursor(site, cursor, { fr: ', un instant', en: ', an instant' });
}

export function foreignCursor(site: Site, cursor: Cursor, form: Told): Fault {
  const came = JSON.stringify(cursor.slice(0, 60));
  return site.fault('rejected', {
    fr: `attendu un curseur de ce connecteur${form.fr}, reçu ${came} ; reprenez depuis le début`,
    en: `expected a cursor of this connector${form.en}, and got ${came}; start over`,
  });
}
