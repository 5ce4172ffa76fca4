import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. So many sign-ins at once still fit into memory. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;

/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, as everybody else writes it. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: password.normalize('NFKC'), nonce, ...cost });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${plain(nonce)}$${plain(tag)}`;
}

const shape =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{10,100})\$([A-Za-z0-9+/]{10,100})$/;

/** Takes as long for who has no password, so that nobody can tell who has an account. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const found = shape.exec(kept ?? decoy);
  if (!found) return false;
  const [memory, passes, parallelism] = found.slice(1, 4).map(Number) as [number, number, number];
  const [nonce, wanted] = found.slice(4).map((text) => Buffer.from(text, 'base64')) as [Buffer, Buffer];
  const parameters = {
    message: password.normalize('NFKC'),
    nonce,
    memory,
    passes,
    parallelism,
    tagLength: wanted.length,
  };
  const tag = await derive('argon2id', parameters);
  return timingSafeEqual(tag, wanted) && kept !== null;
}

const decoy = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** What a cookie or a token holds: 256 bits that nobody guesses. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of it: it has 256 bits, so one pass is enough. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

export function isSame(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(one, other);
}

function plain(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
