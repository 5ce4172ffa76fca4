import type { Told } from '@passerelle/connector';
import { parse } from 'pg-connection-string';
import { codeOf, StoreUnreachable } from './unreachable.js';

/** Where the database is. `host` that starts with `/` is the folder of a Unix socket. */
export interface Database {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly name: string;
  /** A function, so that printing the settings prints no password. */
  readonly password?: () => string;
  readonly ssl?: boolean | object;
}

/** Settings from DATABASE_URL: `postgres://user:password@host:5432/name`, or `postgres://user@/name?host=/var/run/postgresql`. */
export function databaseAt(url: string): Database {
  const parts = parsed(url);
  const { password } = parts;
  const ssl = parts.ssl;
  return {
    host: parts.host || 'localhost',
    port: Number(parts.port || 5432),
    user: parts.user || 'postgres',
    name: parts.database || parts.user || 'postgres',
    ...(password ? { password: () => password } : {}),
    ...(ssl === undefined || typeof ssl === 'string' ? {} : { ssl }),
  };
}

function parsed(url: string): ReturnType<typeof parse> {
  if (!/^(postgres|postgresql|socket):\/?\/?/i.test(url) && !url.startsWith('/')) {
    throw wrongUrl({ fr: 'reçu un texte d’une autre sorte', en: 'another kind of text came' });
  }
  try {
    return parse(url);
  } catch (error) {
    // Neither the message nor the cause goes on: both quote the URL, and the URL holds the password.
    const named = codeOf(error) === '' ? '' : ` (${codeOf(error)})`;
    throw wrongUrl({
      fr: `reçu une adresse illisible${named} ; encodez (%XX) les caractères spéciaux du mot de passe`,
      en: `it cannot be read${named}; percent-encode what is special in the password`,
    });
  }
}

function wrongUrl(came: Told): StoreUnreachable {
  return new StoreUnreachable({
    fr: `attendu un DATABASE_URL tel que postgres://utilisateur:motdepasse@hôte:5432/base, ${came.fr}`,
    en: `expected DATABASE_URL like postgres://user:password@host:5432/name, ${came.en}`,
  });
}

/** For messages: who, where and what, never the password. */
export function placeOf({ host, port, user, name }: Database): string {
  return `${user}@${host}:${port}/${name}`;
}
