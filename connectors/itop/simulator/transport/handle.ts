import type { ToolRequest, ToolResponse } from '@passerelle/connector/testing';
import type { Actor, Instance } from '../instance.js';
import { PhpFatal, Refusal, thrown } from '../refusal.js';
import { perform, type Operation } from '../rest/operations.js';
import type { Accounts } from './authenticate.js';
import { receive, type Received } from './form.js';

const fatal = '<p>iTop: An error occurred, check server error log for more information.</p>\n';

/** `webservices/rest.php` and `status.php`; anything else is not found. */
export function handle(instance: Instance, accounts: Accounts, request: ToolRequest): ToolResponse {
  const { quirks } = instance;
  const { pathname } = new URL(request.url, 'http://itop.invalid');
  const date = instance.clock.now().toUTCString();
  if (pathname.endsWith('/webservices/status.php')) {
    const status = quirks.databaseDown
      ? { status: 'ERROR', code: 1, message: 'Unable to connect' }
      : { status: 'RUNNING', code: 0, message: '' };
    return answer(quirks.databaseDown ? 500 : 200, json(status), date);
  }
  if (!pathname.endsWith('/webservices/rest.php'))
    return { status: 404, headers: { date, 'content-type': 'text/html' }, body: '<html><body>Not Found</body></html>' };
  if (quirks.maintenance) {
    const message = 'This application is currently under maintenance.';
    return answer(503, json({ data: [{ code: 100, message }], scripts: [] }), date);
  }
  if (quirks.databaseDown) return page(500, fatal, date);
  const received = receive(request, quirks.postMax);
  const { post, get } = received;
  const given = { ...get, ...post };
  let warning = '';
  let said: unknown;
  try {
    const actor = welcome(instance, accounts, request, received);
    const version = given['version'] ?? '';
    const operation = operationOf(given, version);
    if (quirks.displayErrors) warning = warningOf(operation);
    said = perform(instance, actor, operation, {
      version,
      authorised: (login, password) => accounts.authorised(login, password),
    });
  } catch (error) {
    if (error instanceof PhpFatal) {
      const told = `<br />\n<b>Fatal error</b>:  Uncaught TypeError: ${error.message} in <b>/var/www/itop/core/dbobjectset.class.php</b> on line <b>100</b><br />\n`;
      return quirks.displayErrors ? page(200, told + fatal, date) : page(500, fatal, date);
    }
    if (!(error instanceof Refusal)) throw error;
    const { code, message, bare } = error;
    said = bare ? { code, message } : { code, message, objects: null };
  }
  const callback = given['callback'];
  if (callback === undefined) return answer(200, warning + json(said), date);
  return {
    ...answer(200, `${callback}(${json(said)});`, date),
    headers: { date, 'content-type': 'application/javascript' },
  };
}

/** The order of the refusals is that of rest.php: who asks, whether he may, which version, what. */
function welcome(instance: Instance, accounts: Accounts, request: ToolRequest, received: Received): Actor {
  const actor = accounts.authenticate(request, received);
  if (!actor) throw thrown('Invalid login', 1);
  if ([...actor.profiles].some((profile) => profile.startsWith('Portal')))
    throw thrown('Portal user is not allowed', 1);
  if (instance.quirks.secureRest && !actor.profiles.has('REST Services User'))
    throw thrown(
      'This user is not authorized to use the web services. (The profile REST Services User is required to access the REST web services)',
      1,
    );
  return actor;
}

function operationOf(given: Readonly<Record<string, string>>, version: string): Operation {
  if (version === '') throw new Refusal(2, "Error: Missing parameter 'version' (e.g. '1.0')");
  const text = given['json_data'] ?? '';
  if (text === '') throw thrown("Missing parameter 'json_data'", 3);
  const bad = thrown('Parameter json_data is not a valid JSON structure', 4);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw bad;
  }
  // PHP refuses the escape of half a character, and an empty list is no structure to it.
  if (typeof parsed !== 'object' || parsed === null || (Array.isArray(parsed) && parsed.length === 0)) throw bad;
  if (!wellFormed(parsed)) throw bad;
  if (!['1.0', '1.1', '1.2', '1.3', '1.4'].includes(version))
    throw thrown(`There is no service available for version '${version}'`, 10);
  return parsed as Operation;
}

function wellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, each]) => name.isWellFormed() && wellFormed(each));
}

function warningOf(operation: Operation): string {
  const fields = operation['fields'] as { contents?: Record<string, unknown> } | undefined;
  if (operation['class'] !== 'Attachment' || !fields?.contents || 'downloads_count' in fields.contents) return '';
  return '<br />\n<b>Warning</b>:  Undefined property: stdClass::$downloads_count in <b>/var/www/itop/core/attributedef.class.inc.php</b> on line <b>8535</b><br />\n';
}

/** PHP's json_encode: nothing but ASCII, slashes escaped. */
function json(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function answer(status: number, body: string, date: string): ToolResponse {
  return { status, headers: { 'access-control-allow-origin': '*', 'content-type': 'application/json', date }, body };
}

function page(status: number, body: string, date: string): ToolResponse {
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8', date }, body };
}
