import { asIs } from './told.js';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Fault, isPassing, type ErrorKind } from './fault.js';
import { receiptOf } from './receipt-of.js';
import { Secret, secret } from './secret.js';

describe('a secret', () => {
  const word = 'canari-é-42';
  const config = z.object({ password: secret() }).parse({ password: word });

  it('is revealed to who asks for it', () => {
    expect(config.password.reveal()).toBe(word);
  });

  it('prints as *** wherever it is printed', () => {
    const printed = [
      String(config.password),
      `${String(config.password)}`,
      JSON.stringify(config),
      inspect(config, { showHidden: true, depth: 9 }),
      inspect(new Secret(word)),
      JSON.stringify(Object.entries(config)),
      String(
        new Fault({
          kind: 'rejected',
          connection: 'tool',
          message: asIs(`with ${String(config.password)}`),
          cause: config,
        }),
      ),
      inspect(new Fault({ kind: 'rejected', connection: 'tool', message: asIs('x'), cause: config }), {
        showHidden: true,
      }),
    ];
    for (const each of printed) expect(each).not.toContain(word);
    expect(String(config.password)).toBe('***');
  });

  it('is not repeated by the error of a configuration that lacks it', () => {
    expect(() => z.object({ password: secret(), url: z.url() }).parse({ password: word, url: 3 })).not.toThrow(word);
    expect(() => z.object({ password: secret() }).parse({ password: '' })).toThrow(/password/);
  });
});

describe('a fault', () => {
  it.each([
    ['unavailable', 'unknown', 'unknown'],
    ['malformed', 'unknown', 'unknown'],
    ['unavailable', 'no', 'failed'],
    ['rate-limited', 'no', 'failed'],
    ['unauthorized', 'no', 'failed'],
    ['malformed', 'no', 'failed'],
    ['rejected', 'no', 'refused'],
    ['gone', 'no', 'refused'],
    ['conflict', 'no', 'refused'],
    ['unsupported', 'no', 'refused'],
  ] as const)('that is %s and has landed: %s makes a command %s', (kind, landed, outcome) => {
    const fault = new Fault({ kind, connection: 'tool', message: asIs('x'), landed });
    expect(receiptOf('k', fault)).toEqual({ key: 'k', outcome, fault });
  });

  it.each([
    ['unavailable', true],
    ['rate-limited', true],
    ['unauthorized', false],
    ['rejected', false],
  ] as const satisfies readonly (readonly [ErrorKind, boolean])[])(
    'that is %s passes by itself: %s',
    (kind, passes) => {
      expect(isPassing(new Fault({ kind, connection: 'tool', message: asIs('x') }))).toBe(passes);
    },
  );
});
