import type { ToolRequest, ToolResponse } from '@passerelle/connector/testing';
import type { ServiceNow } from '../../connectors/servicenow/simulator/index.js';
import type { Bench } from './others/bench.js';
import { benchPages } from './others/bench-pages.js';
import { goTo, showMessage, showPage, showStyle } from './page/respond.js';
import { style } from './page/style.js';
import { control } from './servicenow/control.js';
import { overview } from './servicenow/overview.js';
import type { Form, Scene } from './servicenow/scene.js';
import { wordsOf, type Language } from './words/words.js';

export interface Tools {
  readonly servicenow: ServiceNow;
  /** Address of the simulated ServiceNow. */
  readonly servicenowUrl: string;
  /** The other tools, by the first step of their path. */
  readonly benches: ReadonlyMap<string, Bench>;
  /** Address of the sandbox. */
  readonly url: string;
}

/** Answers everything below `/_sandbox`. */
export function controlPage(tools: Tools, request: ToolRequest): ToolResponse {
  const asked = URL.parse(request.url, tools.url);
  const language = languageOf(request);
  const { words } = { words: wordsOf[language] };
  if (!asked) return showMessage(404, words.title, words.notFound);
  if (!isOurs(request, tools.url)) return showMessage(403, words.title, words.notFound);
  const path = asked.pathname.replace(/^\/_sandbox/, '');
  const scene: Scene = {
    tool: tools.servicenow,
    url: tools.servicenowUrl,
    view: { words, language },
    query: asked.searchParams,
  };
  if (request.method === 'GET' || request.method === 'HEAD') {
    if (path === '' || path === '/') return showPage(overview(scene));
    if (path === '/style.css') return showStyle(style);
    const chosen = /^\/language\/(fr|en)$/.exec(path)?.[1];
    if (chosen) return speak(chosen as Language);
  }
  const form = request.method === 'POST' ? formOf(request) : null;
  const [, name = '', rest = ''] = /^\/([a-z]+)(\/.*)$/.exec(path) ?? [];
  const bench = tools.benches.get(name);
  if (bench) {
    const place = { view: scene.view, query: scene.query, bench, base: `/_sandbox/${name}` };
    return benchPages(place, rest, form) ?? showMessage(404, words.title, words.notFound);
  }
  const answer = path.startsWith('/servicenow/') ? control(scene, path.slice('/servicenow'.length), form) : null;
  return answer ?? showMessage(404, words.title, words.notFound);
}

/** French, unless English was chosen here. */
function languageOf({ headers }: ToolRequest): Language {
  return /(?:^|;\s*)language=en(?:;|$)/.test(headers['cookie'] ?? '') ? 'en' : 'fr';
}

function speak(language: Language): ToolResponse {
  const answer = goTo('/_sandbox');
  const cookie = `language=${language}; Path=/_sandbox; SameSite=Strict; HttpOnly`;
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': cookie } };
}

/**
 * A page of another site that is open in the same browser must not act here: neither by a form of its own (Origin), nor by
 * a name of its own that points at this machine (Host).
 */
function isOurs({ method, headers }: ToolRequest, url: string): boolean {
  const port = new URL(url).port;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (!hosts.includes(headers['host'] ?? '')) return false;
  const { origin } = headers;
  return (
    method === 'GET' || method === 'HEAD' || origin === undefined || hosts.some((host) => origin === `http://${host}`)
  );
}

function formOf({ body }: ToolRequest): Form {
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}
