import type { Page } from '../wire/page.js';
import { asReference } from './reference.js';

export interface ListPage {
  readonly references: readonly string[];
  readonly total: number;
  readonly pages: number;
}

/** null where the page is no list. Its dates are too short to order anything by, so only references and counts are read. */
export function readListPage({ $ }: Page): ListPage | null {
  const counts = /:\s*(\d+)\s*\|[^|:]*:\s*(\d+)/.exec($('.pagination-wrap').text() || $('body').text());
  if (!counts) return null;
  const references = $('tr[class*="status-"]')
    .toArray()
    .flatMap((each) => {
      const href = $(each).find('td.trackid a[href*="track="]').first().attr('href') ?? '';
      return asReference(/[?&]track=([^&]+)/.exec(href)?.[1] ?? '') ?? [];
    });
  return { references, total: Number(counts[1]), pages: Number(counts[2]) };
}
