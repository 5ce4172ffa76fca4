import type { ToolResponse } from '@passerelle/connector/testing';
import { word, type Params } from './php.js';
import type { State } from './state.js';

export interface Range {
  readonly from: number;
  readonly rows: number;
  /** Of the header Content-Range, which is not always what is sent. */
  readonly told: string;
}

/** The rows that were asked for; `beyond` when they begin past the end, `bad` when it is no range. */
export function rangeOf(
  { quirks }: State,
  params: Params,
  total: number,
  kind: 'list' | 'search',
): Range | 'beyond' | 'bad' {
  const given = word(params, 'range');
  if (given === '') {
    const { rows, listEnd, searchEnd } = quirks.defaultPage;
    const end = total > rows - 1 && total > 20 ? (kind === 'list' ? listEnd : searchEnd) : total - 1;
    return { from: 0, rows, told: `0-${end}/${total}` };
  }
  const [, start = '', end = ''] = /^(\d+)-(\d+)$/.exec(given) ?? [];
  if (start === '') return 'bad';
  const from = Number(start);
  if (from > total || (from === total && total > 0 && kind === 'search')) return 'beyond';
  const last = Math.min(Number(end), total - 1);
  return { from, rows: Math.max(0, last - from + 1), told: `${from}-${last}/${total}` };
}

/** 206 unless everything is there; no Content-Range of nothing. */
export function paged(
  response: ToolResponse,
  itemtype: string,
  total: number,
  sent: number,
  told: string,
): ToolResponse {
  return {
    ...response,
    status: sent === total ? 200 : 206,
    headers: {
      ...response.headers,
      'accept-range': `${itemtype} 1000`,
      ...(total > 0 ? { 'content-range': told } : {}),
    },
  };
}
