import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Fault, type HttpAnswer } from '@passerelle/connector';
import { isQuota, readAnswer } from './classify.js';
import { refusals } from './refusals.js';

const asked = { connection: 'sn', what: 'GET incident', effect: 'read' } as const;

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return { status, headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) };
}

function faultOf(given: HttpAnswer, effect: 'read' | 'write' = 'read'): Fault {
  try {
    readAnswer(given, { ...asked, effect });
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('expected a fault');
}

const error = (message: string, detail: string | null = null) => ({ error: { message, detail }, status: 'failure' });

describe('an answer of ServiceNow', () => {
  it('counts when it is JSON without an error', () => {
    expect(readAnswer(answer(200, { result: [] }), asked)).toEqual({ result: [] });
    expect(readAnswer(answer(204, ''), asked)).toBeNull();
  });

  it.each([
    [400, 'Invalid table u_x', null, 'unsupported', 'Allow access via web services'],
    [400, 'Requested URI does not represent any resource', '/api/x', 'unsupported', 'activate its plugin'],
    [404, 'Requested URI does not represent any resource', null, 'unsupported', 'activate its plugin'],
    [400, 'Exception while reading request', 'The payload is not valid JSON.', 'rejected', 'log'],
    [
      400,
      'Exception while reading request',
      'Rejected large REST payload with content-length = 15105102 bytes. Max allowed: 10485760 bytes.',
      'rejected',
      'glide.rest.max_content_length',
    ],
    [401, 'User Not Authenticated', 'Required to provide Auth information', 'unauthorized', 'check user and password'],
    [
      401,
      'User is not authenticated',
      'Required to provide Auth information',
      'unauthorized',
      'check user and password',
    ],
    [403, 'User Not Authorized', 'Failed API level ACL Validation', 'unauthorized', 'snc_platform_rest_api_access'],
    [403, 'User Not Authorized', 'Access to unscoped api is not allowed', 'unauthorized', 'useraccount'],
    [
      403,
      'Operation Failed',
      'ACL Exception Insert Failed due to security constraints',
      'rejected',
      'no right to Insert',
    ],
    [
      403,
      'Operation Failed',
      'ACL Exception Delete Failed due to security constraints',
      'rejected',
      'no right to Delete',
    ],
    [
      403,
      'Operation Failed',
      "Operation against file 'incident' was aborted by Business Rule 'Pas le vendredi^abc'. Business Rule Stack:x",
      'rejected',
      '«Pas le vendredi»',
    ],
    [
      403,
      'Operation Failed',
      'Data Policy Exception: The following fields are mandatory: Resolution code, Resolution notes',
      'rejected',
      'Resolution code, Resolution notes',
    ],
    [
      403,
      'Insufficient rights to query records',
      'Field(s) present in the query do not have permission to be read',
      'unauthorized',
      'query_range',
    ],
    [404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval", 'gone', 'may not read it'],
    [405, 'Method not supported', null, 'unsupported', 'does not offer'],
    [409, 'Conflict', null, 'conflict', 'another record'],
    [429, 'Rate limit exceeded', 'Rate limit of 100 requests per hour', 'rate-limited', 'pace'],
    [500, 'Transaction cancelled: maximum execution time exceeded', null, 'unavailable', 'quota'],
    [500, 'java.lang.NullPointerException', null, 'unavailable', 'log'],
  ] as const)('%i «%s» (%s) is %s', (status, message, detail, kind, advice) => {
    const fault = faultOf(answer(status, error(message, detail)));
    expect(fault.kind).toBe(kind);
    expect(fault.message).toContain(message);
    expect(fault.message).toContain(advice);
    expect(fault.status).toBe(status);
  });

  it('is said in French and in English, with the words of the instance as they are', () => {
    const refused = error('Operation Failed', "Operation was aborted by Business Rule 'Pas le vendredi^abc'.");
    const quoted = `«Operation Failed» «${refused.error.detail}»`;
    const { told, message } = faultOf(answer(403, refused));
    expect(told.fr).toBe(
      `sn : GET incident : attendu un succès, reçu 403 ${quoted} ; la règle métier «Pas le vendredi» de l’instance refuse cela ; adressez-vous à son administrateur, ou envoyez ce que la règle demande`,
    );
    expect(message).toBe(
      `sn: GET incident: expected success, came 403 ${quoted}; the business rule «Pas le vendredi» of the instance refuses this; ask its administrator, or send what the rule wants`,
    );
    expect(faultOf(answer(404, '<html></html>')).told.fr).toContain(
      'reçu 404 «une page au lieu de JSON» ; il n’y a rien',
    );
  });

  it.each(refusals.map(({ advice }) => advice))(
    'is advised on with the same names in both languages: $en',
    (advice) => {
      const names = (text: string) => (text.match(/\$\d|\b\w+[._]\w+\b/g) ?? []).toSorted();
      expect(names(advice.fr)).toEqual(names(advice.en));
    },
  );

  it('says that a second factor is missing when a header says so', () => {
    const given = answer(401, error('User Not Authenticated'), { 'x-mfa_token': 'invalid' });
    expect(faultOf(given).message).toContain('second factor');
  });

  it('is no page of results when the quota fires while it streams, whatever shape is left of it', () => {
    const parseable = {
      result: [{ number: 'INC1' }],
      ...error('Transaction cancelled: maximum execution time exceeded'),
    };
    const malformed =
      '{"result":[{"name":"x"}""],"error":{"message":"Transaction cancelled: maximum"},"status":"failure"}';
    const text = { result: 'Transaction cancelled: maximum execution time exceeded' };
    for (const body of [parseable, malformed, text]) {
      const fault = faultOf(answer(200, body));
      expect([fault.kind, isQuota(fault)]).toEqual(['unavailable', true]);
    }
    expect(isQuota(faultOf(answer(500, error('Operation Failed'))))).toBe(false);
  });

  it('is cut short, not refused, when a refusal says nothing at all', () => {
    expect(faultOf(answer(400, '')).kind).toBe('malformed');
    expect(faultOf(answer(400, '{"error":{"mess')).kind).toBe('malformed');
    expect(faultOf(answer(400, error('Field(s) present in the query do not have permission'))).kind).not.toBe(
      'malformed',
    );
    expect(faultOf(answer(401, '')).kind).toBe('unauthorized');
    expect(faultOf(answer(400, ''), 'write').landed).toBe('no');
  });

  it('is not done when it is 202 without a body', () => {
    expect(faultOf(answer(202, '')).kind).toBe('unavailable');
    expect(faultOf(answer(202, ''), 'write').landed).toBe('unknown');
  });

  it('tells a sleeping instance, a login page and a stranger apart', () => {
    const page = (text: string): HttpAnswer => answer(200, `<html><body>${text}</body></html>`);
    expect(faultOf(page('Instance Hibernating page')).message).toContain('developer.servicenow.com');
    expect(faultOf(page('<form>Login</form>')).kind).toBe('unauthorized');
    expect(faultOf(answer(302, '', { location: 'https://sso.exemple.fr' })).kind).toBe('unauthorized');
    expect(faultOf(page('It works!')).kind).toBe('malformed');
    expect(faultOf(answer(503, '<html>down</html>')).kind).toBe('unavailable');
  });

  it('leaves open whether a write landed, unless the instance refused it', () => {
    for (const given of [answer(500, error('x')), answer(200, 'nothing'), answer(200, '<html>login</html>')]) {
      expect(faultOf(given, 'write').landed).toBe('unknown');
      expect(faultOf(given, 'read').landed).toBe('no');
    }
    expect(faultOf(answer(403, error('Operation Failed')), 'write').landed).toBe('no');
  });
});

interface Recorded {
  readonly id: string;
  readonly status: number;
  readonly body?: unknown;
  readonly body_text?: string;
}

const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/recordings.json', import.meta.url), 'utf8'),
) as readonly Recorded[];

describe('the recorded answers', () => {
  it.each(recorded.filter(({ id }) => id.startsWith('error.')))(
    '$id is a fault with advice',
    ({ status, body, body_text }) => {
      const fault = faultOf(answer(status, body_text ?? body));
      expect(fault.message.length).toBeGreaterThan(60);
    },
  );

  it.each(recorded.filter(({ id, body }) => !id.startsWith('error.') && !id.startsWith('oauth.') && body))(
    '$id is read',
    ({ status, body }) => {
      expect(readAnswer(answer(status, body), asked)).toEqual(body);
    },
  );
});
