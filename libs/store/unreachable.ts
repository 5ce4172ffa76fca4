import type { Told } from '@passerelle/connector';
import { connectionBroke, reasons } from './reasons.js';

/** The database cannot be used now. It says where it was looked for and what to do, and holds no secret. */
export class StoreUnreachable extends Error {
  /** For people; `message` is the English one. */
  readonly told: Told;

  constructor(told: Told, cause?: unknown) {
    super(told.en, cause === undefined ? undefined : { cause });
    this.name = 'StoreUnreachable';
    this.told = told;
  }
}

/** pg says these without a code. */
const broken =
  /connection terminated|connection ended|client was closed|not queryable|timeout exceeded when trying to connect|connection timeout|does not support ssl/i;

/** The error as StoreUnreachable; undefined when it is about something else than reaching the database. */
export function unreachable(error: unknown, place: string): StoreUnreachable | undefined {
  if (error instanceof StoreUnreachable) return error;
  const { errors, message } = (error ?? {}) as { readonly errors?: readonly unknown[]; readonly message?: unknown };
  // Node tries every address of a name and tells of each.
  const code = codeOf(error) || codeOf(errors?.[0]);
  const known = reasons[code] ?? (code.startsWith('08') ? connectionBroke : undefined);
  if (known) return unusable(place, known, error);
  if (typeof message !== 'string' || !broken.test(message)) return undefined;
  const quoted = {
    fr: `«${message}» ; voyez si PostgreSQL est en marche, puis relancez la même commande`,
    en: `${message}; look whether PostgreSQL is up, then run the same command again`,
  };
  return unusable(place, quoted, error);
}

function unusable(place: string, { fr, en }: Told, cause: unknown): StoreUnreachable {
  return new StoreUnreachable(
    { fr: `la base ${place} est inutilisable : ${fr}`, en: `the database at ${place} cannot be used: ${en}` },
    cause,
  );
}

/** What Node and PostgreSQL call the error; empty when it has no such name. */
export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}
