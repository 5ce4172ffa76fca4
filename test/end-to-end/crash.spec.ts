import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seededRandom } from '@passerelle/connector/testing';
import { findRoot } from '@passerelle/runtime';
import { manyTickets } from './export.js';
import { openStage, type Stage } from './stage.js';

const kills = 50;
/** Tickets of the first export, and of each newer one that comes when a run got to its end alive. */
const atOnce = 150;
const entries = 4;

describe('a run that is killed', () => {
  let stage: Stage;
  beforeAll(async () => {
    // Small batches, so that a run has many points to die at.
    stage = await openStage({ tickets: manyTickets(atOnce, entries), connection: 'settled: 5, batch: { size: 3 }' });
  });
  afterAll(() => stage.close());

  it(`loses and doubles nothing, killed at ${kills} random points and resumed each time`, async () => {
    const random = seededRandom(20251118);
    let died = 0;
    let tickets = atOnce;
    for (let run = 0; died < kills && run < 2 * kills; run++) {
      const calls = 1 + Math.floor(random.next() * 15);
      if (await runUntil(stage, calls, random.next() * 20)) died += 1;
      else stage.export(manyTickets((tickets += atOnce), entries));
    }
    expect(died).toBe(kills);
    expect(await runToTheEnd(stage)).toBe(0);
    const verification = await stage.verify();
    expect(verification.gaps).toEqual([]);
    expect(verification).toMatchObject({
      tickets: { seen: tickets, arrived: tickets },
      entries: { seen: tickets * entries, arrived: tickets * entries, crossed: 0 },
      whole: true,
    });
    // The tool's own truth: as many records, lines and files as the export has, and no line twice.
    const made = stage.sandbox.servicenow
      .records('sc_req_item')
      .filter((row) => row['correlation_display'] === 'passerelle');
    expect(made).toHaveLength(tickets);
    const lines = made.flatMap((row) =>
      stage.sandbox.servicenow.journal(String(row['sys_id'])).map(({ value }) => value),
    );
    expect(lines).toHaveLength(tickets * entries);
    expect(new Set(lines).size).toBe(lines.length);
    expect(made.flatMap((row) => stage.sandbox.servicenow.attachmentsOf(String(row['sys_id'])))).toHaveLength(
      tickets / 5,
    );
  }, 1_500_000);
});

function start(stage: Stage): ChildProcess {
  const main = join(findRoot(), 'dist/apps/cli/main.js');
  return spawn(
    process.execPath,
    [main, 'migrate', 'run', '-c', stage.configurationFile, '--accept-mails', '100000', '--json'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
}

/** Kills the run, as the system would, some milliseconds after it has made so many writes; false when it ended before. */
async function runUntil(stage: Stage, writes: number, milliseconds: number): Promise<boolean> {
  const { meter } = stage.sandbox.servicenow;
  const written = (): number =>
    [...meter.calls].reduce((sum, [call, count]) => sum + (call.startsWith('POST') ? count : 0), 0);
  const child = start(stage);
  const ended = once(child, 'exit');
  const before = written();
  let over = false;
  void ended.then(() => (over = true));
  while (!over && written() - before < writes) await new Promise((resolve) => setTimeout(resolve, 1));
  if (over) return false;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  const [, signal] = (await ended) as [number | null, string | null];
  return signal === 'SIGKILL';
}

async function runToTheEnd(stage: Stage): Promise<number | null> {
  const child = start(stage);
  let said = '';
  child.stderr?.on('data', (part: Buffer) => (said += part.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the last run ended with ${code}: ${said}`);
  return code;
}
