import { Fault } from '@passerelle/connector';
import type { Config } from '../config.js';
import { down } from '../said.js';
import { openBrowser, place, type Browser, type Form, type Site } from './browser.js';
import { newJar } from './jar.js';
import type { Lockout } from './lockout.js';
import { tokenOf, type Page } from './page.js';

/** A staff session: logs in when it has to, again when the tool has forgotten it, and never a third time in vain. */
export interface StaffSession {
  get(path: string, signal?: AbortSignal): Promise<Page>;
  /** Posts with the session's token where the page asks for it. What a lost session refused is sent again: it did not land. */
  post(form: Form, signal?: AbortSignal): Promise<Page>;
  browser(signal?: AbortSignal): Promise<Browser>;
  /** Cookie that names the installation. */
  installation(signal?: AbortSignal): Promise<string>;
  readonly folder: string;
}

const retries = 3;

export function openStaffSession(site: Site, staff: NonNullable<Config['staff']>, lockout: Lockout): StaffSession {
  const base = `/${staff.folder}/`;
  let open: { readonly browser: Browser; token: string | null } | null = null;
  let opening: Promise<{ readonly browser: Browser; token: string | null }> | null = null;

  const logIn = async (signal?: AbortSignal) => {
    for (let attempt = 1; ; attempt++) {
      const stop = lockout.reason();
      if (stop !== null) throw site.fault(stop.kind, stop.why);
      const browser = openBrowser(site, newJar());
      try {
        await enter(browser, signal);
        lockout.succeeded();
        return { browser, token: null };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const again = error.kind === 'unavailable' && attempt < retries && signal?.aborted !== true;
        if (!again) throw site.fault(error.kind, error.bare);
      }
    }
  };

  const enter = async (browser: Browser, signal?: AbortSignal): Promise<void> => {
    const path = `${base}index.php`;
    const form = {
      path,
      fields: [
        ['user', staff.user],
        ['pass', staff.password.reveal()],
        ['a', 'do_login'],
        ['remember_user', 'NOTHANKS'],
      ],
    } as const;
    const answer = await browser.submitOnce(form, signal).catch((error: unknown) => {
      // An answer that got lost may have been a refusal.
      if (error instanceof Fault && error.kind === 'unavailable' && !neverLeft(error)) lockout.doubted();
      throw error;
    });
    if (answer.status >= 500) throw site.fault('unavailable', down(path, answer.status));
    if (answer.status === 404)
      throw site.fault('rejected', {
        fr: `aucune page pour les techniciens à ${base} ; leur dossier a peut-être été renommé : corrigez staff.folder`,
        en: `there is no staff side at ${base}; its folder may be renamed: correct staff.folder`,
      });
    const to = answer.headers['location'] ?? '';
    if (answer.status === 302 && !/a=login/.test(to)) return;
    const page = await browser.follow(answer, path, signal);
    if (page.$('input[name="verification-code"]').length > 0)
      throw site.fault('unauthorized', {
        fr: 'un second facteur est demandé au compte, ce qu’un service ne peut donner ; désactivez-le pour ce compte',
        en: 'the account is asked for a second factor, which a service cannot give; switch it off for this account',
      });
    if (page.$('input[name="mysecnum"]').length > 0)
      throw site.fault('unauthorized', {
        fr: 'l’ouverture de session des techniciens montre une image à déchiffrer ; demandez une dispense pour ce compte',
        en: 'the staff log-in shows a picture to read; ask for an exemption for this account',
      });
    if (page.$('input[name="pass"]').length === 0 || page.box?.color !== 'red')
      throw site.fault('malformed', {
        fr: `attendu l’ouverture de session des techniciens à ${path}, reçu une autre page ; corrigez url ou staff.folder`,
        en: `expected the staff log-in at ${path}, came another page; correct url or staff.folder`,
      });
    lockout.failed({ fr: 'une ouverture de session de technicien', en: 'a staff log-in' });
    throw site.fault('unauthorized', {
      fr: `l’ouverture de session de technicien est refusée : «${page.box.text}» ; corrigez staff.user et staff.password`,
      en: `the staff log-in is refused: «${page.box.text}»; correct staff.user and staff.password`,
    });
  };

  const session = async (signal?: AbortSignal) => {
    if (open) return open;
    opening ??= logIn(signal).finally(() => void (opening = null));
    return (open = await opening);
  };

  const leadsToLogIn = (location: string | undefined): boolean => /index\.php\?a=login/.test(location ?? '');
  /** Once more after the tool has forgotten the session; then it is a refusal. */
  const inSession = async <T>(
    work: (browser: Browser) => Promise<T | 'logged out'>,
    signal?: AbortSignal,
  ): Promise<T> => {
    for (const last of [false, true]) {
      const mine = await session(signal);
      const done = await work(mine.browser);
      if (done !== 'logged out') return done;
      if (open === mine) open = null;
      if (last) break;
    }
    throw site.fault('unauthorized', {
      fr: 'la session de technicien se perd dès qu’elle commence ; vérifiez le compte et ses droits',
      en: 'the staff session is lost as soon as it begins; look at the account and its rights',
    });
  };

  const get = async (path: string, signal?: AbortSignal): Promise<Page> =>
    inSession(async (browser) => {
      const answer = await browser.ask(base + path, signal);
      if (leadsToLogIn(answer.headers['location'])) return 'logged out';
      const page = await browser.follow(answer, base + path, signal);
      const token = tokenOf(page);
      if (open?.browser === browser && token !== null) open.token = token;
      return page;
    }, signal);

  return {
    folder: staff.folder,
    get,
    post: (form, signal) =>
      inSession(async (browser) => {
        if (open?.token === null) await get('show_tickets.php?limit=1', signal);
        const token = open?.token ?? '';
        const fields = form.fields.map(([name, value]) => [name, name === 'token' ? token : value] as const);
        const mine = open?.browser ?? browser;
        const answer = await mine.submit({ ...form, path: base + form.path, fields }, signal);
        if (leadsToLogIn(answer.headers['location'])) return 'logged out';
        try {
          return await mine.follow(answer, base + form.path, signal);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          const [at, said] = [place(form.path), error.bare];
          throw site.fault(error.kind, { fr: `${at} : ${said.fr}`, en: `${at}: ${said.en}` }, 'unknown');
        }
      }, signal),
    browser: async (signal) => (await session(signal)).browser,
    installation: async (signal) => {
      const { browser } = await session(signal);
      return browser.jar.named(`${site.url}${base}`, /^HESK[0-9a-f]{40}$/) ?? site.url;
    },
  };
}

/** What can only happen before a connection stands (Node.js documentation, "Errors"). */
function neverLeft({ cause }: Fault): boolean {
  const { code } = Object(cause) as { code?: unknown };
  return (
    typeof code === 'string' && /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_|ERR_TLS_)/.test(code)
  );
}
