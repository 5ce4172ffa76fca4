import type { Config } from '../config.js';
import { asReference } from '../reading/reference.js';
import type { Listed } from '../reading/walk.js';
import type { Site } from '../wire/browser.js';
import type { StaffSession } from '../wire/staff-session.js';
import { plain } from '../words.js';
import { sheetRows } from './sheet.js';
import { unzipped } from './zip.js';

/** Bytes of one export; a hundred thousand tickets are about a quarter of it. */
const most = 256 * 2 ** 20;

/**
 * Every reference from one export rather than from hundreds of list pages. It lies in a public folder until it is deleted,
 * so it is deleted as soon as it is here. Columns differ by version and language: they are found by what stands in them.
 */
export async function exportedReferences(
  site: Site,
  session: StaffSession,
  config: Config,
  signal?: AbortSignal,
): Promise<Listed> {
  const page = await session.get('export.php?w=0&time=12&s_my=1&s_ot=1&s_un=1&sort=lastchange&asc=0', signal);
  const link = page.$('a[href*="cache/"][href$=".zip"]').first().attr('href');
  const name = /cache\/([\w.-]+)\.zip$/.exec(link ?? '')?.[1];
  if (name === undefined)
    throw site.fault('unauthorized', {
      fr: `attendu un export, reçu «${page.box?.text ?? 'une autre page'}» ; donnez can_export au compte, ou mettez backfill: list`,
      en: `expected an export, came «${page.box?.text ?? 'another page'}»; give the account can_export, or set backfill: list`,
    });
  const rows = await fetched(site, session, name, signal);
  const refs = new Set<string>();
  const ordered: { readonly reference: string; readonly updated: string }[] = [];
  for (const [place, row] of rows.entries()) {
    const reference = Object.values(row)
      .map(asReference)
      .find((each) => each !== null);
    if (!reference)
      throw site.fault('malformed', {
        fr: `la ligne ${place + 2} de l’export ne porte pas de référence ; mettez backfill: list`,
        en: `line ${place + 2} of the export holds no reference; set backfill: list`,
      });
    const column = Object.keys(row).find((head) => plain(head) === plain(config.labels.updated));
    if (!refs.has(reference)) ordered.push({ reference, updated: column === undefined ? '' : (row[column] ?? '') });
    refs.add(reference);
  }
  ordered.sort((a, b) => (a.updated < b.updated ? 1 : a.updated > b.updated ? -1 : 0));
  return { references: ordered.map(({ reference }) => reference), behind: [], readAt: page.date };
}

async function fetched(
  site: Site,
  session: StaffSession,
  name: string,
  signal?: AbortSignal,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const work = (async () => {
    const { status, headers, body } = await (await session.browser(signal)).ask(`/cache/${name}.zip`, signal);
    if (status >= 500)
      throw site.fault('unavailable', {
        fr: `l’export a répondu ${status}`,
        en: `the export answered ${status}`,
      });
    const whole = status === 200 && headers['content-length'] === String(body.length);
    const xml = whole ? unzipped(body, /\.xml$/i, most)?.toString('utf8') : undefined;
    const rows = xml === undefined ? null : sheetRows(xml);
    if (rows) return rows;
    throw site.fault('malformed', {
      fr: `attendu un export entier, reçu ${status} avec ${body.length} octets ; réessayez, ou mettez backfill: list`,
      en: `expected a whole export, came ${status} with ${body.length} bytes; try again, or set backfill: list`,
    });
  })();
  // It is deleted whatever came of it, and what came of it is what is told.
  const deleted = work.then(
    () => session.get(`export.php?delete=${name}`, signal),
    () => session.get(`export.php?delete=${name}`, signal).catch(() => undefined),
  );
  await deleted;
  return work;
}
