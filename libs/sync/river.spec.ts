import { describe, expect, it } from '@jest/globals';
import { asIs, Fault } from '@passerelle/connector';
import { line, native, stage, type Stage } from '../../test/simulation/stage.js';
import { Halt, type Flow } from './flow.js';
import { ticketId } from './identity.js';
import { runRoute } from './river.js';

/** Counts the calls of a run to its store, so that a run that spins is seen to. */
function counted(set: Stage): { readonly flow: Flow; readonly calls: Record<string, number> } {
  const calls: Record<string, number> = {};
  const counting = Object.entries(set.flow.store).map(([name, call]: [string, (...given: unknown[]) => unknown]) => [
    name,
    (...given: unknown[]) => {
      calls[name] = (calls[name] ?? 0) + 1;
      if ((calls[name] ?? 0) > 2_000) throw new Error(`the run spins on ${name}`);
      return call(...given);
    },
  ]);
  return { flow: { ...set.flow, store: Object.fromEntries(counting) as Flow['store'] }, calls };
}

describe('a run', () => {
  it('carries everything over, and the next one says nothing', async () => {
    const set = stage({ page: 7, limits: { batch: 5 } });
    for (let nth = 0; nth < 50; nth += 1)
      set.natives.push(
        native(String(nth), { entries: [line(`Bonjour ${nth}`), line('Note', { audience: 'internal' })] }),
      );
    expect(await runRoute(set.flow)).toMatchObject({
      heard: 50,
      silent: 0,
      changed: 50,
      stopped: 0,
      planned: 50,
      created: 50,
      appended: 100,
      dead: 0,
    });
    const { writes } = set.tool;
    const again = await runRoute(set.flow);
    expect(again.heard).toBe(again.silent);
    expect(set.tool.writes).toBe(writes);
  });

  it('carries over a change, and a change back, and the same change once more', async () => {
    const set = stage();
    for (const titre of ['un', 'deux', 'un', 'deux', 'un', 'deux']) {
      set.natives[0] = native('1', { fields: { titre } });
      await runRoute(set.flow);
      expect([...set.tool.tickets.values()][0]?.fields.get('short_description')?.value).toBe(titre);
    }
  });

  it('reads all again after a change of mapping, and after a change back', async () => {
    const set = stage();
    set.natives.push(native('1'), native('2'));
    const heard: number[] = [];
    for (const mappingDigest of ['m1', 'm1', 'm2', 'm1'])
      heard.push((await runRoute({ ...set.flow, spring: { ...set.flow.spring, mappingDigest } })).heard);
    // The cursor is inclusive: without a change of mapping the last page is read again.
    expect(heard).toEqual([2, 2, 2, 2]);
    const paged = stage({ page: 1 });
    paged.natives.push(native('1'), native('2'));
    const last: number[] = [];
    for (const mappingDigest of ['m1', 'm1', 'm2', 'm1'])
      last.push((await runRoute({ ...paged.flow, spring: { ...paged.flow.spring, mappingDigest } })).heard);
    expect(last).toEqual([2, 1, 2, 2]);
  });

  it('tells what it is doing, with numbers that add up', async () => {
    const set = stage({ page: 3 });
    for (let nth = 0; nth < 9; nth += 1)
      set.natives.push(native(String(nth), { fields: { etat: nth === 4 ? 'Bizarre' : 'Nouveau' } }));
    const tally = await runRoute(set.flow);
    const tallies = set.told.flatMap((event) => (event.kind === 'tally' ? [event.tally] : []));
    for (const one of tallies) expect(one.heard).toBe(one.silent + one.changed + one.stopped);
    expect(tallies.at(-1)).toEqual(tally);
    expect(tally).toMatchObject({ heard: 9, changed: 8, stopped: 1 });
  });
});

describe('a run with nothing left but what waits for a human', () => {
  it('ends instead of spinning, although much is queued behind it', async () => {
    const set = stage();
    for (let nth = 0; nth < 30; nth += 1)
      set.natives.push(native(String(nth), { entries: [line('un'), line('deux')] }));
    Object.assign(set.flow.mouth.mapping, { journalFor: () => null });
    const { flow, calls } = counted(set);
    expect(await runRoute(flow)).toMatchObject({ created: 30, dead: 30 });
    expect(await flow.store.outboxTally('target')).toMatchObject({ queued: 30, dead: 30 });
    expect(calls['due']).toBeLessThan(20);
  });

  it('waits for what is due later without asking all the time', async () => {
    const set = stage({ limits: { lanes: 3 } });
    set.natives.push(native('1'));
    let times = 0;
    set.answer = ({ key }) => {
      times += 1;
      const fault = new Fault({
        kind: 'rate-limited',
        connection: 'target',
        message: asIs('slow'),
        status: 429,
        retryAfter: 600_000,
      });
      return times < 3 ? { key, outcome: 'failed', fault } : null;
    };
    const { flow, calls } = counted(set);
    const start = set.clock.now().getTime();
    expect(await runRoute(flow)).toMatchObject({ created: 1, dead: 0 });
    expect(set.clock.now().getTime() - start).toBeGreaterThanOrEqual(1_200_000);
    expect(set.told.filter(({ kind }) => kind === 'waiting').length).toBeGreaterThan(0);
    // The lease is renewed while it waits, so it looks up a few times in twenty minutes.
    expect(calls['due']).toBeLessThan(700);
  });
});

describe('a run that is stopped', () => {
  it('stops on request, is at rest when it says so, and goes on from there', async () => {
    const stop = new AbortController();
    const set = stage({ signal: stop.signal, page: 5, limits: { batch: 2, lanes: 2 } });
    for (let nth = 0; nth < 40; nth += 1) set.natives.push(native(String(nth), { entries: [line('Bonjour')] }));
    set.answer = () => {
      if (set.sent.length === 20) stop.abort();
      return null;
    };
    await expect(runRoute(set.flow)).rejects.toMatchObject({ why: 'aborted' });
    expect(await set.flow.store.leaseOf('target')).toBeNull();
    const sent = set.sent.length;
    const before = await set.flow.store.outboxTally('target');
    await new Promise(setImmediate);
    expect(set.sent).toHaveLength(sent);
    expect(await set.flow.store.outboxTally('target')).toEqual(before);
    await runRoute({ ...set.flow, signal: new AbortController().signal });
    expect(set.tool.tickets.size).toBe(40);
    expect([...set.tool.tickets.values()].every(({ entries }) => entries.length === 1)).toBe(true);
  });

  it('stops on request before anything else, too', async () => {
    const set = stage({ signal: AbortSignal.abort() });
    set.natives.push(native('1'));
    await expect(runRoute(set.flow)).rejects.toMatchObject({ why: 'aborted' });
    expect(set.sent).toEqual([]);
  });

  it('lets a batch end whose source broke down, and says what broke', async () => {
    const set = stage({ limits: { lanes: 1 } });
    set.natives.push(native('1', { entries: [line('un'), line('deux')] }));
    const down = new Fault({ kind: 'unavailable', connection: 'source', message: asIs('down') });
    const source = set.flow.spring.connector.source!;
    let sending: () => void;
    const begun = new Promise<void>((resolve) => (sending = resolve));
    set.answer = async () => {
      sending();
      await new Promise(setImmediate);
      return null;
    };
    Object.assign(set.flow.spring.connector, {
      source: {
        ...source,
        pull: async function* (...asked: Parameters<typeof source.pull>) {
          yield* source.pull(...asked);
          await begun;
          throw down;
        },
      },
    });
    await expect(runRoute(set.flow)).rejects.toBe(down);
    // Nothing is left in the air that the next run would have to look for.
    expect(await set.flow.store.outboxTally('target')).toEqual({ queued: 0, in_flight: 0, obeyed: 3, dead: 0 });
  });

  it('says first what is gravest, whatever broke before', async () => {
    const set = stage({ limits: { lanes: 1 } });
    set.tool.misfiles = true;
    set.natives.push(native('1', { entries: [line('Note', { audience: 'internal' })] }));
    const source = set.flow.spring.connector.source!;
    let broke = false;
    set.answer = async () => {
      while (!broke) await new Promise(setImmediate);
      await new Promise(setImmediate);
      return null;
    };
    Object.assign(set.flow.spring.connector, {
      source: {
        ...source,
        pull: async function* (...asked: Parameters<typeof source.pull>) {
          yield* source.pull(...asked);
          broke = true;
          throw new Fault({ kind: 'unavailable', connection: 'source', message: asIs('down') });
        },
      },
    });
    await expect(runRoute(set.flow)).rejects.toMatchObject({ why: 'visibility' });
  });

  it('stops a reading that hangs, and lanes that wait for it', async () => {
    const set = stage({ limits: { lanes: 3 } });
    set.natives.push(native('1'));
    const source = set.flow.spring.connector.source!;
    set.answer = () => Promise.reject(new Error('boum'));
    Object.assign(set.flow.spring.connector, {
      source: {
        ...source,
        pull: async function* (cursor: string | null, signal: AbortSignal) {
          yield* source.pull(cursor, signal);
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
        },
      },
    });
    await expect(runRoute(set.flow)).rejects.toThrow('boum');
  });

  it('stops reading when its target refuses the password', async () => {
    const set = stage({ page: 1 });
    for (let nth = 0; nth < 500; nth += 1) set.natives.push(native(String(nth)));
    set.answer = ({ key }) => ({
      key,
      outcome: 'failed',
      fault: new Fault({ kind: 'unauthorized', connection: 'target', message: asIs('no'), status: 401 }),
    });
    await expect(runRoute(set.flow)).rejects.toMatchObject({ why: 'unauthorized' });
    expect(
      (
        await set.flow.store.bonds(
          'source',
          set.natives.map(({ id }) => id),
        )
      ).size,
    ).toBeLessThan(500);
  });

  it('stops where another run has taken over, with nothing of its own kept', async () => {
    const set = stage();
    set.natives.push(native('1'));
    set.answer = async () => {
      set.clock.advance(31_000);
      await set.flow.store.lease('target', 'rival', set.clock.now().toISOString(), 30_000);
      return null;
    };
    await expect(runRoute(set.flow)).rejects.toMatchObject({ name: 'FencedOut' });
    expect((await set.flow.store.outboxOf([ticketId('source', '1')])).map(({ state }) => state)).toEqual(['in_flight']);
  });

  it.each([
    ['source', 'reads no tickets'],
    ['target', 'writes no tickets'],
  ])('does not begin with a %s that %s', async (end, message) => {
    const set = stage();
    const mute = { check: () => set.flow.mouth.connector.check() };
    const flow =
      end === 'source'
        ? { ...set.flow, spring: { ...set.flow.spring, connector: mute } }
        : { ...set.flow, mouth: { ...set.flow.mouth, connector: mute } };
    await expect(runRoute(flow)).rejects.toThrow(message);
    expect(await set.flow.store.leaseOf('target')).toBeNull();
  });
});

describe('a halt', () => {
  it('keeps its cause', () => {
    const cause = new Error('x');
    expect(new Halt('busy', 'y', cause)).toMatchObject({ why: 'busy', message: 'y', cause });
  });
});
