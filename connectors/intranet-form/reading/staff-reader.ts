import type { Fault } from '@passerelle/connector';
import type { Config } from '../config.js';
import type { Site } from '../wire/browser.js';
import type { StaffSession } from '../wire/staff-session.js';
import { readListPage, type ListPage } from './list-page.js';
import { readStaffPage, type StaffPage } from './staff-page.js';

export type Opened =
  | { readonly page: StaffPage; readonly readAt: number | null }
  /** The reference now leads to another ticket. */
  | { readonly into: StaffPage }
  | { readonly gone: true };

/** Everything that staff pages are asked. */
export interface StaffReader {
  open(reference: string, signal?: AbortSignal): Promise<Opened>;
  list(page: number, limit: number, signal?: AbortSignal): Promise<ListPage & { readonly readAt: number | null }>;
  /** References of tickets whose words or number hold this. */
  search(what: string, sought: string, signal?: AbortSignal): Promise<readonly string[]>;
  readonly session: StaffSession;
}

/** 0 is not in the tool's alphabet, so nobody has this one. */
const nobodys = 'AAA-AAA-AAA0';
const everybody = 's_my=1&s_ot=1&s_un=1';

export function openStaffReader(site: Site, session: StaffSession, config: Config): StaffReader {
  let unknown: string | null = null;

  /** What this installation says of a reference that nobody has, whatever its language. */
  const unknownText = async (signal?: AbortSignal): Promise<string> => {
    const page = await session.get(`admin_ticket.php?track=${nobodys}`, signal);
    if (page.box?.color !== 'red')
      throw site.fault('malformed', {
        fr: 'attendu, sur les pages des techniciens, le refus d’une référence qui n’existe pas, reçu une autre page ; vérifiez la version',
        en: 'expected staff pages to say that a reference does not exist, came another page; look at the version',
      });
    return (unknown = page.box.text);
  };

  const listed = (page: Parameters<typeof readListPage>[0]): ListPage & { readonly readAt: number | null } => {
    const list = readListPage(page);
    if (list) return { ...list, readAt: page.date };
    throw noList(site, page.box?.text ?? null);
  };

  const search = async (what: string, sought: string, signal?: AbortSignal): Promise<readonly string[]> => {
    const query = new URLSearchParams({ q: sought, what, limit: '50' }).toString();
    return listed(await session.get(`find_tickets.php?${query}&${everybody}`, signal)).references;
  };

  return {
    session,
    search,
    async open(reference, signal) {
      const page = await session.get(`admin_ticket.php?track=${encodeURIComponent(reference)}`, signal);
      const read = readStaffPage(page, config.labels);
      if (read) return read.reference === reference ? { page: read, readAt: page.date } : { into: read };
      if (page.box?.color !== 'red')
        throw site.fault('malformed', {
          fr: `attendu la page de ${reference} pour les techniciens, reçu une autre page ; vérifiez la version et «labels»`,
          en: `expected the staff page of ${reference}, came another page; look at the version and labels`,
        });
      // A page that says no is believed only when it says what it says of a reference that nobody has, and a search agrees.
      if (
        page.box.text === (unknown ?? (await unknownText(signal))) &&
        (await search('trackid', reference, signal)).length === 0
      )
        return { gone: true };
      throw site.fault('unauthorized', {
        fr: `${reference} existe, et le compte ne peut l’ouvrir : «${page.box.text}» ; donnez sa catégorie au compte`,
        en: `${reference} exists, and the account may not open it: «${page.box.text}»; give the account its category`,
      });
    },
    async list(page, limit, signal) {
      return listed(
        await session.get(`show_tickets.php?sort=lastchange&asc=0&limit=${limit}&page=${page}&${everybody}`, signal),
      );
    },
  };
}

function noList(site: Site, said: string | null): Fault {
  if (said === null)
    return site.fault('malformed', {
      fr: 'attendu la liste des tickets, reçu une autre page ; vérifiez la version',
      en: 'expected the list of tickets, came another page; look at the version',
    });
  return site.fault('unauthorized', {
    fr: `le compte ne peut lister les tickets : «${said}» ; donnez-lui can_view_tickets`,
    en: `the account may not list tickets: «${said}»; give it can_view_tickets`,
  });
}
