import type { CheerioAPI } from 'cheerio';
import type { Labels } from '../config.js';
import { tokenOf, type Page } from '../wire/page.js';
import { locked, plain } from '../words.js';
import { customIn, filesIn, instantIn, notesIn, original, repliesIn, sideRow } from './article.js';
import { referenceIn } from './reference.js';
import { textOf, fromPlane } from './text.js';
import { understand, type Understood } from './thread.js';

export interface Choice {
  readonly code: string;
  readonly label: string;
}

/** What a staff page of a ticket offers beside the thread: every word of the instance, and what writing needs. */
export interface StaffPage {
  readonly reference: string;
  readonly numericId: string;
  readonly token: string;
  readonly understood: Understood;
  readonly statuses: readonly Choice[];
  readonly categories: readonly Choice[];
  readonly priorities: readonly Choice[];
  readonly owners: readonly Choice[];
  /** Raw number of the status. */
  readonly status: string;
  readonly isLocked: boolean;
}

/** null where the page is none of a ticket. */
export function readStaffPage(page: Page, labels: Labels): StaffPage | null {
  const { $ } = page;
  const numericId = $('input[name="orig_id"]').first().attr('value');
  const first = original($);
  const token = tokenOf(page);
  const reference = referenceOf($);
  if (numericId === undefined || !first || reference === null || token === null) return null;
  const statuses = choices($, 'select#select_s, select[name="s"]');
  const status = chosen($, 'select#select_s, select[name="s"]');
  const owner = chosen($, 'select[name="owner"]');
  const isLocked = $('a[href*="lock.php"][href*="locked=0"]').length > 0;
  const owners = choices($, 'select[name="owner"]').filter(({ code }) => Number(code) > 0);
  const due = sideRow($, labels.due, plain);
  const updated = sideRow($, labels.updated, plain);
  const raw = {
    reference,
    number: numericId,
    subject: textOf($, first.find('h1,h2,h3').first()),
    message: textOf($, first.find('.block--description p').first()),
    name: fromPlane(first.find('.block--head b').first().text().trim()),
    email: ($(first).find('a[href^="mailto:"]').first().attr('href') ?? '').slice('mailto:'.length) || null,
    category: chosen($, 'select#select_category, select[name="category"]')?.label ?? '',
    status: isLocked ? locked : statusWord(status ?? { code: '', label: '' }),
    priority: chosen($, 'select[name="priority"]')?.code ?? null,
    owner: owner && Number(owner.code) > 0 ? { id: owner.code, name: owner.label } : null,
    created: instantIn(first.find('.block--head')),
    updated: updated ? instantIn(updated) : '',
    due: due ? instantIn(due) : null,
    custom: customIn($, first),
    files: filesIn($, first.find('.block--uploads')),
    posts: [...repliesIn($), ...notesIn($)],
    merged: mergedIn($),
  };
  return {
    reference,
    numericId,
    token,
    understood: understand(raw),
    statuses,
    categories: choices($, 'select#select_category, select[name="category"]'),
    priorities: choices($, 'select[name="priority"]'),
    owners,
    status: status?.code ?? '',
    isLocked,
  };
}

/** Numbers of the states that every installation has; labels of those that a site added. */
export function statusWord({ code, label }: Choice): string {
  return /^[0-5]$/.test(code) ? code : label;
}

export function choices($: CheerioAPI, selector: string): readonly Choice[] {
  return $(selector)
    .first()
    .find('option')
    .toArray()
    .map((each) => ({ code: $(each).attr('value') ?? '', label: $(each).text().trim() }))
    .filter(({ code }) => code !== '');
}

function chosen($: CheerioAPI, selector: string): Choice | null {
  const option = $(selector).first().find('option[selected]').first();
  return option.length === 0 ? null : { code: option.attr('value') ?? '', label: option.text().trim() };
}

function referenceOf($: CheerioAPI): string | null {
  for (const each of $('.ticket__params .row .value').toArray()) {
    const found = referenceIn($(each).text());
    if (found !== null) return found;
  }
  return null;
}

/** Only the history says on a page what went into a ticket; its lines are in the language of the site. */
function mergedIn($: CheerioAPI): string[] {
  return $('li.smaller')
    .toArray()
    .map((each) => $(each).text())
    .filter((line) => /fusion|merge/i.test(line))
    .flatMap((line) => referenceIn(line) ?? []);
}
