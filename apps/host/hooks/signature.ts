import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Secret } from '@passerelle/connector';

/** How a sender signs: by the Standard Webhooks specification, or as GLPI 11 does. */
export type HookStyle = 'standard' | 'glpi';

/** What one sender says of one delivery, before anybody believes it. */
export interface Claim {
  /** Names the delivery, so that it counts once. */
  readonly id: string;
  /** When the sender says that it signed, in milliseconds since 1970. */
  readonly at: number;
  /** What must have been signed. */
  readonly signed: Buffer;
  /** One or several: a sender that changes its secret signs with both for a while. */
  readonly signatures: readonly Buffer[];
}

/** Null where the headers are not those of a signed delivery. */
export function claimOf(style: HookStyle, headers: IncomingHttpHeaders, body: Buffer): Claim | null {
  return style === 'standard' ? standardClaim(headers, body) : glpiClaim(headers, body);
}

/** Whether one of the secrets made one of the signatures; all are tried, each in constant time. */
export function isSigned({ signed, signatures }: Claim, secrets: readonly Secret[]): boolean {
  let found = false;
  for (const secret of secrets) {
    const wanted = createHmac('sha256', keyOf(secret.reveal())).update(signed).digest();
    for (const signature of signatures)
      if (signature.length === wanted.length && timingSafeEqual(signature, wanted)) found = true;
  }
  return found;
}

/** Standard Webhooks 1.0: `id.timestamp.body`, base64 behind `v1,`, several parted by blanks. */
function standardClaim(headers: IncomingHttpHeaders, body: Buffer): Claim | null {
  const [id, seconds, list] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    one(headers[name]),
  );
  if (!id || !seconds || !list || !instant.test(seconds)) return null;
  const signatures = list.split(' ', most).flatMap((each) => {
    const text = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(each)?.[1];
    const bytes = Buffer.from(text ?? '', 'base64');
    // Two of its bits say nothing: one spelling only, so that nobody can change a character unseen.
    return text !== undefined && bytes.toString('base64') === text ? [bytes] : [];
  });
  return {
    id,
    at: Number(seconds) * 1_000,
    signed: Buffer.concat([Buffer.from(`${id}.${seconds}.`), body]),
    signatures,
  };
}

/** GLPI 11 (Webhook.php): hex over the body with the timestamp behind it; it gives deliveries no name. */
function glpiClaim(headers: IncomingHttpHeaders, body: Buffer): Claim | null {
  const [hex, seconds] = ['x-glpi-signature', 'x-glpi-timestamp'].map((name) => one(headers[name]));
  if (!hex || !seconds || !instant.test(seconds) || !/^[0-9a-fA-F]{64}$/.test(hex)) return null;
  const signed = Buffer.concat([body, Buffer.from(seconds)]);
  return { id: hex.toLowerCase(), at: Number(seconds) * 1_000, signed, signatures: [Buffer.from(hex, 'hex')] };
}

/**
 * What GLPI 11 wants to hear to a challenge: its token, signed. The same secret signs deliveries, a text with an instant behind
 * it, so a token that ends as an instant does is not signed: whoever asks could make a delivery of the answer.
 */
export function proofOf(secret: Secret, token: string): string | null {
  if (token === '' || token.length > longest || /\d{9,}$/.test(token)) return null;
  return createHmac('sha256', keyOf(secret.reveal())).update(token).digest('hex');
}

/** Seconds since 1970, of this century: never fewer digits. */
const instant = /^\d{9,12}$/;
const most = 8;

/** Longer than any sender's, so that nobody fills the memory with names. */
const longest = 256;

function one(value: string | readonly string[] | undefined): string | null {
  const text = typeof value === 'string' ? value : null;
  return text === null || text.length > longest * most ? null : text;
}

/** `whsec_` stands before a key in base64; any other secret is its own key. */
function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
}
