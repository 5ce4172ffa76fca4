import { manualClock, seededRandom, type ManualClock, type ToolResponse } from '@passerelle/connector/testing';
import { formTool, type FormTool, type FormToolOptions } from './form-tool.js';
import { createTicket } from './acts/post.js';
import type { Quirks } from './quirks.js';
import type { Ticket, Tool } from './state.js';

/** A browser without a network: a jar, and answers as texts. */
export interface Probe {
  get(path: string): Said;
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    files?: Readonly<Record<string, readonly [string, string]>>,
  ): Said;
  /** Follows redirects to the page that they end at. */
  follow(said: Said, from: string): Said;
  readonly cookies: Map<string, string>;
}

export interface Said {
  readonly status: number;
  readonly headers: ToolResponse['headers'];
  readonly text: string;
}

export function probe(form: FormTool): Probe {
  const cookies = new Map<string, string>();
  const send = (method: string, path: string, body: Buffer, type: string): Said => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = form.handle({ method, url: `/${path}`, headers: { 'content-type': type, cookie }, body });
    for (const one of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      cookies.set(name, value);
    }
    return { status: answer.status, headers: answer.headers, text: answer.body.toString() };
  };
  const get = (path: string): Said => send('GET', path, Buffer.alloc(0), '');
  return {
    cookies,
    get,
    post(path, fields, files) {
      if (!files)
        return send(
          'POST',
          path,
          Buffer.from(new URLSearchParams(fields).toString()),
          'application/x-www-form-urlencoded',
        );
      const parts = [
        ...Object.entries(fields).map(
          ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
        ),
        ...Object.entries(files).map(
          ([name, [file, content]]) =>
            `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\n\r\n${content}\r\n`,
        ),
      ];
      return send('POST', path, Buffer.from(`${parts.join('')}--b--\r\n`), 'multipart/form-data; boundary=b');
    },
    follow(said, from) {
      let [now, at] = [said, from];
      while (now.status === 302) {
        at = new URL(String(now.headers['location']), `http://x/${at}`).href.slice('http://x/'.length);
        now = get(at);
      }
      return now;
    },
  };
}

/** A tool of its own for each test, with its clock. */
export function tool(
  quirks: Partial<Quirks> = {},
  more: Partial<FormToolOptions> = {},
): { form: FormTool; clock: ManualClock } {
  const clock = manualClock();
  return { clock, form: formTool({ clock, random: seededRandom(7), quirks, ...more }) };
}

export const submission = {
  name: 'Amélie Dupré',
  email: 'amelie@exemple.fr',
  category: '5',
  priority: '3',
  subject: 'Écran noir',
  message: 'Depuis ce matin',
  hx: '3',
  hy: '',
} as const;

/** Logged in as this agent. */
export function agent(form: FormTool, user = 'karim', pass = 'Kar1m-Zq8t'): Probe {
  const mine = probe(form);
  mine.post(`${form.tool.quirks.adminFolder}/index.php`, { user, pass, a: 'do_login', remember_user: 'NOTHANKS' });
  return mine;
}

export function tokenIn({ text }: Said): string {
  return /token(?:=|" value=")([0-9a-f]{40})/.exec(text)?.[1] ?? '';
}

export function someTicket(of: Tool, more: Partial<Parameters<typeof createTicket>[1]> = {}): Ticket {
  return createTicket(of, { ...submission, category: 5, priority: 3, ...more });
}

export function box({ text }: Said): string | null {
  return /<div class="notification (\w+)"/.exec(text)?.[1] ?? null;
}
