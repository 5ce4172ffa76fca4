import type { CheerioAPI } from 'cheerio';
import { textOf } from './text.js';
import type { RawThread } from './thread.js';

/** Parts that customers' and staff pages share. Hooks are classes and addresses, which hold whatever the language is. */

type Found = ReturnType<CheerioAPI>;
type RawFile = RawThread['files'][number];
type RawPost = RawThread['posts'][number];

export function articles($: CheerioAPI): readonly Found[] {
  return $('.ticket__body article.ticket__body_block')
    .toArray()
    .map((each) => $(each))
    .filter((each) => each.find('form.form--reply').length === 0);
}

/** The post that opened the ticket holds its heading; where it stands depends on a setting. */
export function original($: CheerioAPI): Found | null {
  return articles($).find((each) => each.find('h1,h2,h3').length > 0) ?? null;
}

export function filesIn($: CheerioAPI, within: Found): RawFile[] {
  return within
    .find('a[href*="download_attachment.php"]')
    .toArray()
    .flatMap((each): RawFile[] => {
      const id = /[?&]att_id=(\d+)/.exec($(each).attr('href') ?? '')?.[1];
      return id === undefined ? [] : [{ id, name: $(each).text().trim(), size: null }];
    });
}

export function instantIn(within: Found): string {
  return within.find('time[datetime]').first().attr('datetime') ?? '';
}

export function repliesIn($: CheerioAPI): RawPost[] {
  const first = original($);
  return articles($)
    .filter((each) => each[0] !== first?.[0])
    .map((each): RawPost => ({
      id: idIn($, each, /[?&](?:reply|delete_post)=(\d+)/),
      kind: 'reply',
      staff: each.hasClass('response'),
      author: each.find('.block--head b').first().text().trim() || each.find('b').first().text().trim(),
      at: instantIn(each),
      text: textOf($, each.find('.block--description p').first()),
      files: filesIn($, each.find('.block--uploads')),
    }));
}

export function notesIn($: CheerioAPI): RawPost[] {
  return $('.block--notes .note')
    .toArray()
    .map((node): RawPost => {
      const each = $(node);
      const body = each.find('.note__description');
      return {
        id: idIn($, each, /[?&]note=(\d+)/),
        kind: 'note',
        staff: true,
        author: each.find('b').first().text().trim(),
        at: instantIn(each),
        text: textOf($, body.find('p').length > 0 ? body.find('p').first() : body),
        files: filesIn($, each.find('.note__attachments')),
      };
    });
}

export function customIn($: CheerioAPI, within: Found): Record<string, string> {
  return Object.fromEntries(
    within
      .find('span.custom-field-title')
      .toArray()
      .map((node) => {
        const title = $(node);
        return [title.text().trim().replace(/\s*:$/, ''), textOf($, title.next())];
      }),
  );
}

function idIn($: CheerioAPI, within: Found, pattern: RegExp): string | null {
  for (const link of within.find('a[href]').toArray()) {
    const id = pattern.exec($(link).attr('href') ?? '')?.[1];
    if (id !== undefined) return id;
  }
  return null;
}

/** Rows of the side box, by the label in front. */
export function sideRow($: CheerioAPI, wanted: string, compare: (label: string) => string): Found | null {
  const found = $('.ticket__params .row')
    .toArray()
    .find((each) => compare($(each).find('.title').first().text()) === compare(wanted));
  return found ? $(found).find('.value').first() : null;
}
