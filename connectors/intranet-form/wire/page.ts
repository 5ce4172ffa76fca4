import { load, type Cheerio, type CheerioAPI } from 'cheerio';
import type { HttpAnswer } from '@passerelle/connector';

export type Element = Cheerio<never> | ReturnType<CheerioAPI>;

export interface Box {
  readonly color: 'green' | 'orange' | 'red' | 'blue';
  readonly text: string;
}

/** A page that came whole, where it came from, and what it says at its head. */
export interface Page {
  /** Path below the installation, with its query. */
  readonly path: string;
  readonly $: CheerioAPI;
  readonly box: Box | null;
  readonly date: number | null;
}

/** null where the answer is no whole page: half of one must never pass for a page with fewer tickets. */
export function pageOf(answer: HttpAnswer, path: string): Page | null {
  const text = answer.body.toString('utf8');
  if (!/<\/html>\s*$/i.test(text)) return null;
  const $ = load(text);
  const date = Date.parse(answer.headers['date'] ?? '');
  return { path, $, box: boxOf($), date: Number.isNaN(date) ? null : date };
}

const colors = ['green', 'orange', 'red', 'blue'] as const;

/** The first box counts: further ones on the page are hidden texts of the clipboard. */
function boxOf($: CheerioAPI): Box | null {
  const first = $('div.notification').first();
  const color = colors.find((each) => first.hasClass(each));
  if (!color || first.closest('[style*="display:none"]').length > 0) return null;
  return { color, text: first.text().replace(/\s+/g, ' ').trim().slice(0, 300) };
}

/** The session's token, wherever the page shows it. */
export function tokenOf({ $ }: Page): string | null {
  const input = $('input[name="token"]').first().attr('value');
  if (input && /^[0-9a-f]{40}$/.test(input)) return input;
  const link = $('a[href*="token="]').first().attr('href') ?? '';
  return /[?&]token=([0-9a-f]{40})/.exec(link)?.[1] ?? null;
}
