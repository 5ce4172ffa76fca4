import type { Actor, Instance } from '../instance.js';
import type { Attribute } from '../model/attribute.js';
import { PhpFatal, Refusal, thrown, unauthorized } from '../refusal.js';
import type { Value } from '../store/stored.js';
import { localOf, normalLocal, readLogDate, wellFormed } from '../values/local-time.js';
import { escaped, rendered, sanitise } from '../values/sanitise.js';
import { asRecord, type Finder } from './find.js';

/** An entry to be added, or a whole log that replaces what is there. */
export interface LogChange {
  readonly replace: boolean;
  readonly items: readonly NewEntry[];
}
export interface NewEntry {
  readonly at: string;
  readonly by: string;
  readonly userId: string | number;
  readonly message: string;
  readonly html: string;
}

export interface Draft {
  readonly values: Record<string, Value>;
  readonly logs: Record<string, LogChange>;
  readonly links: Record<string, readonly Readonly<Record<string, unknown>>[]>;
}

/** What the fields of a request mean for a class. Throws as the REST services do. */
export function draftOf(
  instance: Instance,
  finder: Finder,
  actor: Actor,
  className: string,
  fields: Readonly<Record<string, unknown>>,
): Draft {
  const draft: Draft = { values: {}, logs: {}, links: {} };
  for (const [code, given] of Object.entries(fields)) {
    if (code === 'finalclass') continue;
    const attribute = instance.model.attribute(className, code);
    const derived = ['friendlyname', 'id'].includes(code) || /_(?:friendlyname|obsolescence_flag)$/.test(code);
    if (!attribute && !derived) throw thrown(`${code}: Unknown attribute`);
    if (!attribute || ['field', 'meta', 'deadline', 'passed', 'over'].includes(attribute.kind))
      throw thrown(`${code}: Attempting to set the value on the read-only attribute ${className}::${code}`);
    if (attribute.kind === 'caselog') draft.logs[code] = logChange(instance, actor, code, given);
    else if (attribute.kind === 'links') draft.links[code] = rowsOf(code, given);
    else draft.values[code] = valueOf(instance, finder, attribute, given);
  }
  return draft;
}

function rowsOf(code: string, given: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(given)) throw thrown(`${code}: A link set must be defined by an array of objects`);
  return given.map((each) => asRecord(each) ?? {});
}

function valueOf(instance: Instance, finder: Finder, attribute: Attribute, given: unknown): Value {
  const { code, kind } = attribute;
  if (kind === 'key') return String(finder.key(code, attribute.target ?? '', given));
  if (kind === 'objectkey' || kind === 'integer')
    return String(typeof given === 'object' && given !== null ? 1 : Number(given) || 0);
  if (kind === 'blob') {
    const blob = asRecord(given);
    // A bare text is no document: it is as if nothing had been given.
    if (!blob) return '';
    const bytes = Buffer.from(String((blob['data'] ?? '') as string), 'base64');
    return {
      data: bytes.toString('base64'),
      mimetype: blob['mimetype'] === undefined || blob['mimetype'] === null ? null : String(blob['mimetype'] as string),
      filename: blob['filename'] === undefined || blob['filename'] === null ? null : String(blob['filename'] as string),
      downloads: Number(blob['downloads_count'] ?? 0),
    };
  }
  if (kind === 'datetime') return dateOf(instance, code, given);
  const scalar = scalarOf(given);
  return kind === 'html' && scalar !== '' ? sanitise(scalar) : scalar;
}

/** PHP's own ideas of a text: an array is «Array», true is 1, an object ends the program. */
function scalarOf(given: unknown): string {
  if (given === null || given === undefined || given === false) return '';
  if (given === true) return '1';
  if (Array.isArray(given)) return 'Array';
  if (typeof given === 'object') throw new PhpFatal('object of class stdClass could not be converted to string');
  return String(given as string | number);
}

function dateOf({ quirks }: Instance, code: string, given: unknown): string {
  if (given === null || given === '') return '';
  if (typeof given === 'number') return localOf(given * 1000, quirks.zone);
  const text = scalarOf(given);
  if (!wellFormed.test(text))
    throw thrown(`${code}: Wrong format for date attribute ${code}, expecting "Y-m-d H:i:s" and got "${text}"`);
  const local = normalLocal(text, quirks.zone);
  if (local !== 'Invalid DateTime') return local;
  throw thrown(
    `Failed to issue SQL query: query = UPDATE \`ticket\` SET \`${code}\` = '${text}', mysql_errno = 1292, mysql_error = Incorrect datetime value: '${text}' for column \`itop\`.\`ticket\`.\`${code}\` at row 1: id = 0, class = Ticket, issues = {0=>Failed to issue SQL query: query = UPDATE \`ticket\` SET \`${code}\` = '${text}', mysql_errno = 1292, mysql_error = Incorrect datetime value: '${text}' for column \`itop\`.\`ticket\`.\`${code}\` at row 1}`,
  );
}

function logChange(instance: Instance, actor: Actor, code: string, given: unknown): LogChange {
  if (typeof given === 'string') return { replace: false, items: [entryOf(instance, actor, code, { message: given })] };
  const shape = asRecord(given);
  const added = asRecord(shape?.['add_item']);
  if (added) return { replace: false, items: [entryOf(instance, actor, code, added)] };
  const items = shape?.['items'];
  if (!Array.isArray(items)) throw thrown(`${code}: Missing 'items' elements`);
  return { replace: true, items: items.map((each) => entryOf(instance, actor, code, asRecord(each) ?? {})) };
}

function entryOf(
  { quirks, clock }: Instance,
  actor: Actor,
  code: string,
  given: Readonly<Record<string, unknown>>,
): NewEntry {
  if (!('message' in given)) throw thrown(`${code}: Missing value for 'message'`);
  const message = scalarOf(given['message']);
  let at = localOf(clock.now().getTime(), quirks.zone);
  if (given['date'] !== undefined) {
    const read = readLogDate(scalarOf(given['date']), quirks.zone);
    if (read === null) throw thrown(`${code}: Invalid date '${scalarOf(given['date'])}'`);
    at = read;
  }
  let by = actor.shown;
  let userId: string | number = String(actor.id);
  if (given['user_id'] !== undefined) {
    if (!actor.profiles.has('Administrator'))
      throw new Refusal(unauthorized, `Error: ${code}: Only administrators can set the user id`);
    userId = Number(given['user_id']);
    if (userId === 0) by = scalarOf(given['user_login'] ?? '');
  }
  if (given['format'] === 'text') return { at, by, userId, message, html: escaped(message) };
  const html = sanitise(message);
  return { at, by, userId, message: rendered(html), html };
}
