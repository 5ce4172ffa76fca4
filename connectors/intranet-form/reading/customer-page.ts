import type { CheerioAPI } from 'cheerio';
import type { Labels } from '../config.js';
import type { Page } from '../wire/page.js';
import { plain, statusMarks } from '../words.js';
import { customIn, filesIn, instantIn, original, repliesIn, sideRow } from './article.js';
import { referenceIn } from './reference.js';
import { fromPlane, textOf } from './text.js';
import { understand, type Understood } from './thread.js';

/** What a customer may read; null where the page is none of a ticket. Owner, history and notes are not on it. */
export function readCustomerPage(
  { $ }: Page,
  email: string,
  labels: Labels,
): { readonly reference: string; readonly understood: Understood } | null {
  const first = original($);
  const row = sideRow($, labels.reference, plain);
  const reference = row ? referenceIn(row.text()) : null;
  if (!first || reference === null) return null;
  const value = (label: string): string => sideRow($, label, plain)?.text().trim() ?? '';
  const at = (label: string): string => {
    const found = sideRow($, label, plain);
    return found ? instantIn(found) : '';
  };
  return {
    reference,
    understood: understand({
      reference,
      number: null,
      subject: textOf($, first.find('h1,h2,h3').first()),
      message: textOf($, first.find('.block--description p').first()),
      name: fromPlane(first.find('.block--head b').first().text().trim()),
      email,
      category: value(labels.category),
      status: statusOf($, labels),
      priority: priorityCode(value(labels.priority), labels),
      created: instantIn(first.find('.block--head')) || at(labels.created),
      updated: at(labels.updated),
      custom: customIn($, first),
      files: filesIn($, first.find('.block--uploads')),
      posts: repliesIn($),
      merged: [],
    }),
  };
}

/** A class where the state is one of the tool's own, else a colour and a label. */
function statusOf($: CheerioAPI, labels: Labels): string {
  for (const [mark, code] of Object.entries(statusMarks))
    if ($(`.ticket__params .row .value span.${mark}`).length > 0) return code;
  const custom = $('.ticket__params .row .value span[style*="color"]').first().text().trim();
  return Object.entries(labels.statuses).find(([, label]) => plain(label) === plain(custom))?.[0] ?? custom;
}

export function priorityCode(label: string, labels: Labels): string | null {
  if (label === '') return null;
  return Object.entries(labels.priorities).find(([, each]) => plain(each) === plain(label))?.[0] ?? label;
}
