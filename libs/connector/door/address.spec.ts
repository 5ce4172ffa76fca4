import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Fault } from '../fault.js';
import { address, parseBase } from './address.js';
import type { HttpRequest } from './door.js';
import { sendable } from './headers.js';

const base = parseBase('tool', 'https://glpi.lycee.example/glpi/');
const to = (path: string, query?: Record<string, string>): HttpRequest => ({
  method: 'GET',
  path,
  effect: 'read',
  ...(query && { query }),
});

describe('an address', () => {
  it('is the path below the url of the connection', () => {
    expect(address(base, 'tool', to('/apirest.php/Ticket/1'))).toBe(
      'https://glpi.lycee.example/glpi/apirest.php/Ticket/1',
    );
  });

  it('holds the query with everything escaped', () => {
    const url = address(base, 'tool', to('/a', { q: 'état=«1»&x^y +z', n: '1' }));
    expect(url).toBe('https://glpi.lycee.example/glpi/a?q=%C3%A9tat%3D%C2%AB1%C2%BB%26x%5Ey%20%2Bz&n=1');
    expect(new URL(url).searchParams.get('q')).toBe('état=«1»&x^y +z');
  });

  it('goes on with a query that the path begins', () => {
    expect(address(base, 'tool', to('/a?x=1', { y: '2' }))).toBe('https://glpi.lycee.example/glpi/a?x=1&y=2');
  });

  it.each([
    '//evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/',
    '@evil.example/',
    '.evil.example/',
    ':8080/',
    '',
    '/a\r\nHost: evil.example',
    '/\t/evil.example',
    '/a#b',
    '/../admin',
    '/%2e%2e/admin',
    '/a/../../admin',
  ])('is refused for %j, and nothing is sent', (path) => {
    expect(() => address(base, 'tool', to(path))).toThrow(Fault);
    expect(() => address(base, 'tool', to(path))).toThrow(/nothing was sent/);
  });

  it('keeps an @ in a path on the host', () => {
    expect(address(base, 'tool', to('/@evil.example/'))).toBe('https://glpi.lycee.example/glpi/@evil.example/');
  });

  it('would leave the host if path and url were only joined by the rules of links (control)', () => {
    expect(new URL('//evil.example/', 'https://glpi.lycee.example/glpi/').host).toBe('evil.example');
    expect(new URL('/\\evil.example', 'https://glpi.lycee.example/glpi/').host).toBe('evil.example');
  });

  it('never leaves the host nor the prefix, whatever the path and the query hold', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '..',
      '.',
      '@',
      ':',
      '//',
      'evil.example',
      '%2f',
      '?',
      '#',
      '\n',
      'é',
      ' ',
    );
    const path = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((parts) => `/${parts.join('')}`),
    );
    fc.assert(
      fc.property(path, fc.dictionary(fc.string(), fc.string()), (given, query) => {
        const kept = ((): string | Fault => {
          try {
            const { origin, pathname, username, password } = new URL(address(base, 'tool', to(given, query)));
            return `${username}${password}${origin}${pathname}`;
          } catch (error) {
            return error as Fault;
          }
        })();
        expect(kept instanceof Fault || kept.startsWith('https://glpi.lycee.example/glpi/')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the url of a connection', () => {
  it.each(['ftp://x.example', 'x.example', '', 'https://', 'https://x.example/?a=1', 'https://x.example/#a'])(
    'is refused as %j',
    (url) => {
      expect(() => parseBase('tool', url)).toThrow(Fault);
    },
  );

  it('is refused with a password in it, which is not repeated', () => {
    expect(() => parseBase('tool', 'https://jean:hunter2@x.example')).toThrow(/move them to its credentials/);
    expect(() => parseBase('tool', 'https://jean:hunter2@x.example')).not.toThrow(/hunter2/);
  });
});

describe('headers', () => {
  it('go with lower-case names, behind the name of the project', () => {
    expect(sendable('tool', { Accept: 'text/plain', 'X-Nom': 'Hélène' })).toEqual({
      accept: 'text/plain',
      'user-agent': 'passerelle',
      'x-nom': 'Hélène',
    });
  });

  it.each([
    ['x-a', 'b\r\nAuthorization: other'],
    ['x-a', 'b\nc'],
    ['x-a', 'b\u0000'],
    ['x-a', '🙂'],
    ['x\r\ny', 'b'],
    ['x y', 'b'],
    ['', 'b'],
    ['Host', 'evil.example'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'close'],
  ])('are refused where %j is %j, and the value is not repeated', (key, text) => {
    const send = (): unknown => sendable('tool', { [key]: `${text}canary` });
    expect(send).toThrow(Fault);
    expect(send).not.toThrow(/canary/);
  });
});
