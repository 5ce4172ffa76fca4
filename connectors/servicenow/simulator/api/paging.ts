import type { Call } from '../transport/call.js';

/** A whole number parameter; anything else counts as not sent. */
export function countParam(params: URLSearchParams, name: string, fallback: number): number {
  const text = params.get(name);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : fallback;
}

/**
 * X-Total-Count and Link as recorded: first, prev, next, last in one header, each repeating every parameter.
 * `prev` stands on page one when offset - limit >= -1, which fits all recordings (limit 1 has it with offset -1, limit 10000 not).
 */
export function paginationHeaders(
  call: Call,
  total: number | null,
  offset: number,
  limit: number,
  got: number,
): Record<string, string> {
  const headers: Record<string, string> = {};
  if (total !== null) headers['X-Total-Count'] = String(total);
  if (call.params.get('sysparm_suppress_pagination_header') === 'true' || limit <= 0) return headers;
  if (total === null && call.instance.quirks.linkWithoutCount === 'none') return headers;
  if (total !== null && offset === 0 && total <= limit) return headers;

  const link = (rel: string, at: number): string => {
    const params = new URLSearchParams(call.params);
    params.set('sysparm_offset', String(at));
    return `<${call.instance.url}${call.pathname}?${params.toString()}>;rel="${rel}"`;
  };
  const links = [link('first', 0)];
  if (offset - limit >= -1) links.push(link('prev', offset - limit));
  if (total === null ? got === limit : offset + limit < total) links.push(link('next', offset + limit));
  if (total !== null) links.push(link('last', Math.floor(Math.max(0, total - 1) / limit) * limit));
  headers['Link'] = links.join(',');
  return headers;
}
