import sax from 'sax';
import { brokenJson, Refusal } from './refusal.js';
import type { Call } from './call.js';

export type Body = Readonly<Record<string, unknown>>;

/** The record in a write's body. Of several, only the first is taken; the rest is ignored without an error (KB0534905). */
export function readBody(call: Call): Body {
  const type = (call.request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const text = call.request.body.toString('utf8');
  if (type === 'application/xml' || type === 'text/xml') return readXml(text);
  if (type !== '' && type !== 'application/json')
    throw new Refusal(415, 'Unsupported Media Type', `Media type ${type} is not supported`);
  if (text.trim() === '') return {};
  const value = parseJson(text);
  const first: unknown = Array.isArray(value)
    ? value[0]
    : isRecord(value) && Array.isArray(value['records'])
      ? value['records'][0]
      : value;
  if (!isRecord(first)) throw brokenJson();
  return first;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw brokenJson();
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `<request><entry><short_description>…</short_description></entry></request>`: the first entry's elements. */
function readXml(text: string): Body {
  const parser = sax.parser(true, { trim: false });
  const out: Record<string, string> = {};
  const path: string[] = [];
  let entries = 0;
  parser.onopentag = (tag) => {
    path.push(tag.name);
    if (tag.name === 'entry') entries++;
  };
  const add = (value: string): void => {
    const name = path.at(-1);
    if (name && path.at(-2) === 'entry' && entries === 1) out[name] = (out[name] ?? '') + value;
  };
  parser.ontext = add;
  parser.oncdata = add;
  parser.onclosetag = () => void path.pop();
  parser.onerror = () => {
    throw new Refusal(400, 'Exception while reading request', 'The payload is not valid XML.');
  };
  parser.write(text).close();
  return out;
}
