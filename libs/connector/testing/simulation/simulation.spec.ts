import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { openDoor } from '../../door/open-door.js';
import type { HttpDoor, HttpRequest } from '../../door/door.js';
import type { Fault } from '../../fault.js';
import { simulatorAdapter } from './adapter.js';
import type { ToolRequest, ToolResponse } from './exchange.js';
import { manualClock, seededRandom } from './ports.js';
import { virtualClock, type VirtualClock } from './virtual-clock.js';

function simulated(
  answer: Partial<ToolResponse>,
  transit = 0,
): { door: HttpDoor; clock: VirtualClock; seen: ToolRequest[] } {
  const clock = virtualClock();
  const seen: ToolRequest[] = [];
  const handle = (request: ToolRequest): ToolResponse => {
    seen.push(request);
    return { status: 200, headers: {}, body: '', ...answer };
  };
  const adapter = simulatorAdapter({ handle }, { clock, transit: () => transit });
  const settings = { connection: 'tool', url: 'http://tool.example/glpi', pace: {}, random: seededRandom(1) };
  return { door: openDoor({ ...settings, clock, adapter }), clock, seen };
}

const write: HttpRequest = { method: 'POST', path: '/tickets', effect: 'write', body: 'créé' };

describe('a simulated network', () => {
  it('hands the tool what a server would see, and the door what the tool answers', async () => {
    const { door, clock, seen } = simulated({ status: 201, headers: { 'X-Number': '7' }, body: 'reçu 🙂' });
    const query = { q: 'à b' };
    const answer = await clock.run(door.send({ ...write, query, headers: { Accept: 'text/plain' } }));
    expect(answer).toMatchObject({ status: 201, headers: { 'x-number': '7' } });
    expect(answer.body.toString()).toBe('reçu 🙂');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/glpi/tickets?q=%C3%A0%20b', body: Buffer.from('créé') });
    expect(seen[0]?.headers).toMatchObject({ host: 'tool.example', accept: 'text/plain', 'content-length': '6' });
  });

  it('takes the time that it is told to take', async () => {
    const { door, clock } = simulated({ delay: 2_000 }, 30);
    const start = clock.now().getTime();
    await clock.run(door.send(write));
    expect(clock.now().getTime() - start).toBe(2_030);
  });

  it('lets a request time out after it had its effect', async () => {
    const { door, clock, seen } = simulated({ delay: 80_000 });
    const start = clock.now().getTime();
    const fault = await clock.run(door.send(write).catch((error: unknown) => error));
    expect(fault).toMatchObject({ kind: 'unavailable', landed: 'unknown' });
    expect((fault as Fault).message).toBe('tool: no whole answer to POST /tickets within 75 s');
    expect([seen.length, clock.now().getTime() - start]).toEqual([1, 75_000]);
  });

  it('breaks connections and keeps to the size limit', async () => {
    const cut = simulated({ cut: true });
    const fault = await cut.clock.run(cut.door.send(write).catch((error: unknown) => error));
    expect(fault).toMatchObject({ kind: 'unavailable', landed: 'unknown' });
    const large = simulated({ body: Buffer.alloc(11) });
    const other = await large.clock.run(large.door.send({ ...write, maxBytes: 10 }).catch((error: unknown) => error));
    expect(other).toMatchObject({ kind: 'malformed' });
  });

  it('streams both ways', async () => {
    const { door, clock, seen } = simulated({ body: 'contenu' });
    const body = Readable.from([Buffer.from('pièce '), Buffer.from('jointe')]);
    const answer = await clock.run(door.stream({ ...write, body }));
    expect((await buffer(answer.body)).toString()).toBe('contenu');
    expect(seen[0]?.body.toString()).toBe('pièce jointe');
  });
});

describe('a virtual clock', () => {
  it('wakes sleepers in the order of their instants, each at its own', async () => {
    const clock = virtualClock('2026-01-05T08:00:00Z');
    const woke: string[] = [];
    const sleep = async (ms: number): Promise<void> => {
      await clock.sleep(ms);
      woke.push(`${ms} ${clock.now().toISOString().slice(17)}`);
    };
    await clock.run(Promise.all([sleep(3_000), sleep(1_000), sleep(2_000)]));
    expect(woke).toEqual(['1000 01.000Z', '2000 02.000Z', '3000 03.000Z']);
  });

  it('lets a sleeper be stopped, and says when nobody can go on', async () => {
    const clock = virtualClock();
    const stop = new AbortController();
    const sleeping = clock.sleep(1_000, stop.signal);
    stop.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(clock.sleep(1, stop.signal)).rejects.toThrow('enough');
    await expect(clock.run(new Promise(() => undefined))).rejects.toThrow('everybody waits for somebody else');
  });
});

describe('a manual clock', () => {
  it('stands still until it is moved, by a sleeper or by hand, and hears a signal', async () => {
    const clock = manualClock('2026-01-05T08:00:00Z');
    await clock.sleep(1_500);
    clock.advance(500);
    expect(clock.now().toISOString()).toBe('2026-01-05T08:00:02.000Z');
    await expect(clock.sleep(1, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});
