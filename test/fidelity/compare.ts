import type { ToolResponse } from '@passerelle/connector/testing';
import type { Recording } from './recording.js';
import { shapeDifferences, type Leniency } from './shape.js';

/** What kind of thing a body is, before anybody reads it. */
type BodyClass = 'empty' | 'json' | 'malformed' | 'html' | 'bytes';

interface Read {
  readonly class: BodyClass;
  readonly json?: unknown;
}

/** The parts of an answer that say whether and how it failed, as a tool words them. */
export type ErrorClass = (status: number, json: unknown) => string;

/** All differences of status, kind of body, error class and shape. */
export function differences(
  recorded: Recording['response'],
  ours: ToolResponse,
  errorClass: ErrorClass,
  headers: readonly string[],
  leniency: Leniency,
): readonly string[] {
  const found: string[] = [];
  if (ours.cut) return ['ours cuts the connection'];
  if (recorded.status !== ours.status) found.push(`status: recorded ${recorded.status}, ours ${ours.status}`);
  const theirBody = readBody(recorded.body, recorded.headers['content-type']);
  const ourHeaders = lower(ours.headers);
  const ourBody = readBody(Buffer.from(ours.body), ourHeaders['content-type']);
  for (const name of headers) {
    if (name in recorded.headers && !(name in ourHeaders)) found.push(`header ${name}: recorded, missing in ours`);
  }
  if (theirBody.class !== ourBody.class) return [...found, `body: recorded ${theirBody.class}, ours ${ourBody.class}`];
  if (theirBody.class !== 'json') return found;
  const classes = [errorClass(recorded.status, theirBody.json), errorClass(ours.status, ourBody.json)] as const;
  if (classes[0] !== classes[1]) found.push(`error: recorded «${classes[0]}», ours «${classes[1]}»`);
  return [...found, ...shapeDifferences(theirBody.json, ourBody.json, leniency)];
}

function readBody(body: Buffer | null, contentType = ''): Read {
  const text = body?.toString('utf8').trim() ?? '';
  if (text === '') return { class: 'empty' };
  try {
    return { class: 'json', json: JSON.parse(text) as unknown };
  } catch {
    if (/^<(!doctype|html)/i.test(text) || contentType.includes('text/html')) return { class: 'html' };
    return { class: /^[[{"]/.test(text) ? 'malformed' : 'bytes' };
  }
}

function lower(headers: ToolResponse['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === 'string' ? value : value.join(', '),
    ]),
  );
}

/** A message without what differs from one instance to the next: quoted names, ids, numbers. */
export function wording(text: string): string {
  return text
    .replace(/<[^<>]*>/g, '#')
    .replace(/'[^']*'/g, "'#'")
    .replace(/\b[0-9a-f]{32}\b/gi, '#')
    .replace(/\d+/g, '#')
    .trim();
}
