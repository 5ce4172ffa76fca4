import { Readable } from 'node:stream';
import { Fault, type ErrorKind, type HttpAnswer, type HttpDoor, type Random, type Told } from '@passerelle/connector';
import { down } from '../said.js';
import type { Jar } from './jar.js';
import { multipart, type SentFile } from './multipart.js';
import { pageOf, type Page } from './page.js';

export interface Site {
  readonly connection: string;
  /** Without a slash at the end. */
  readonly url: string;
  readonly door: HttpDoor;
  readonly random: Random;
  readonly fault: (kind: ErrorKind, message: Told, landed?: 'no' | 'unknown') => Fault;
}

export interface Form {
  readonly path: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly files?: readonly SentFile[];
}

/** Pages are small; a larger answer is none. */
const mostPage = 16 * 2 ** 20;
const mostHops = 5;

/** A visitor of the site with a jar of their own. Statuses mean little there, so pages are judged by what they hold. */
export interface Browser {
  get(path: string, signal?: AbortSignal): Promise<Page>;
  /** Sends a form once and follows where it leads, to the page that says what came of it. */
  post(form: Form, signal?: AbortSignal): Promise<Page>;
  /** The bare answer, redirects unfollowed. */
  ask(path: string, signal?: AbortSignal): Promise<HttpAnswer>;
  submit(form: Form, signal?: AbortSignal): Promise<HttpAnswer>;
  /**
   * Sends a form that changes no ticket, once: a body that is a stream is never sent again by the door, so a password that
   * may be wrong is not tried more often than somebody counts.
   */
  submitOnce(form: Form, signal?: AbortSignal): Promise<HttpAnswer>;
  /** The headers alone. */
  head(path: string, signal?: AbortSignal): Promise<HttpAnswer>;
  /** Follows an answer, by reads, to a whole page. */
  follow(answer: HttpAnswer, path: string, signal?: AbortSignal): Promise<Page>;
  readonly jar: Jar;
}

export function openBrowser(site: Site, jar: Jar): Browser {
  const { door, url } = site;
  const headers = (path: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => {
    const cookie = jar.header(url + path);
    return { ...more, accept: 'text/html', ...(cookie === undefined ? {} : { cookie }) };
  };
  const taken = <A extends { readonly headers: HttpAnswer['headers'] }>(path: string, answer: A): A => {
    jar.take(url + path, answer.headers['set-cookie']);
    return answer;
  };

  const ask = async (path: string, signal?: AbortSignal): Promise<HttpAnswer> =>
    taken(
      path,
      await door.send({
        method: 'GET',
        path,
        headers: headers(path),
        effect: 'read',
        maxBytes: mostPage,
        ...(signal && { signal }),
      }),
    );

  const submit = async (form: Form, signal?: AbortSignal): Promise<HttpAnswer> => {
    const { path, fields, files = [] } = form;
    const plain = files.length === 0 ? urlEncoded(fields) : null;
    const parts = plain === null ? multipart(site.random.hex(32), fields, files) : null;
    const type = parts?.type ?? 'application/x-www-form-urlencoded';
    return taken(
      path,
      await door.send({
        method: 'POST',
        path,
        headers: headers(path, { 'content-type': type }),
        body: parts?.body ?? plain ?? '',
        effect: 'write',
        maxBytes: mostPage,
        ...(signal && { signal }),
      }),
    );
  };

  const follow = async (answer: HttpAnswer, path: string, signal?: AbortSignal): Promise<Page> => {
    let [at, now] = [path, answer];
    for (let hop = 0; hop < mostHops; hop++) {
      if (now.status >= 500) throw site.fault('unavailable', down(place(at), now.status));
      const to = now.headers['location'];
      if (now.status >= 300 && now.status < 400 && to !== undefined) {
        at = target(site, at, to);
        now = await ask(at, signal);
        continue;
      }
      const page = now.status === 200 ? pageOf(now, at) : null;
      if (page) return page;
      throw site.fault('malformed', {
        fr: `attendu une page entière à ${place(at)}, reçu ${now.status} avec ${now.body.length} octets`,
        en: `expected a whole page at ${place(at)}, came ${now.status} with ${now.body.length} bytes`,
      });
    }
    throw site.fault('malformed', {
      fr: `${place(path)} mène de page en page sans fin`,
      en: `${place(path)} leads from page to page without an end`,
    });
  };

  return {
    jar,
    ask,
    submit,
    submitOnce: async ({ path, fields }, signal) =>
      taken(
        path,
        await door.send({
          method: 'POST',
          path,
          headers: headers(path, { 'content-type': 'application/x-www-form-urlencoded' }),
          body: Readable.from([Buffer.from(urlEncoded(fields))], { objectMode: false }),
          effect: 'read',
          maxBytes: mostPage,
          ...(signal && { signal }),
        }),
      ),
    follow,
    get: async (path, signal) => follow(await ask(path, signal), path, signal),
    async post(form, signal) {
      const answer = await submit(form, signal);
      try {
        return await follow(answer, form.path, signal);
      } catch (error) {
        // The form was taken; only its outcome is not known.
        if (error instanceof Fault) throw site.fault(error.kind, error.bare, 'unknown');
        throw error;
      }
    },
    head: async (path, signal) =>
      taken(
        path,
        await door.send({ method: 'HEAD', path, headers: headers(path), effect: 'read', ...(signal && { signal }) }),
      ),
  };
}

function urlEncoded(fields: Form['fields']): string {
  return new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
}

/** A redirect stays on the host of the connection whatever it says; only its path counts. */
function target(site: Site, from: string, location: string): string {
  const base = new URL(site.url);
  const prefix = base.pathname.replace(/\/+$/, '');
  const to = URL.parse(location, base.origin + prefix + from);
  if (to === null || !`${to.pathname}/`.startsWith(`${prefix}/`))
    throw site.fault('malformed', {
      fr: `${place(from)} mène à une page hors de l’outil ; vérifiez ses réglages d’adresse`,
      en: `${place(from)} leads to a page outside of the tool; look at its address settings`,
    });
  return (to.pathname.slice(prefix.length) || '/') + to.search;
}

/** Queries hold references and e-mails, which open tickets: messages name the page alone. */
export function place(path: string): string {
  return path.split('?')[0] ?? path;
}
