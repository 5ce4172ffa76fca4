import type { Told } from '../told.js';
import { Fault } from '../fault.js';
import type { HttpRequest } from './door.js';

/** The host and the path prefix that every request of a door stays under. */
export interface Base {
  readonly origin: string;
  readonly secure: boolean;
  /** Without a slash at the end; empty at the root of the host. */
  readonly prefix: string;
}

export function parseBase(connection: string, url: string): Base {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const fault = (message: Told): Fault => new Fault({ kind: 'rejected', connection, message });
  // The address itself is not repeated: a password may stand in it.
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:')
    throw fault({
      fr: 'l’url de la connexion doit commencer par http:// ou https:// ; corrigez-la dans la configuration',
      en: 'expected the url of the connection to start with http:// or https://; correct it in the configuration',
    });
  if (parsed.username || parsed.password)
    throw fault({
      fr: 'l’url de la connexion contient un identifiant ou un mot de passe ; mettez-les dans ses identifiants',
      en: 'the url of the connection holds a user name or password; move them to its credentials',
    });
  if (parsed.search || parsed.hash)
    throw fault({
      fr: 'l’url de la connexion finit par une requête ou un fragment ; ne gardez que l’adresse de l’outil',
      en: 'the url of the connection ends in a query or fragment; leave the address of the tool alone',
    });
  return { origin: parsed.origin, secure: parsed.protocol === 'https:', prefix: parsed.pathname.replace(/\/+$/, '') };
}

// Backslashes count as slashes in URLs, and tabs and line ends vanish from them (WHATWG URL Standard, "special" URLs).
const crooked = /[\\#\p{Cc}]/u;

/** The absolute address of a request. Whatever the path and the query hold, it is on the base's host and under its prefix. */
export function address(base: Base, connection: string, { path, query }: HttpRequest): string {
  if (!path.startsWith('/') || path.startsWith('//') || crooked.test(path)) throw refused(connection, path);
  const parsed = URL.parse(base.origin + base.prefix + path + asked(query, path.includes('?') ? '&' : '?'));
  if (parsed?.origin !== base.origin || !parsed.pathname.startsWith(`${base.prefix}/`)) throw refused(connection, path);
  return parsed.href;
}

function asked(query: HttpRequest['query'], joint: string): string {
  // Every server reads %20 as a blank; not every one reads the plus sign of forms so.
  const text = query ? new URLSearchParams(query).toString().replaceAll('+', '%20') : '';
  return text === '' ? '' : joint + text;
}

function refused(connection: string, path: string): Fault {
  const shown = JSON.stringify(path.slice(0, 200));
  return new Fault({
    kind: 'rejected',
    connection,
    message: {
      fr: `attendu un chemin sur le serveur de cette connexion, comme /api/ticket ; rien n’a été envoyé à ${shown}`,
      en: `expected a path on this connection's host, such as /api/ticket; nothing was sent to ${shown}`,
    },
  });
}
