import type { ToolResponse } from '@passerelle/connector/testing';
import type { Fault } from '../faults.js';
import { gatewayPage, hibernatingPage, loginPage, tooManyPage, unavailablePage } from './pages.js';

const html = { 'Content-Type': 'text/html;charset=UTF-8' };
const json = { 'Content-Type': 'application/json;charset=UTF-8' };
const quotaTitle = 'Transaction cancelled: maximum execution time exceeded';
const quotaDetail = `${quotaTitle} Check logs for error trace or enable glide.rest.debug property to verify REST request processing`;

export const faultDelay = (fault: Fault): number => fault.ms ?? 61_000;

/** The answer of a fault that stops the request before it has done anything; null for those that let it run. */
export function faultBefore(fault: Fault): ToolResponse | null {
  const page = (status: number, body: string): ToolResponse => ({ status, headers: html, body });
  switch (fault.do) {
    case 'hibernating':
      return page(200, hibernatingPage);
    case 'login-page':
      return page(200, loginPage);
    case 'login-redirect':
      return { status: 302, headers: { ...html, Location: '/login_with_sso.do' }, body: loginPage };
    case 'too-many-bare':
      return page(429, tooManyPage);
    case 'bad-gateway-502':
      return page(502, gatewayPage);
    case 'unavailable-503':
      return page(503, unavailablePage);
    case 'too-many': {
      const body = failure('Rate limit exceeded', 'Rate limit of 100 requests per hour for Table API exceeded');
      return { status: 429, headers: { ...json, 'Retry-After': String(fault.retryAfter ?? 30) }, body };
    }
    case 'error-500':
      return { status: 500, headers: json, body: failure('Unknown error', 'An internal error occurred') };
    case 'quota-500':
      return { status: 500, headers: json, body: failure(quotaTitle, quotaDetail) };
    case 'accepted-empty':
      return { status: 202, headers: {}, body: '' };
    case 'cut-before':
      return { status: 0, headers: {}, body: '', cut: true };
    case 'hang':
      return { status: 0, headers: {}, body: '', cut: true, delay: faultDelay(fault) };
    case 'expired-token':
      return {
        status: 401,
        headers: { ...json, 'WWW-Authenticate': 'BASIC realm="Service-now"' },
        body: failure('User Not Authenticated', 'Required to provide Auth information'),
      };
    case 'commit-then-500':
    case 'cut-after-commit':
    case 'slow':
    case 'quota-partial':
    case 'quota-malformed':
    case 'quota-string':
    case 'late-visibility':
      return null;
  }
}

/** What a fault makes of an answer whose request has run. */
export function faultAfter(fault: Fault, response: ToolResponse): ToolResponse {
  switch (fault.do) {
    case 'commit-then-500':
      return {
        status: 500,
        headers: json,
        body: failure('Operation Failed', 'An internal error occurred after the operation'),
      };
    case 'cut-after-commit':
      return { ...response, cut: true };
    case 'slow':
    case 'late-visibility':
      return { ...response, delay: (response.delay ?? 0) + faultDelay(fault) };
    case 'quota-partial':
    case 'quota-malformed':
    case 'quota-string':
      return {
        ...response,
        status: 200,
        headers: { ...response.headers, ...json },
        body: interrupted(fault.do, response),
      };
    case 'cut-before':
    case 'error-500':
    case 'bad-gateway-502':
    case 'unavailable-503':
    case 'hang':
    case 'too-many':
    case 'too-many-bare':
    case 'hibernating':
    case 'login-page':
    case 'login-redirect':
    case 'quota-500':
    case 'accepted-empty':
    case 'expired-token':
      return response;
  }
}

/** The serializer streams: the status line is gone when the quota fires, and the error follows the rows (KB0778443). */
function interrupted(kind: 'quota-partial' | 'quota-malformed' | 'quota-string', response: ToolResponse): string {
  if (kind === 'quota-string') return JSON.stringify({ result: quotaTitle });
  const rows = rowsOf(response);
  const half = rows
    .slice(0, Math.ceil(rows.length / 2))
    .map((row) => JSON.stringify(row))
    .join(',');
  const stray = kind === 'quota-malformed' ? '""' : '';
  const error = JSON.stringify({
    detail: `No such column ${quotaDetail.slice(quotaTitle.length + 1)}`,
    message: quotaTitle,
  });
  return `{"result":[${half}${stray}],"error":${error},"status":"failure"}`;
}

function rowsOf(response: ToolResponse): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(response.body.toString());
    const result = (value as { result?: unknown }).result;
    return Array.isArray(result) ? result : [];
  } catch {
    return [];
  }
}

function failure(message: string, detail: string): string {
  return JSON.stringify({ error: { message, detail }, status: 'failure' });
}
