import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SchedulerRegistry } from '@nestjs/schedule';
import { createLog, mirrorRuns, resumePaused } from '@passerelle/runtime';
import type { Simulator } from '@passerelle/connector/testing';
import { Secret, asIs } from '@passerelle/connector';
import { openMirrorStage, type MirrorStage, type MirrorStageSetting } from '../../libs/runtime/testing/mirror-stage.js';
import { HookListener } from './hooks/hook-listener.js';
import { serveDoor, type HookServer } from './hooks/testing/hook-server.js';
import { MirrorRunner, type TurnOutcome } from './mirror-runner.js';
import { MirrorSchedule } from './mirror-schedule.js';
import { Turns } from './turns.js';
import { WordWatch } from './word-watch.js';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Staged {
  readonly at: MirrorStage;
  readonly runner: MirrorRunner;
  readonly schedule: MirrorSchedule;
  readonly registry: SchedulerRegistry;
  readonly outcomes: TurnOutcome[];
  readonly lines: string[];
  /** How often each tool was asked for what changed. */
  readonly pulls: Map<string, number>;
  readonly down: Set<string>;
}

async function staged(setting: MirrorStageSetting = {}): Promise<Staged> {
  const pulls = new Map<string, number>();
  const down = new Set<string>();
  const counted = (name: string, simulator: Simulator): Simulator => ({
    handle: (request) => {
      if (down.has(name)) return { status: 401, headers: {}, body: '{}' };
      if (/\/tickets\?.*since=/.test(request.url)) pulls.set(name, (pulls.get(name) ?? 0) + 1);
      return simulator.handle(request);
    },
  });
  const at = await openMirrorStage({ connections: { a: 'every: 30s', b: 'every: 30s' }, before: counted, ...setting });
  const lines: string[] = [];
  const log = createLog({ level: 'debug', secrets: [], sink: { write: (line) => void lines.push(line) } });
  const registry = new SchedulerRegistry();
  const runner = new MirrorRunner(at.house, log, new Turns());
  const schedule = new MirrorSchedule(at.house, log, registry, runner, new WordWatch(at.house, log));
  const outcomes: TurnOutcome[] = [];
  schedule.observe((outcome) => void outcomes.push(outcome));
  ends.push(async () => {
    for (const name of registry.getIntervals()) registry.deleteInterval(name);
    await runner.beforeApplicationShutdown();
    for (const name of registry.getTimeouts()) registry.deleteTimeout(name);
    await at.close();
  });
  return { at, runner, schedule, registry, outcomes, lines, pulls, down };
}

/** Everything that the start set going is over. */
async function started(here: Staged): Promise<void> {
  here.schedule.onApplicationBootstrap();
  for (const name of here.schedule.scheduled) await here.runner.turn(name, { pull: true, backlog: false });
  here.at.clock.advance(30_000);
}

const held = async (at: MirrorStage, name: string): Promise<number> => (await at.world(name).tickets()).length;

describe('the schedule of mirrors', () => {
  it('has one interval for each connection, one for the clocks and a slow one', async () => {
    const here = await staged({ connections: { a: 'every: 30s' } });
    await started(here);
    expect(here.registry.getIntervals().sort()).toEqual(['clocks', 'full', 'turn:a']);
    expect(here.schedule.scheduled).toEqual(['a', 'b']);
  });

  it('has nothing where no connection of a mirror has «every»', async () => {
    const here = await staged({ connections: {} });
    here.schedule.onApplicationBootstrap();
    expect([here.schedule.scheduled, here.registry.getIntervals()]).toEqual([[], []]);
    expect(await here.schedule.look('a')).toBeNull();
  });

  it('tells the others at once what one turn heard, though it is not their turn', async () => {
    const here = await staged();
    await started(here);
    await here.at.world('a').humans.open('Écran noir');
    await here.schedule.tick('a');
    expect(await held(here.at, 'b')).toBe(1);
    expect(
      here.outcomes
        .map(({ connection }) => connection)
        .slice(-2)
        .sort(),
    ).toEqual(['a', 'b']);
  });

  it('falls silent when nothing changed: one turn, nobody else is told', async () => {
    const here = await staged();
    await started(here);
    for (const name of ['a', 'b']) await here.schedule.tick(name);
    const before = here.outcomes.length;
    await here.schedule.tick('a');
    expect(here.outcomes).toHaveLength(before + 1);
  });

  it('leaves no record of turns in which only something waited for a human', async () => {
    const here = await staged();
    await started(here);
    const at = here.at.clock.now().toISOString();
    const said = { detail: asIs('d'), advice: asIs('a') };
    const stopped = { connection: 'a', native: 'x', number: null, reason: 'broken', run: 'r' } as const;
    await here.at.store.commit({ quarantined: [{ ...stopped, ...said, at }] });
    const before = (await here.at.store.runs(mirrorRuns)).length;
    for (let turn = 0; turn < 5; turn += 1) await here.schedule.tick('a');
    expect(await here.at.store.runs(mirrorRuns)).toHaveLength(before);
    await here.at.world('a').humans.open('Écran noir');
    await here.schedule.tick('a');
    expect((await here.at.store.runs(mirrorRuns)).length).toBeGreaterThan(before);
  });

  it('never lets one connection overlap itself, and makes one turn of many that say «look»', async () => {
    const here = await staged();
    await started(here);
    const before = here.pulls.get('a') ?? 0;
    const asked = await Promise.all(Array.from({ length: 50 }, () => here.schedule.look('a')));
    expect(asked.every((outcome) => outcome?.error === null)).toBe(true);
    expect((here.pulls.get('a') ?? 0) - before).toBe(1);
  });

  it('lets one that fails wait for a human, and the others go on', async () => {
    const here = await staged({ tools: { a: 'toy', b: 'toy', c: 'toy' }, connections: { a: 'every: 30s' } });
    await started(here);
    here.down.add('b');
    expect(await here.schedule.tick('b')).toMatchObject({ error: { code: 'unauthorized' } });
    expect(await here.schedule.tick('b')).toBeNull();
    expect(await here.schedule.look('b')).toBeNull();
    await here.at.world('a').humans.open('Écran noir');
    await here.schedule.tick('a');
    expect([await held(here.at, 'b'), await held(here.at, 'c')]).toEqual([0, 1]);
    expect(here.lines.join()).toContain('waits for a human');
    await here.schedule.full();
    expect(await held(here.at, 'b')).toBe(0);
    here.down.delete('b');
    here.at.clock.advance(1_000);
    await here.schedule.wake();
    expect(await held(here.at, 'b')).toBe(0);
    await resumePaused(here.at.house, ['connection:b']);
    await here.schedule.wake();
    expect(await held(here.at, 'b')).toBe(1);
  });

  it('looks at everything again on the slow clock, once a day', async () => {
    const here = await staged();
    await started(here);
    await here.schedule.full();
    const first = await here.at.store.run('scan:a');
    expect(first).toMatchObject({ report: { vanished: [], twins: [], doubt: null } });
    here.at.clock.advance(3_600_000);
    await here.schedule.full();
    expect((await here.at.store.run('scan:a'))?.started).toBe(first?.started);
    here.at.clock.advance(86_400_000);
    await here.schedule.full();
    expect((await here.at.store.run('scan:a'))?.started).not.toBe(first?.started);
  });

  it('gives rules their say when clocks run out, and tells whom it concerns', async () => {
    const closing = `rules:\n  - rule: clos\n    label: { fr: Clos, en: Closed }\n    when: { status: resolved }\n    after: 24h\n    do: { status: cancelled }\n`;
    const here = await staged({
      connections: { a: 'every: 30s, rules: [ici]' },
      files: { 'mappings/rules/ici.yaml': closing },
    });
    await started(here);
    const id = await here.at.world('a').humans.open('Écran noir');
    await here.at.world('a').humans.resolve?.(id);
    for (const name of ['a', 'b', 'a']) await here.schedule.tick(name);
    here.at.clock.advance(25 * 3_600_000);
    const before = (here.at.world('b').changes?.() ?? 0) + (here.at.world('a').changes?.() ?? 0);
    await here.schedule.wake();
    expect((here.at.world('b').changes?.() ?? 0) + (here.at.world('a').changes?.() ?? 0)).toBeGreaterThan(before);
  });

  it('does nothing any more once it stops', async () => {
    const here = await staged();
    await started(here);
    await here.runner.beforeApplicationShutdown();
    expect(await here.schedule.look('a')).toMatchObject({ error: { code: 'aborted' } });
    expect(await here.runner.once()).toBe(130);
  });
});

describe('all mirrors, run once', () => {
  it('say by an exit code how that went', async () => {
    const here = await staged();
    await here.at.world('a').humans.open('Écran noir');
    expect(await here.runner.once()).toBe(0);
    expect(await held(here.at, 'b')).toBe(1);
    here.down.add('b');
    expect(await here.runner.once()).toBe(4);
  });
});

describe('a webhook', () => {
  async function listening(here: Staged): Promise<HookServer> {
    const hooks = { a: { style: 'glpi' as const, secrets: [new Secret('clé')] } };
    const host = { ...here.at.configuration.host, listen: { address: '127.0.0.1', port: 0 }, hooks };
    const house = { ...here.at.house, configuration: { ...here.at.configuration, host } };
    const log = createLog({ level: 'error', secrets: [], sink: { write: () => undefined } });
    const listener = new HookListener(house, log, here.schedule);
    const server = await serveDoor(listener.door ?? (() => false));
    ends.push(() => server.close());
    return server;
  }

  async function post(url: string, secret: string): Promise<number> {
    const signature = createHmac('sha256', secret).update('{}1700000000').digest('hex');
    const headers = { 'x-glpi-signature': signature, 'x-glpi-timestamp': '1700000000' };
    return (await fetch(`${url}/hooks/a`, { method: 'POST', body: '{}', headers })).status;
  }

  it('that is signed makes one turn, and carries a change across', async () => {
    const here = await staged();
    await started(here);
    const listener = await listening(here);
    await here.at.world('a').humans.open('Écran noir');
    const before = here.pulls.get('a') ?? 0;
    const answers = [await post(listener.url, 'clé'), await post(listener.url, 'clé')];
    while ((await held(here.at, 'b')) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(answers).toEqual([204, 204]);
    expect((here.pulls.get('a') ?? 0) - before).toBe(1);
  });

  it('that is not makes none', async () => {
    const here = await staged();
    await started(here);
    const listener = await listening(here);
    const before = here.outcomes.length;
    expect(await post(listener.url, 'clef')).toBe(401);
    expect(here.outcomes).toHaveLength(before);
  });

  it('is not listened for where no secret is configured', async () => {
    const here = await staged();
    const listener = new HookListener(here.at.house, here.at.house.log, here.schedule);
    expect(listener.door).toBeNull();
  });
});
