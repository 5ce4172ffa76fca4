import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore, startEmbedded } from '@passerelle/store';
import { chance, type Chance } from '../simulation/chance.js';
import { differences } from './compare.js';
import { act, copies, openDesks, type Desks } from './desks.js';
import { configure, startHostProcess, type HostPlace } from './host-process.js';
import type { Deaths } from './simulated.js';

/** No life is longer, whatever it does. */
const longestLife = 30_000;
const quietRuns = 12;

export interface RealDeaths extends Deaths {
  /** What people did, and what was compared in both tools. */
  readonly people: {
    readonly needs: number;
    readonly lines: number;
    readonly internal: number;
    readonly files: number;
  };
}

/** Kills the service `count` times while people are at work in a ServiceNow and a GLPI, lets it come to rest, and compares. */
export async function dieForReal(count: number, seed: number, told: (done: number) => void): Promise<RealDeaths> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-kill-'));
  const place: HostPlace = { folder };
  const desks = await openDesks(seed);
  const by = chance(seed);
  const violations: string[] = [];
  try {
    configure(place, desks.all);
    let died = 0;
    for (let life = 0; died < count && life < 3 * count; life += 1) {
      for (let acts = by.below(6); acts > 0; acts -= 1) await act(desks, by);
      const end = await live(place, desks, by);
      if (end === null) died += 1;
      else violations.push(`the host ended by itself: ${end}`);
      told(died);
    }
    if (died < count) violations.push(`expected ${count} kills, ${died} came about`);
    violations.push(...(await settle(place, desks)), ...(await differences(desks)));
    if (violations.length > 0) violations.push(await ledgerOf(place, desks));
    const { needs, lines, files } = desks.deeds;
    const internal = lines.filter((line) => line.internal).length;
    return {
      points: died,
      violations,
      people: { needs: needs.length, lines: lines.length, internal, files: files.length },
    };
  } finally {
    await desks.close();
    // The server outlives whoever is killed; the last one to leave stops it.
    await (await startEmbedded({ folder: join(folder, 'data', 'postgres') })).stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * One life of the service: it is killed some milliseconds after so many writes, or as early in its start as chance has it.
 * Null where it was killed; else what it said.
 */
async function live(place: HostPlace, desks: Desks, by: Chance): Promise<string | null> {
  const host = startHostProcess(place, false);
  const writes = 1 + by.below(12);
  const early = by.happens(0.15) ? by.below(1_500) : longestLife;
  const before = desks.writes();
  const began = performance.now();
  let next = began;
  while (!host.over() && desks.writes() - before < writes && performance.now() - began < early) {
    await sleep(1);
    if (performance.now() < next) continue;
    await act(desks, by);
    next = performance.now() + by.below(800);
  }
  await sleep(by.next() * 20);
  host.kill();
  const signal = await host.ended;
  return signal === 'SIGKILL' ? null : host.said();
}

/** Runs until a whole one changes nothing in any tool and says that nothing is left; what is wrong otherwise. */
async function settle(place: HostPlace, desks: Desks): Promise<readonly string[]> {
  const changes = (): number => desks.all.reduce((sum, { world }) => sum + (world.changes?.() ?? 0), 0);
  let said = '';
  for (let left = quietRuns; left > 0; left -= 1) {
    const before = changes();
    const host = startHostProcess(place, true);
    await host.ended;
    said = host.said();
    if (host.code() === 0 && changes() === before) return [];
    await sleep(2_500);
  }
  return [`not quiet after ${quietRuns} runs: ${await leftIn(place, desks)} ${said.slice(-2_000)}`];
}

/** What the store keeps of tickets that are not once in each tool: to find out how that came. */
async function ledgerOf({ folder }: HostPlace, { all, deeds }: Desks): Promise<string> {
  const server = await startEmbedded({ folder: join(folder, 'data', 'postgres') });
  const opened = openStore(server.database);
  const lines: string[] = [];
  try {
    for (const { n, tool } of deeds.needs)
      for (const desk of all) {
        const ids = await copies(desk, n);
        if (ids.length === 1) continue;
        for (const [id, bond] of await opened.store.bonds(desk.name, ids)) {
          const rows = (await opened.store.outboxOf([bond.ticket])).map(
            ({ key, act: { kind }, connection, state, attempts }) =>
              `${kind} to ${connection} ${key} ${state}, sent ${attempts.map(({ at }) => at).join(' ')}`,
          );
          lines.push(`need ${n} of ${tool}: ${desk.name} ${id} is ${bond.ticket} ${bond.origin}`, ...rows);
        }
        for (const id of ids) lines.push(JSON.stringify((await desk.world.look(id))?.fields).slice(0, 3_000));
      }
    return lines.join('\n');
  } finally {
    await opened.close();
    await server.stop();
  }
}

async function leftIn({ folder }: HostPlace, { all }: Desks): Promise<string> {
  const server = await startEmbedded({ folder: join(folder, 'data', 'postgres') });
  const opened = openStore(server.database);
  try {
    const left = await Promise.all(
      all.map(async ({ name }) => {
        const [dead, postponed, quarantined] = await Promise.all([
          opened.store.inState(name, 'dead', 5),
          opened.store.postponed(name),
          opened.store.quarantined(name),
        ]);
        const why = dead.map(({ act: { kind }, trouble }) => `${kind}: ${trouble?.message.en}`);
        const stopped = quarantined.map(({ native, detail }) => `${native}: ${detail.en}`);
        return `${name}: dead ${why.join('; ')}, postponed ${postponed.length}, quarantined ${stopped.join('; ')}`;
      }),
    );
    return left.join(' | ');
  } finally {
    await opened.close();
    await server.stop();
  }
}
