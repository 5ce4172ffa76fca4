import { Fault } from '../fault.js';

/** A token of RFC 9110, 5.6.2. */
const name = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i;
// Anything else would be left out in silence on the way, or end the header early and begin another.
const value = /^[\t\x20-\x7e\x80-\xff]*$/;
// They name the host or where the body ends: an address and a body of our own making say that.
const ours = new Set(['host', 'transfer-encoding', 'connection', 'upgrade', 'expect', 'te', 'trailer']);

/** The headers to send, or a fault where one of them could change where or how the request goes. Values are not repeated. */
export function sendable(
  connection: string,
  headers: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const sent: Record<string, string> = { 'user-agent': 'passerelle' };
  for (const [key, text] of Object.entries(headers ?? {})) {
    const lower = key.toLowerCase();
    const shown = JSON.stringify(key.slice(0, 60));
    if (!name.test(key) || !value.test(text) || ours.has(lower))
      throw new Fault({
        kind: 'rejected',
        connection,
        message: {
          fr: `une requête ne peut porter l’en-tête ${shown}, ou sa valeur contient des caractères qu’un en-tête n’admet pas ; rien n’a été envoyé`,
          en: `the header ${shown} is not one that a request may carry, or its value holds characters that headers cannot; nothing was sent`,
        },
      });
    sent[lower] = text;
  }
  return sent;
}

/** Header names in lower case and one text for each. */
export function received(headers: object): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [key, text] of Object.entries(headers)) {
    if (text === undefined || text === null) continue;
    kept[key.toLowerCase()] = Array.isArray(text) ? text.join(', ') : String(text);
  }
  return kept;
}
