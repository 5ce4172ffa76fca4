import { type ErrorKind, Fault, type Told } from '@passerelle/connector';

export function refuse(connection: string, kind: ErrorKind, message: Told, cause?: unknown): Fault {
  return new Fault({ connection, kind, message, ...(cause === undefined ? {} : { cause }) });
}

/** What the file system answers, as something that an administrator can act on. */
export function fileFault(connection: string, what: Told, error: unknown): unknown {
  const { fr, en } = what;
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return refuse(
      connection,
      'gone',
      {
        fr: `${fr} est introuvable ; vérifiez «folder» dans la connexion`,
        en: `${en} is not there; check «folder» in the connection`,
      },
      error,
    );
  if (code === 'EACCES' || code === 'EPERM')
    return refuse(
      connection,
      'unauthorized',
      {
        fr: `${fr} n’est pas lisible par ce compte ; donnez-lui le droit de lecture`,
        en: `${en} may not be read; give this account the right to read it`,
      },
      error,
    );
  if (code === 'ENOSPC' || code === 'ERR_SQLITE_ERROR')
    return refuse(
      connection,
      'unavailable',
      {
        fr: `${fr} : plus de place dans le dossier temporaire, ou impossible d’y écrire`,
        en: `${en}: no room in the temporary folder, or it cannot be written`,
      },
      error,
    );
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code) && !code.startsWith('ERR_'))
    return refuse(
      connection,
      'unavailable',
      { fr: `${fr} est illisible (${code})`, en: `${en} cannot be read (${code})` },
      error,
    );
  return error;
}
