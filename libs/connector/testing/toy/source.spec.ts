import { describe, expect, it } from '@jest/globals';
import type { TicketSource } from '../../contract/source.js';
import { openDoor } from '../../door/open-door.js';

import { simulatorAdapter } from '../simulation/adapter.js';
import { manualClock, seededRandom } from '../simulation/ports.js';
import { toy } from './connector.js';
import { toyWorld } from './world.js';

function open(behind: number) {
  const clock = manualClock();
  // The tool's own clock is set back by so much.
  let back = 0;
  const toolClock = { ...clock, now: () => new Date(clock.now().getTime() - back) };
  const random = seededRandom(1);
  const world = toyWorld({ clock: toolClock, random });
  const adapter = simulatorAdapter(world.simulator!);
  const { source } = toy.connect({
    connection: 'jouet',
    config: toy.config.parse({ ...(world.config('https://jouet.example') as object), behind }),
    zone: 'Europe/Paris',
    folder: '/',
    door: (url, pace) => openDoor({ connection: 'jouet', url, pace, clock, random, adapter }),
    clock,
    random,
    warn: () => undefined,
  });
  return { source: source!, world, setBack: (ms: number) => void (back = ms) };
}

async function read(source: TicketSource, cursor: string | null) {
  const ids: string[] = [];
  let last = cursor;
  for await (const page of source.pull(cursor)) {
    ids.push(...page.items.map(({ id }) => id));
    last = page.cursor;
  }
  return { ids, cursor: last };
}

describe('the clock of a tool that is set back', () => {
  it('hides nothing that is opened after it, where the cursor stays further behind', async () => {
    const { source, world, setBack } = open(10_000);
    await world.humans.open('Écran noir');
    const { cursor } = await read(source, null);
    setBack(5_000);
    const late = await world.humans.open('Clavier');
    expect((await read(source, cursor)).ids).toContain(late);
  });

  it('stops the reading, rather than lose anything in silence, where the cursor does not', async () => {
    const { source, world, setBack } = open(0);
    await world.humans.open('Écran noir');
    const { cursor } = await read(source, null);
    setBack(5_000);
    await world.humans.open('Clavier');
    await expect(read(source, cursor)).rejects.toThrow(/ahead of the tool's clock/u);
  });
});
