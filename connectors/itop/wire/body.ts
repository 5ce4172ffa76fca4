import type { Told } from '@passerelle/connector';
import type { Config } from '../config.js';

export interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** From here on percent-encoding would cost more than the lines of a multipart body. */
const large = 64 * 1024;

/** One request to rest.php: only form fields are read, a body of JSON is not (REST/JSON documentation). */
export function bodyOf(auth: Config['auth'], operation: unknown): Sent {
  // PHP refuses escapes of half characters, which JSON.stringify writes for texts that were cut in the middle of one.
  const json = JSON.stringify(operation, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  );
  const fields: readonly (readonly [string, string])[] = [
    ...(auth.kind === 'form'
      ? ([
          ['auth_user', auth.user],
          ['auth_pwd', auth.password.reveal()],
        ] as const)
      : []),
    ['json_data', json],
  ];
  const headers = { accept: 'application/json', ...credentials(auth) };
  if (json.length < large) {
    const type = 'application/x-www-form-urlencoded';
    return {
      headers: { ...headers, 'content-type': type },
      body: new URLSearchParams(Object.fromEntries(fields)).toString(),
    };
  }
  // A plain field rather than a file: files are held to upload_max_filesize, 2 MiB by default. JSON has no bare line end.
  const boundary = 'passerelle-7MA4YWxkTrZu0gW';
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const type = `multipart/form-data; boundary=${boundary}`;
  return { headers: { ...headers, 'content-type': type }, body: `${parts.join('')}--${boundary}--\r\n` };
}

/** Of a body or a file that PHP would drop. */
export function tooLarge(what: string, most: number, size: number): Told {
  return {
    fr: `${what} : attendu au plus ${most} octets (maxBody, post_max_size de PHP), reçu ${size}`,
    en: `${what}: expected at most ${most} bytes (maxBody, post_max_size of PHP), came ${size}`,
  };
}

function credentials(auth: Config['auth']): Readonly<Record<string, string>> {
  if (auth.kind === 'token') return { 'auth-token': auth.token.reveal() };
  if (auth.kind === 'form') return {};
  const word = Buffer.from(`${auth.user}:${auth.password.reveal()}`).toString('base64');
  return { authorization: `Basic ${word}` };
}
