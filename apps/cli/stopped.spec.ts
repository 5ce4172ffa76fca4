import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfiguration, readConfiguration, type Language, type SyncReceipt } from '@passerelle/runtime';
import { openMirrorStage, type MirrorStage } from '../../libs/runtime/testing/mirror-stage.js';
import { decideConflict } from './commands/conflicts.js';
import { drop } from './commands/dead.js';
import { explain } from './commands/explain.js';
import { foresee } from './commands/foresee.js';
import { pause } from './commands/pause.js';
import { replay } from './commands/replay.js';
import { pull, sync } from './commands/sync.js';
import { parseFilter } from './filter.js';
import { pauseWish } from './mend.js';
import { onlyRoute } from './route.js';
import type { Output } from './output.js';
import type { Session } from './session.js';
import { captured, type Captured } from './testing/captured.js';
import { end } from './verb.js';

const none = { connection: undefined, mapping: undefined, rules: undefined };
const signed = { config: '', by: 'moi', why: '' };

/** Commands that cannot go on, by what is wrong with each. */
const wrong: Readonly<Record<string, (session: Session, output: Output) => Promise<unknown>>> = {
  'a connection that no mirror has': (session, output) => pull(session, 'c', output),
  'a route that is none': (session, output) => foresee(session, 'nulle-part', output),
  'a conflict that is none': (session, output) =>
    decideConflict(session, { id: 'ffff', stands: 'ours', by: 'moi' }, output),
  'a dead letter that is none': (session, output) => drop(session, { key: 'ffff', by: 'moi', why: '' }, output),
  'a field that is none': (session, output) => explain(session, 'A-1', 'colour', output),
  'a mapping of no connection': (session, output) => replay(session, { ...none, mapping: 'x.yaml' }, output),
  'a connection that is none': (session, output) => replay(session, { ...none, connection: 'glpi' }, output),
  'rules that nothing has': (session, output) => replay(session, { ...none, rules: 'x.yaml' }, output),
  'a ticket that is none': (session, output) => pause(session, pauseWish('ticket', '404'), signed, output),
  'a pause of a connection that is none': (session, output) =>
    pause(session, pauseWish('connection', 'aa'), signed, output),
  'a pause of nothing': async (session, output) => pause(session, pauseWish('some', undefined), signed, output),
  'a wave without a value': async () => parseFilter(['status']),
  'a wave of nothing': async () => parseFilter(['colour=red']),
  'no route that migrates': async ({ house }) => onlyRoute(house.configuration, undefined),
  'a migration that is a mirror': ({ house }) => house.ends('a-et-b'),
  'a migration that is none': ({ house }) => house.ends('nulle-part'),
  'no configuration': async () => loadConfiguration('/tmp/passerelle-404.yaml', []),
  'a wrong configuration': async () => readConfiguration({ path: 'p.yaml', text: 'route: 1', folder: '/tmp' }, [], {}),
};

const english = /\b(?:the|of|expected|came|see|name one|there is|known here|add|with)\b/iu;

describe('what stops a command', () => {
  let at: MirrorStage;
  let session: Session;
  beforeAll(async () => {
    at = await openMirrorStage();
    session = { house: at.house, holder: 'cli', signal: new AbortController().signal };
  });
  afterAll(() => at.close());

  async function stopped(name: string, language: Language): Promise<{ output: Captured; exit: unknown }> {
    const output = captured(language);
    const before = process.exitCode;
    await end(output, async () => {
      await wrong[name]?.(session, output);
      return 0;
    });
    const exit = process.exitCode;
    process.exitCode = before;
    return { output, exit };
  }

  it.each(Object.keys(wrong))('is told in the language of the reader: %s', async (name) => {
    const [french, other] = [await stopped(name, 'fr'), await stopped(name, 'en')];
    expect(french.exit).toBe(2);
    const lines = french.output.warned;
    const own = lines.filter((line) => !line.startsWith('  '));
    expect(own).toHaveLength(2);
    expect(own[1]).toMatch(/^Que faire : ./u);
    // What zod and the lines of faults say of a file stays as it is.
    const ours = name === 'a wave of nothing' ? own.slice(1) : own;
    expect(ours.join('\n')).not.toMatch(english);
    expect(other.output.warned.at(-1)).toMatch(/^What to do : ./u);
    expect(other.output.warned[0]).not.toBe(lines[0]);
  });

  it.each(Object.keys(wrong))('is the same for programs whatever the language: %s', async (name) => {
    const [french, other] = [await stopped(name, 'fr'), await stopped(name, 'en')];
    expect(french.output.answers).toHaveLength(1);
    expect(french.output.answers).toEqual(other.output.answers);
    expect(other.output.answers).toMatchObject([{ error: { message: other.output.warned[0] } }]);
  });
});

describe('what stops one connection', () => {
  const refusing = { handle: () => ({ status: 401, headers: {}, body: '{}' }) };

  it('is told in the language of the reader, and programs have the English of the receipt', async () => {
    const at = await openMirrorStage({ before: (name, simulator) => (name === 'b' ? refusing : simulator) });
    try {
      const session: Session = { house: at.house, holder: 'cli', signal: new AbortController().signal };
      const [french, other] = [captured('fr'), captured('en')];
      expect(await sync(session, french)).toBe(4);
      expect(french.text).toContain('b · accès refusé : b : ');
      expect(french.text).toContain('Que faire : renouvelez les identifiants de b');
      expect(french.text).not.toContain('renew the credentials');
      expect(await sync(session, other)).toBe(4);
      expect(other.text).toContain('What to do : renew the credentials of b');
      for (const { answers } of [french, other]) {
        const { connections } = answers.at(-1) as SyncReceipt;
        const error = connections.find(({ connection }) => connection === 'b')?.error;
        expect(error).toMatchObject({ code: 'unauthorized', advice: expect.stringMatching(/^renew the credentials/u) });
        expect(error?.french).toEqual({
          message: expect.stringMatching(/^accès refusé : b : /u),
          advice: expect.stringMatching(/^renouvelez les identifiants de b/u),
        });
      }
      const plan = captured('fr');
      await foresee(session, undefined, plan);
      expect(plan.text).toContain('b n’a pu être entendue : accès refusé : b : ');
    } finally {
      await at.close();
    }
  });
});
