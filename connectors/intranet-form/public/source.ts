import type { BrokenPiece, Cursor, NativeTicket, Page, TicketSource } from '@passerelle/connector';
import type { Config } from '../config.js';
import { sinceOf } from '../reading/cursor.js';
import { contentOf, placeOfFile, refusedFile } from '../reading/download.js';
import { mergedTicket, nativeOf } from '../reading/native.js';
import { openerOf, type Opener } from '../reading/reference.js';
import { cutShort } from '../said.js';
import { openBrowser, type Site } from '../wire/browser.js';
import { newJar } from '../wire/jar.js';
import { followed } from './followed.js';
import type { Visited, Visitor } from './visitor.js';

export interface PublicSourceParts {
  readonly site: Site;
  readonly config: Config;
  readonly visitor: Visitor;
  readonly folder: string;
  readonly now: () => number;
}

/** Only tickets whose reference and e-mail are known, and of those only what their requester reads. */
export function openPublicSource({ site, config, visitor, folder, now }: PublicSourceParts): TicketSource {
  const emails = new Map<string, string>();

  const natives = ({ thread }: Visited, { reference, email }: Opener): readonly NativeTicket[] => {
    const shown = { url: `${site.url}/ticket.php?track=${thread.reference}`, email };
    if (email !== null) emails.set(thread.reference, email);
    return thread.reference === reference
      ? [nativeOf(thread, shown)]
      : [mergedTicket(reference, thread, shown), nativeOf(thread, shown)];
  };

  async function* pull(cursor: Cursor | null, signal?: AbortSignal): AsyncGenerator<Page<NativeTicket>> {
    const since = cursor === null ? 0 : sinceOf(site, cursor);
    const startedAt = now();
    if (since > startedAt + 60_000)
      throw site.fault('rejected', {
        fr: `le curseur ${cursor} est en avance sur l’horloge ; reprenez depuis le début`,
        en: `the cursor ${cursor} is ahead of the clock; start over`,
      });
    const openers = await followed(site, folder, config.follow);
    const tickets = new Map<string, NativeTicket>();
    const broken: BrokenPiece[] = [];
    for (const opener of openers) {
      const looked = await visitor.look(opener, signal);
      if ('flaw' in looked) broken.push({ where: `ticket ${opener.reference}`, ...looked.flaw });
      else for (const ticket of natives(looked, opener)) tickets.set(ticket.id, ticket);
    }
    const changed = [...tickets.values()]
      .filter(({ changedAt }) => Date.parse(changedAt ?? '') >= since)
      .sort((a, b) => (a.changedAt ?? '').localeCompare(b.changedAt ?? '') || (a.id < b.id ? -1 : 1));
    const limit = startedAt - config.lag * 1000;
    let reached = since;
    for (let from = 0; from === 0 || from < changed.length; from += config.pageSize) {
      if (signal?.aborted) throw site.fault('unavailable', cutShort);
      const items = changed.slice(from, from + config.pageSize);
      for (const { changedAt } of items) reached = Math.max(reached, Date.parse(changedAt ?? ''));
      yield {
        items,
        broken: from === 0 ? broken : [],
        cursor: new Date(Math.max(since, Math.min(reached, limit))).toISOString(),
        ...(cursor === null ? { total: changed.length } : {}),
      };
    }
  }

  return {
    pull,
    async *read(ids, signal) {
      for (const id of new Set(ids)) {
        const opener = openerOf(id);
        if (!opener || opener.email === null) continue;
        yield* natives(await visitor.visit(opener, signal), opener).slice(0, 1);
      }
    },
    async open(attachment, signal) {
      const place = placeOfFile(attachment);
      const email = place && emails.get(place.reference);
      if (!place || !email)
        throw site.fault('gone', {
          fr: 'attendu une pièce jointe d’un ticket déjà lu ; lisez d’abord le ticket',
          en: 'expected an attachment of a ticket that was read before; read the ticket first',
        });
      const query = new URLSearchParams({ att_id: place.file, track: place.reference, e: email }).toString();
      const browser = openBrowser(site, newJar());
      const wanted = { attachment, path: `/download_attachment.php?${query}`, sizes: config.sizes };
      const content = await contentOf(site, browser, wanted, signal);
      if (content !== 'a page') return content;
      throw refusedFile(site, attachment);
    },
  };
}
