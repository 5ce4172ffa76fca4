import { asIs } from '@passerelle/connector';
import type { Config } from '../config.js';
import { readCustomerPage } from '../reading/customer-page.js';
import type { Opener } from '../reading/reference.js';
import type { Flaw, Thread } from '../reading/thread.js';
import { flawed, refusal } from '../said.js';
import { openBrowser, type Browser, type Form, type Site } from '../wire/browser.js';
import { newJar } from '../wire/jar.js';
import type { Lockout } from '../wire/lockout.js';
import type { Box, Page } from '../wire/page.js';
import { obstacle } from '../writing/public-form.js';

export interface Visited {
  readonly thread: Thread;
  readonly page: Page;
  /** The visitor that opened it: one of its own for each ticket, since sessions hold a ticket and what was said of it. */
  readonly browser: Browser;
  readonly box: Box | null;
}

type Looked = Visited | { readonly flaw: Flaw };

/** Somebody who follows one ticket by its reference and e-mail. */
export interface Visitor {
  /** A ticket that is there and cannot be understood is told as such. */
  look(opener: Opener, signal?: AbortSignal): Promise<Looked>;
  visit(opener: Opener, signal?: AbortSignal): Promise<Visited>;
  /** Sends a form as that visitor, and shows the ticket as it is then. */
  send(visited: Visited, form: Form, signal?: AbortSignal): Promise<Visited>;
}

export function openVisitor(site: Site, config: Config, lockout: Lockout): Visitor {
  const shown = (page: Page, browser: Browser, email: string): Looked | null => {
    const read = readCustomerPage(page, email, config.labels);
    if (!read) return null;
    const { understood } = read;
    if ('flaw' in understood) return { flaw: understood.flaw };
    return { thread: understood.thread, page, browser, box: page.box };
  };

  const whole = (looked: Looked): Visited => {
    if (!('flaw' in looked)) return looked;
    throw site.fault('malformed', flawed(String(looked.flaw.number), looked.flaw));
  };

  const look: Visitor['look'] = async ({ reference, email }, signal) => {
    if (email === null)
      throw site.fault('unsupported', {
        fr: `${reference} s’ouvre par sa référence et son adresse e-mail, et l’adresse n’est pas connue`,
        en: `${reference} is opened by its reference and its e-mail, and the e-mail is not known`,
      });
    const stop = lockout.reason();
    if (stop !== null) throw site.fault(stop.kind, stop.why);
    const browser = openBrowser(site, newJar());
    const query = new URLSearchParams({ track: reference, e: email }).toString();
    const page = await browser.get(`/ticket.php?${query}`, signal);
    const looked = shown(page, browser, email);
    if (looked) {
      lockout.succeeded();
      return looked;
    }
    const closed = obstacle(page);
    if (closed !== null) throw site.fault('unsupported', closed);
    if (page.$('input[name="track"]').length === 0)
      throw site.fault('malformed', {
        fr: `attendu le ticket ${reference} ou la page qui en demande un, reçu une autre page`,
        en: `expected the ticket ${reference} or the page that asks for one, came another page`,
      });
    // Which of the two was wrong is not said on: a stranger could find out what exists.
    lockout.failed({ fr: 'une référence avec son adresse e-mail', en: 'a reference with its e-mail' });
    throw site.fault('unauthorized', {
      fr: `${reference} ne s’ouvre pas avec l’adresse e-mail qui l’accompagne ; il n’est pas considéré comme supprimé ; vérifiez les deux`,
      en: `${reference} is not opened with the e-mail that goes with it; it is not taken for deleted. Look at both`,
    });
  };

  return {
    look,
    visit: async (opener, signal) => whole(await look(opener, signal)),
    async send({ browser, thread }, form, signal) {
      const page = await browser.post(form, signal);
      const looked = shown(page, browser, thread.email ?? '');
      if (looked) return whole(looked);
      if (page.box?.color === 'red') throw site.fault('rejected', refusal(asIs(form.path), page.box));
      throw site.fault(
        'malformed',
        {
          fr: `attendu le ticket après ${form.path}, reçu une autre page`,
          en: `expected the ticket after ${form.path}, came another page`,
        },
        'unknown',
      );
    },
  };
}
