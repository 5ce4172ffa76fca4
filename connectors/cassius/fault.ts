import { type ErrorKind, Fault } from '@passerelle/connector';

export function refuse(connection: string, kind: ErrorKind, message: string, cause?: unknown): Fault {
  return new Fault({ connection, kind, message, ...(cause === undefined ? {} : { cause }) });
}

/** What the file system answers, as something that an administrator can act on. */
export function fileFault(connection: string, what: string, error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return refuse(connection, 'gone', `${what} is not there; check «folder» in the connection`, error);
  if (code === 'EACCES' || code === 'EPERM')
    return refuse(connection, 'unauthorized', `${what} may not be read; give this account the right to read it`, error);
  if (code === 'ENOSPC' || code === 'ERR_SQLITE_ERROR')
    return refuse(
      connection,
      'unavailable',
      `${what}: no room in the temporary folder, or it cannot be written`,
      error,
    );
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code) && !code.startsWith('ERR_'))
    return refuse(connection, 'unavailable', `${what} cannot be read (${code})`, error);
  return error;
}
