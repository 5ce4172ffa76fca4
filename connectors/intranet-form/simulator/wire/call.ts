import type { ToolRequest, ToolResponse } from '@passerelle/connector/testing';
import type { Session, Tool } from '../state.js';
import { parseMultipart, type UploadedFile } from './multipart.js';

/** One request, understood, in the session that its cookie names. */
export interface Call {
  readonly method: string;
  /** Below the installation, without a slash in front. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly files: ReadonlyMap<string, UploadedFile>;
  readonly cookies: ReadonlyMap<string, string>;
  readonly session: Session;
}

/** POST fields first, as most pages take either. */
export function field({ form, query }: Call, name: string): string {
  return form.get(name) ?? query.get(name) ?? '';
}

export function bodyOf(request: ToolRequest): Pick<Call, 'form' | 'files'> {
  const type = request.headers['content-type'] ?? '';
  if (request.method !== 'POST') return { form: new URLSearchParams(), files: new Map() };
  const boundary = /multipart\/form-data;.*boundary="?([^";]+)/i.exec(type)?.[1];
  if (boundary !== undefined) return parseMultipart(request.body, boundary);
  return { form: new URLSearchParams(request.body.toString('utf8')), files: new Map() };
}

export function cookiesOf(request: ToolRequest): ReadonlyMap<string, string> {
  return new Map(
    (request.headers['cookie'] ?? '').split(/;\s*/).flatMap((pair): [string, string][] => {
      const at = pair.indexOf('=');
      return at < 1 ? [] : [[pair.slice(0, at), pair.slice(at + 1)]];
    }),
  );
}

/** In 3.4 both sides share one cookie; later versions have two. */
export function cookieName(tool: Tool, side: 'staff' | 'customer'): string {
  return `HESK${side === 'customer' && tool.quirks.profile !== '3.4' ? 'C' : ''}${tool.installation}`;
}

export function newSession(tool: Tool): Session {
  const session: Session = {
    id: tool.random.hex(26),
    token: tool.random.hex(40),
    staff: null,
    pending: null,
    flash: null,
    draft: null,
    submitted: false,
    tracked: null,
    lastReply: 0,
  };
  tool.sessions.set(session.id, session);
  return session;
}

export function html(body: string, status = 200, headers: ToolResponse['headers'] = {}): ToolResponse {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

export function redirect(to: string): ToolResponse {
  return { status: 302, headers: { location: to, 'content-type': 'text/html; charset=utf-8' }, body: '' };
}

/** What the bot traps answer: nothing at all. */
export const forbidden: ToolResponse = {
  status: 403,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '',
};
