/** The database cannot be used now. The message says where it was looked for and what to do, and holds no secret. */
export class StoreUnreachable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreUnreachable';
  }
}

/** What Node and PostgreSQL say when there is nobody to talk to, with what to do about it. */
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; start PostgreSQL, or correct the host and port in DATABASE_URL',
  ENOENT: 'there is no such socket; start PostgreSQL, or correct the socket folder in DATABASE_URL',
  EACCES: 'this user may not open the socket; give it the right to, or use another user',
  ENOTFOUND: 'that host has no address; correct the host in DATABASE_URL',
  EAI_AGAIN: 'that host has no address now; look at the network and the name server',
  ETIMEDOUT: 'nobody answers; look at the network and the firewall',
  EHOSTUNREACH: 'that host cannot be reached; look at the network',
  ENETUNREACH: 'that network cannot be reached; look at the network',
  ECONNRESET: 'the connection broke; run the same command again once PostgreSQL is up',
  EPIPE: 'the connection broke; run the same command again once PostgreSQL is up',
  '28P01': 'PostgreSQL refuses the password; correct it in DATABASE_URL',
  '28000': 'PostgreSQL does not let this user in; look at pg_hba.conf and at the user in DATABASE_URL',
  '3D000': 'that database does not exist; create it (createdb), or correct its name in DATABASE_URL',
  '53300': 'PostgreSQL has no connection left; raise max_connections or stop what holds them',
  '53100': 'its disk is full; make room, then run the same command again',
  '53200': 'it is out of memory; run the same command again, and give PostgreSQL more if it happens again',
  '57P01': 'it is being shut down; run the same command again once it is up',
  '57P02': 'it crashed; run the same command again once it is up',
  '57P03': 'it is starting up or shutting down; run the same command again in a moment',
  '42P01': 'its tables are missing; run «passerelle db migrate»',
  '42703': 'its tables are older than this program; run «passerelle db migrate»',
  '42501': 'this user lacks a right in the database; let it create and change tables there',
  '25006': 'it is read-only (a replica?); point DATABASE_URL at the primary',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted; give its authority with sslrootcert= in DATABASE_URL',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted; give its authority with sslrootcert= in DATABASE_URL',
};

/** pg says these without a code. */
const broken =
  /connection terminated|connection ended|client was closed|not queryable|timeout exceeded when trying to connect|connection timeout|does not support ssl/i;

/** The error as StoreUnreachable; undefined when it is about something else than reaching the database. */
export function unreachable(error: unknown, place: string): StoreUnreachable | undefined {
  if (error instanceof StoreUnreachable) return error;
  const { errors, message } = (error ?? {}) as { readonly errors?: readonly unknown[]; readonly message?: unknown };
  // Node tries every address of a name and tells of each.
  const code = codeOf(error) || codeOf(errors?.[0]);
  const advice = reasons[code] ?? (code.startsWith('08') ? reasons['ECONNRESET'] : undefined);
  if (advice) return new StoreUnreachable(`the database at ${place} cannot be used: ${advice}`, error);
  if (typeof message !== 'string' || !broken.test(message)) return undefined;
  return new StoreUnreachable(
    `the database at ${place} cannot be used: ${message}; look whether PostgreSQL is up, then run the same command again`,
    error,
  );
}

/** What Node and PostgreSQL call the error; empty when it has no such name. */
export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}
