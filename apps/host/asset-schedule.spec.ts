import { afterEach, describe, expect, it } from '@jest/globals';
import { SchedulerRegistry } from '@nestjs/schedule';
import { createLog } from '@passerelle/runtime';
import { openMirrorStage } from '../../libs/runtime/testing/mirror-stage.js';
import { AssetSchedule } from './asset-schedule.js';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function staged(down: ReadonlySet<string> = new Set()) {
  const at = await openMirrorStage({
    before: (name, simulator) => ({
      handle: (request) =>
        down.has(name) && request.url.startsWith('/machines')
          ? { status: 404, headers: {}, body: '{}' }
          : simulator.handle(request),
    }),
  });
  const lines: string[] = [];
  const log = createLog({ level: 'debug', secrets: [], sink: { write: (line) => void lines.push(line) } });
  const registry = new SchedulerRegistry();
  const schedule = new AssetSchedule(at.house, log, registry);
  ends.push(async () => {
    for (const name of registry.getIntervals()) registry.deleteInterval(name);
    await schedule.beforeApplicationShutdown();
    await at.close();
  });
  return { at, schedule, registry, lines };
}

describe('inventories of a service that stays up', () => {
  it('are read at the start and on a clock of their own', async () => {
    const { at, schedule, registry } = await staged();
    for (const name of ['1', '2', '203-02']) await at.world('a').machines?.add(name);
    await schedule.onApplicationBootstrap();
    expect(schedule.scheduled).toEqual(['a', 'b']);
    expect(registry.getIntervals()).toEqual(['machines:a', 'machines:b']);
    // The start is reading; whoever comes meanwhile is left out.
    expect(await schedule.tick('a')).toBeNull();
    while ((await at.house.machines.all()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const name of ['3', '4', '203-02']) await at.world('b').machines?.add(name);
    while ((await schedule.tick('b')) === null) await new Promise((resolve) => setTimeout(resolve, 5));
    const records = await at.house.machines.all();
    const named = records.filter(({ said }) => said.name === '203-02');
    expect(named.map(({ connection }) => connection)).toEqual(['a', 'b']);
    expect(new Set(named.map(({ machine }) => machine)).size).toBe(1);
  });

  it('that fail keep nothing, are told, and stop nobody', async () => {
    const { at, schedule, lines } = await staged(new Set(['a']));
    await at.world('b').machines?.add('203-02');
    await schedule.onApplicationBootstrap();
    while ((await at.house.machines.all()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await schedule.beforeApplicationShutdown();
    expect((await at.house.machines.all()).map(({ connection }) => connection)).toEqual(['b']);
    expect(lines.some((line) => line.includes('"level":50') && line.includes('"connection":"a"'))).toBe(true);
  });
});
