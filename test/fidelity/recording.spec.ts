import { describe, expect, it } from '@jest/globals';
import { readRecordings } from './recording.js';

describe('a recordings file', () => {
  it('may be a JSON list of answers', () => {
    const [one] = readRecordings(
      '[{"id":"a","method":"GET","url":"/x","status":200,"body":{"result":[]},"headers":{"Link":"l"}}]',
    );
    expect(one).toMatchObject({
      index: 0,
      name: 'a',
      request: { method: 'GET', url: '/x', body: null },
      response: { status: 200, headers: { link: 'l' } },
    });
    expect(one?.response.body?.toString()).toBe('{"result":[]}');
  });

  it('may hold one wire exchange a line, headers as pairs and bodies as text or base64', () => {
    const line = (body: string, encoding: string): string =>
      JSON.stringify({
        server: 's',
        note: 'n',
        request: { method: 'POST', url: 'http://h/p', headers: {}, body: '{}' },
        response: { status: 200, headers: [['X-A', '1']], body, body_encoding: encoding },
      });
    const [first, second] = readRecordings(`${line('é', 'utf-8')}\n${line('w6k=', 'base64')}\n`);
    expect(first?.response.body?.toString()).toBe('é');
    expect(second?.response.body?.toString()).toBe('é');
    expect(second).toMatchObject({ index: 1, server: 's', response: { headers: { 'x-a': '1' } } });
  });

  it('may hold forms with an operation beside them', () => {
    const [one] = readRecordings(
      JSON.stringify({
        name: 'n',
        request: {
          method: 'POST',
          path: '/rest.php',
          host: 'http://itop',
          headers: {},
          form: { auth_user: 'admin' },
          operation: { operation: 'core/get' },
        },
        response: { status: 200, headers: {}, body: { code: 0 } },
      }),
    );
    expect(one?.request.url).toBe('http://itop/rest.php');
    expect(one?.request.body?.toString()).toBe('auth_user=admin&json_data=%7B%22operation%22%3A%22core%2Fget%22%7D');
  });

  it('says which exchange it cannot read', () => {
    expect(() => readRecordings('[{"id":"a","method":"GET","url":"/x","status":200},{"nothing":1}]')).toThrow(
      /exchange 1 is neither/,
    );
  });
});
