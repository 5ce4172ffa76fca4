import { afterEach, describe, expect, it } from '@jest/globals';
import { SchedulerRegistry } from '@nestjs/schedule';
import { createLog } from '@passerelle/runtime';
import { openMirrorStage, type MirrorStage } from '../../libs/runtime/testing/mirror-stage.js';
import { MirrorRunner } from './mirror-runner.js';
import { MirrorSchedule } from './mirror-schedule.js';
import { Turns } from './turns.js';
import { WordWatch } from './word-watch.js';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Night {
  readonly at: MirrorStage;
  readonly schedule: MirrorSchedule;
  /** Calls of each tool since the last time that somebody asked. */
  readonly calls: (name: string) => number;
}

/** The stage's clock begins at nine in the morning of Paris. */
async function night(quiet: string): Promise<Night> {
  const asked = new Map<string, number>();
  const at = await openMirrorStage({
    connections: { a: `every: 30s, pace: { quiet: ${quiet} }`, b: `every: 30s, pace: { quiet: ${quiet} }` },
    before: (name, simulator) => ({
      handle: (request) => {
        asked.set(name, (asked.get(name) ?? 0) + 1);
        return simulator.handle(request);
      },
    }),
  });
  const log = createLog({ level: 'error', secrets: [] });
  const registry = new SchedulerRegistry();
  const runner = new MirrorRunner(at.house, log, new Turns());
  const schedule = new MirrorSchedule(at.house, log, registry, runner, new WordWatch(at.house, log));
  ends.push(async () => {
    for (const name of registry.getIntervals()) registry.deleteInterval(name);
    await runner.beforeApplicationShutdown();
    for (const name of registry.getTimeouts()) registry.deleteTimeout(name);
    await at.close();
  });
  schedule.onApplicationBootstrap();
  for (const name of ['a', 'b']) await runner.turn(name, { pull: false, backlog: false });
  asked.clear();
  return {
    at,
    schedule,
    calls: (name) => {
      const count = asked.get(name) ?? 0;
      asked.delete(name);
      return count;
    },
  };
}

describe('in quiet hours', () => {
  it('nothing is asked by itself: neither in turn nor on the slow clock', async () => {
    const { at, schedule, calls } = await night("['08:00-18:00']");
    await at.world('a').humans.open('Ancien');
    at.clock.advance(3_600_000);
    expect(await schedule.tick('a')).toBeNull();
    await schedule.full();
    await schedule.wake();
    expect([calls('a'), calls('b')]).toEqual([0, 0]);
  });

  it('who is woken is heard, and what a person just said is told', async () => {
    const { at, schedule } = await night("['08:00-18:00']");
    for (let nth = 0; nth < 3; nth += 1) await at.world('a').humans.open(`Ancien ${nth}`);
    at.clock.advance(3_600_000);
    await at.world('a').humans.open('À l’instant');
    at.clock.advance(1_000);
    expect((await schedule.look('a'))?.error).toBeNull();
    expect(await at.world('b').tickets()).toHaveLength(1);
    expect((await at.store.outboxTally('b')).queued).toBe(3);
    // They end at six in the evening, and the rest is told.
    at.clock.advance(9 * 3_600_000);
    await schedule.tick('a');
    await schedule.wake();
    expect(await at.world('b').tickets()).toHaveLength(4);
  });

  it('and outside them everything goes on: the control', async () => {
    const { at, schedule, calls } = await night("['22:00-06:00']");
    for (let nth = 0; nth < 3; nth += 1) await at.world('a').humans.open(`Ancien ${nth}`);
    at.clock.advance(3_600_000);
    await schedule.tick('a');
    expect(calls('a')).toBeGreaterThan(0);
    expect(await at.world('b').tickets()).toHaveLength(3);
  });
});
