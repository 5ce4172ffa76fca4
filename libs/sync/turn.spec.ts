import { describe, expect, it } from '@jest/globals';
import { type Page, type NativeTicket, asIs } from '@passerelle/connector';
import { desk, mirrorRoute, type Desk } from '../../test/simulation/desk.js';
import { Halt } from './flow.js';
import { takeTurn, type Turn } from './turn.js';

const whole = { pull: true, backlog: true };
const quiet = { pull: false, backlog: false };

const turnOf = (at: Desk, name: string): Promise<Turn> => at.mirror.turn(name, 'run');

const queued = async (at: Desk, name: string): Promise<number> => (await at.store.outboxTally(name)).queued;

/** Reads as its tool does, but for what happens on the way to the first page. */
function reading(turn: Turn, first: () => Promise<void>): Turn {
  const { hearing } = turn;
  const source = hearing?.spring.connector.source;
  if (!hearing || !source) throw new Error('expected a connection that is heard');
  const pull = async function* (cursor: string | null, signal?: AbortSignal): AsyncIterable<Page<NativeTicket>> {
    await first();
    yield* source.pull(cursor, signal);
  };
  const connector = { ...hearing.spring.connector, source: { ...source, pull } };
  return { ...turn, hearing: { ...hearing, spring: { ...hearing.spring, connector } } };
}

async function thrown(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('expected that it throws');
}

describe('a turn', () => {
  it('is nobody’s where a tool is neither read nor written', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    const turn = { ...(await turnOf(at, 'a')), hearing: null, telling: null };
    await expect(takeTurn(turn, whole)).rejects.toThrow('a: its connector neither reads tickets nor writes any');
  });

  it.each(['all', 'connection:a'])('does nothing while «%s» is paused', async (scope) => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await at.tool('a').world.humans.open('Écran noir');
    await at.store.commit({ paused: [{ scope, since: at.clock.now().toISOString(), by: 'Nadia', why: '' }] });
    expect(await takeTurn(await turnOf(at, 'a'), whole)).toMatchObject({ tally: { heard: 0, planned: 0 }, next: null });
    expect(await at.store.leaseOf('a')).toBeNull();
    await at.store.commit({ unpaused: [scope] });
    expect((await takeTurn(await turnOf(at, 'a'), whole)).tally).toMatchObject({ heard: 1, planned: 1 });
  });

  it('does its work while another connection is paused', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await at.tool('a').world.humans.open('Écran noir');
    const since = at.clock.now().toISOString();
    await at.store.commit({ paused: [{ scope: 'connection:b', since, by: 'Nadia', why: '' }] });
    expect((await takeTurn(await turnOf(at, 'a'), whole)).tally).toMatchObject({ heard: 1, planned: 1 });
  });

  it('that does not listen only tells', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await at.tool('a').world.humans.open('Écran noir');
    await takeTurn(await turnOf(at, 'a'), whole);
    await at.tool('b').world.humans.open('Clavier');
    expect((await takeTurn(await turnOf(at, 'b'), quiet)).tally).toMatchObject({ heard: 0, created: 1 });
    expect(await at.tool('b').world.tickets()).toHaveLength(2);
    expect((await takeTurn(await turnOf(at, 'b'), whole)).tally).toMatchObject({ planned: 1 });
  });

  it('leaves what was heard before the route was there to a turn that looks for it', async () => {
    const at = await desk({
      tools: { a: 'toy', b: 'toy' },
      routes: [mirrorRoute(['a', 'b'], { only: { number: ['rien'] } })],
    });
    await at.tool('a').world.humans.open('Écran noir');
    await takeTurn(await turnOf(at, 'a'), whole);
    at.reroute([mirrorRoute(['a', 'b'])]);
    expect((await takeTurn(await turnOf(at, 'a'), { pull: true, backlog: false })).tally).toMatchObject({ planned: 0 });
    expect((await takeTurn(await turnOf(at, 'a'), whole)).tally).toMatchObject({ planned: 1 });
    expect(await queued(at, 'b')).toBe(1);
  });

  it('of quiet hours tells what somebody said just now, and leaves the rest', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await at.tool('a').world.humans.open('Il y a une heure');
    at.clock.advance(3_600_000);
    await at.tool('a').world.humans.open('À l’instant');
    await takeTurn(await turnOf(at, 'a'), whole);
    expect(await queued(at, 'b')).toBe(2);
    const { tally, next } = await takeTurn(await turnOf(at, 'b'), { ...quiet, urgentOnly: true });
    expect(tally).toMatchObject({ created: 1 });
    expect(next).not.toBeNull();
    expect(await queued(at, 'b')).toBe(1);
    expect((await takeTurn(await turnOf(at, 'b'), quiet)).tally).toMatchObject({ created: 1 });
  });

  it('sends nothing more once somebody else waits for the connection, and says that there is more', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await at.tool('a').world.humans.open('Écran noir');
    await takeTurn(await turnOf(at, 'a'), whole);
    const { tally, next } = await takeTurn({ ...(await turnOf(at, 'b')), enough: () => true }, whole);
    expect(tally).toMatchObject({ created: 0 });
    expect(next).not.toBeNull();
    expect(await queued(at, 'b')).toBe(1);
    expect(await takeTurn({ ...(await turnOf(at, 'b')), enough: () => false }, whole)).toMatchObject({
      tally: { created: 1 },
      next: null,
    });
  });
});

describe('a turn that breaks off', () => {
  it('gives its lease back and says why', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    const turn = reading(await turnOf(at, 'a'), () => Promise.reject(new Error('the disk is full')));
    await expect(takeTurn(turn, whole)).rejects.toThrow('the disk is full');
    expect(await at.store.leaseOf('a')).toBeNull();
  });

  it('on request says that the same command goes on', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    const stop = new AbortController();
    const turn = await turnOf(at, 'a');
    if (!turn.hearing || !turn.telling) throw new Error('expected both ways');
    const stopping = {
      ...turn,
      hearing: { ...turn.hearing, signal: stop.signal },
      telling: { ...turn.telling, signal: stop.signal },
    };
    const error = await thrown(
      takeTurn(
        reading(stopping, () => {
          stop.abort();
          return Promise.reject(new Error('socket hang up'));
        }),
        whole,
      ),
    );
    expect(error).toMatchObject({ why: 'aborted', message: 'stopped on request; the same command goes on' });
    expect((error as Halt).cause).toMatchObject({ message: 'socket hang up' });
    const crossed = await thrown(
      takeTurn(
        reading(stopping, () => Promise.reject(new Halt('visibility', 'an internal line is public'))),
        whole,
      ),
    );
    expect(crossed).toMatchObject({ why: 'visibility' });
  });

  it('tells of a lease that could not be given back, over the trouble that broke it off', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    const turn = await turnOf(at, 'a');
    if (!turn.hearing || !turn.telling) throw new Error('expected both ways');
    const store = { ...at.store, release: () => Promise.reject(new Error('the database is gone')) };
    const broken = { ...turn, hearing: { ...turn.hearing, store }, telling: { ...turn.telling, store } };
    await expect(
      takeTurn(
        reading(broken, () => Promise.reject(new Error('401'))),
        whole,
      ),
    ).rejects.toThrow('401');
    expect(at.told).toContainEqual({ kind: 'trouble', message: asIs('the database is gone') });
  });
});
