import type { Clock, Random } from '@passerelle/connector';
import type { Simulator, ToolRequest, ToolResponse } from '@passerelle/connector/testing';
import { frenchLabels } from './labels.js';
import { defaultQuirks, type Quirks } from './quirks.js';
import { changeStatus, download, print, reply, track } from './routes/follow.js';
import { staff } from './routes/staff.js';
import { index, maintenance, submit } from './routes/submit.js';
import { upload } from './routes/uploads.js';
import { seedCategories, seedUsers } from './seed.js';
import type { Category, Session, Tool, User } from './state.js';
import { bodyOf, cookieName, cookiesOf, html, newSession, redirect, type Call } from './wire/call.js';

export interface FormToolOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly quirks?: Partial<Quirks>;
  readonly categories?: readonly Category[];
  readonly users?: readonly User[];
}

export interface FormTool extends Simulator {
  readonly tool: Tool;
  /** Settings as an administrator changes them while it runs. */
  set(quirks: Partial<Quirks>): void;
}

/** The whole tool behind one function: requests in, answers out. Both sides, mails, tables and quirks. */
export function formTool({ clock, random, quirks = {}, categories, users }: FormToolOptions): FormTool {
  const all = { ...defaultQuirks, ...quirks };
  const tool: Tool = {
    clock,
    random,
    quirks: all,
    labels: { ...frenchLabels, ...all.labels },
    tables: {
      tickets: new Map(),
      replies: new Map(),
      notes: new Map(),
      files: new Map(),
      categories: [...(categories ?? seedCategories)],
      users: [...seedUsers, ...(users ?? [])],
    },
    sessions: new Map(),
    uploads: new Map(),
    exports: new Map(),
    failures: new Map(),
    mailbox: [],
    received: [],
    unfinished: [],
    installation: random.hex(40),
    changes: 0,
    nextId: { ticket: 1, reply: 1, note: 1, file: 1 },
  };
  return {
    tool,
    handle: (request) => ({ ...dated(tool, answer(tool, request)) }),
    set: (changed) => void (tool.quirks = { ...tool.quirks, ...changed }),
  };
}

function dated({ clock }: Tool, response: ToolResponse): ToolResponse {
  return { ...response, headers: { date: clock.now().toUTCString(), ...response.headers } };
}

function answer(tool: Tool, request: ToolRequest): ToolResponse {
  const url = new URL(request.url, 'http://intranet.invalid');
  const path = url.pathname.replace(/^\/+/, '');
  const prefix = `${tool.quirks.adminFolder}/`;
  const isStaff = path.startsWith(prefix);
  const name = cookieName(tool, isStaff ? 'staff' : 'customer');
  const cookies = cookiesOf(request);
  const known = tool.sessions.get(cookies.get(name) ?? '');
  const session: Session = known ?? newSession(tool);
  const call: Call = {
    method: request.method,
    path,
    query: url.searchParams,
    ...bodyOf(request),
    cookies,
    session,
  };
  // Staff download attachments outside their folder, with the cookie of their own side.
  const staffSession = tool.sessions.get(cookies.get(cookieName(tool, 'staff')) ?? '');
  const response = isStaff
    ? staff(tool, call, path.slice(prefix.length) || 'index.php')
    : customer(tool, call, staffSession?.staff !== null && staffSession !== undefined);
  if (known) return request.method === 'HEAD' ? { ...response, body: '' } : response;
  const given = response.headers['set-cookie'];
  const own = `${name}=${session.id}; path=/; HttpOnly; SameSite=Lax`;
  return {
    ...response,
    body: request.method === 'HEAD' ? '' : response.body,
    headers: { ...response.headers, 'set-cookie': given === undefined ? [own] : [own, ...[given].flat()] },
  };
}

function customer(tool: Tool, call: Call, isStaff: boolean): ToolResponse {
  const { path } = call;
  if (path.startsWith('cache/')) return cached(tool, path);
  if (path === 'download_attachment.php') return download(tool, call, isStaff);
  if (tool.quirks.maintenance) return maintenance(tool, call);
  if (path === 'login.php') return html('<html><body><form>Connexion client</form></body></html>');
  if (tool.quirks.accountsRequired) return redirect(`login.php?notice=1&goto=${encodeURIComponent(path)}`);
  switch (path) {
    case '':
    case 'index.php':
      return index(tool, call);
    case 'submit_ticket.php':
      return submit(tool, call);
    case 'upload_attachment.php':
      return upload(tool, call);
    case 'ticket.php':
      return track(tool, call);
    case 'print.php':
      return print(tool, call);
    case 'reply_ticket.php':
      return reply(tool, call);
    case 'change_status.php':
      return changeStatus(tool, call);
    default:
      return { status: 404, headers: {}, body: 'Not Found' };
  }
}

/** No login is asked for here. */
function cached(tool: Tool, path: string): ToolResponse {
  const name = /^cache\/(.+)\.zip$/.exec(path)?.[1] ?? '';
  const found = tool.exports.get(name);
  if (!found || tool.clock.now().getTime() - found.at > 86_400_000)
    return { status: 404, headers: {}, body: 'Not Found' };
  return {
    status: 200,
    headers: { 'content-type': 'application/zip', 'content-length': String(found.zip.length) },
    body: found.zip,
  };
}
