import { describe, expect, it } from '@jest/globals';
import { Secret } from '@passerelle/connector';
import { createLog, scrubber, type LogSettings } from './create-log.js';
import { nestLog } from './nest-log.js';

const canary = 'c4n4ry "é"/+=';

function logged(work: (log: ReturnType<typeof createLog>) => void, level: LogSettings['level'] = 'debug'): string {
  const lines: string[] = [];
  work(createLog({ level, secrets: [new Secret(canary)], sink: { write: (line) => void lines.push(line) } }));
  return lines.join('');
}

describe('the log', () => {
  it.each<readonly [string, (log: ReturnType<typeof createLog>) => void]>([
    ['in a message', (log) => log.info(`the password is ${canary}`)],
    ['in an object', (log) => log.info({ deep: { deeper: { word: canary } } }, 'x')],
    ['as itself', (log) => log.info({ auth: new Secret(canary) }, 'x')],
    ['in an address', (log) => log.info(`https://h/?t=${encodeURIComponent(canary)}`)],
    ['in a header of its own', (log) => log.info(`Basic ${Buffer.from(canary).toString('base64')}`)],
    ['in an error and its cause', (log) => log.error(new Error(canary, { cause: new Error(canary) }))],
    ['in what Nest says', (log) => nestLog(log).error(new Error(canary), 'Injector')],
    ['in what Nest says in an object', (log) => nestLog(log).warn({ a: canary })],
  ])('hides a secret %s', (_, work) => {
    const text = logged(work);
    expect(text).not.toContain('c4n4ry');
    expect(text).not.toContain(Buffer.from(canary).toString('base64'));
    expect(text).toContain('***');
  });

  it('would show it if nobody looked', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', secrets: [], sink: { write: (line) => void lines.push(line) } });
    log.info(`the password is ${canary}`);
    expect(lines.join()).toContain('c4n4ry');
  });

  it('hides what bears the name of a credential, whoever it belongs to', () => {
    const text = logged((log) => log.info({ password: 'plain-1', request: { authorization: 'plain-2' } }, 'x'));
    expect(text).not.toMatch(/plain-\d/);
  });

  it('writes one line of JSON with instant and level, and none below its level', () => {
    const text = logged((log) => {
      log.debug('quiet');
      log.warn({ connection: 'été' }, 'loud');
    }, 'info');
    expect(JSON.parse(text)).toMatchObject({ level: 40, connection: 'été', msg: 'loud' });
    expect(text).not.toContain('quiet');
  });

  it('does not look for words that are too short to be secrets', () => {
    expect(scrubber([new Secret('a')])('a banana')).toBe('a banana');
  });
});
