import { asIs, type Clock, type NativeTicket } from '@passerelle/connector';
import { nativeOf } from '../reading/native.js';
import type { StaffPage } from '../reading/staff-page.js';
import { readStaffPage } from '../reading/staff-page.js';
import type { StaffReader } from '../reading/staff-reader.js';
import type { Thread } from '../reading/thread.js';
import { flawed, refusal } from '../said.js';
import type { Labels } from '../config.js';
import type { Form, Site } from '../wire/browser.js';
import type { Box } from '../wire/page.js';

/** A ticket open on the desk: what its page offers, and what it says. */
export interface OnDesk {
  readonly page: StaffPage;
  readonly thread: Thread;
  readonly native: NativeTicket;
}

/** What came of a form: the ticket as it is now, and what the tool said. */
export interface Landed extends OnDesk {
  readonly box: Box | null;
}

export interface Desk {
  readonly site: Site;
  readonly reader: StaffReader;
  readonly labels: Labels;
  /** IANA zone of the site, for dates without one. */
  readonly zone: string;
  readonly notify: boolean;
  readonly clock: Clock;
  /** The address of whoever stands for requesters without one; null where nobody does. */
  readonly requester: string | null;
  /** When we last posted into which journal of a ticket, by its reference. */
  readonly posted: Map<string, { readonly journal: string; readonly at: number }>;
  /** Merges are followed where `follow` says that the command may go to the ticket that is left. */
  take(reference: string, follow: boolean, signal?: AbortSignal): Promise<OnDesk>;
  post(form: Form, signal?: AbortSignal): Promise<Landed>;
}

export function openDesk(given: Omit<Desk, 'take' | 'post' | 'posted'>): Desk {
  const parts = { ...given, posted: new Map<string, { readonly journal: string; readonly at: number }>() };
  const { site, reader, labels } = parts;
  const onDesk = (page: StaffPage): OnDesk => {
    const { understood } = page;
    if ('flaw' in understood) throw site.fault('malformed', flawed(page.reference, understood.flaw));
    const { thread } = understood;
    const url = `${site.url}/${reader.session.folder}/admin_ticket.php?track=${page.reference}`;
    return { page, thread, native: nativeOf(thread, { url, email: null }) };
  };
  return {
    ...parts,
    async take(reference, follow, signal) {
      const opened = await reader.open(reference, signal);
      if ('page' in opened) return onDesk(opened.page);
      if ('into' in opened && follow) return onDesk(opened.into);
      const why =
        'into' in opened
          ? { fr: `a été fusionné dans ${opened.into.reference}`, en: `was merged into ${opened.into.reference}` }
          : { fr: 'n’existe plus', en: 'is not there any more' };
      throw site.fault('gone', {
        fr: `${reference} ${why.fr} ; rien n’a été écrit`,
        en: `${reference} ${why.en}; nothing was written`,
      });
    },
    async post(form, signal) {
      const page = await reader.session.post(form, signal);
      const read = readStaffPage(page, labels);
      if (read) return { ...onDesk(read), box: page.box };
      // A page that says no has done nothing; any other page may stand behind something that was done.
      if (page.box?.color === 'red') {
        const { fr, en } = refusal(asIs(form.path), page.box);
        throw site.fault('rejected', {
          fr: `${fr} ; vérifiez les droits du compte`,
          en: `${en}; look at the rights of the account`,
        });
      }
      const other = {
        fr: `attendu un ticket après ${form.path}, reçu une autre page`,
        en: `expected a ticket after ${form.path}, came another page`,
      };
      throw site.fault('malformed', other, 'unknown');
    },
  };
}
