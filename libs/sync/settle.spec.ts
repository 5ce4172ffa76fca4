import { describe, expect, it } from '@jest/globals';
import { asIs, type Done, type Found, type Keyed, type NativeCommand } from '@passerelle/connector';
import { line, native, stage, type Stage } from '../../test/simulation/stage.js';
import { Halt } from './flow.js';
import { intentKey, ticketId } from './identity.js';
import { takeLeases } from './lease.js';
import { draftEntry } from './render.js';
import { runRoute } from './river.js';
import { settle } from './settle.js';
import { startStream, type Stream } from './stream.js';
import { startCounting } from './tally.js';

const id = ticketId('source', '1');
const creation = intentKey('target', id, 'create', '');

/** A ticket of two lines, planned and kept as if a process had died with everything in flight. */
async function inFlight(more: Parameters<typeof stage>[0] = {}, internal = false): Promise<Stage & { keys: string[] }> {
  const set = stage(more);
  set.natives.push(
    native('1', { entries: [line('Bonjour', internal ? { audience: 'internal' } : {}), line('Relance')] }),
  );
  const died = new Error('died');
  set.answer = () => Promise.reject(died);
  // The sink breaks off before anything is done: what is kept is exactly what a killed process leaves.
  await expect(runRoute(set.flow)).rejects.toBeInstanceOf(Halt);
  set.answer = () => null;
  set.sent.length = 0;
  const keys = (await set.flow.store.inState('target', 'in_flight', 9)).map(({ key }) => key);
  return Object.assign(set, { keys });
}

async function look(set: Stage, stream?: Stream) {
  const keeper = await takeLeases(set.flow, ['target']);
  const counter = startCounting(() => undefined);
  const at = await settle(set.flow, keeper, counter, stream ?? startStream(set.clock.now().getTime()));
  const rows = await set.flow.store.outboxOf([id]);
  return { at, tally: counter.tally, rows, states: rows.map(({ state }) => state) };
}
const found = (more: Partial<Done>): Found => ({
  verdict: 'landed',
  receipt: { key: 'k', outcome: 'done', id: 'sys9', ...more },
});

describe('settling what a dead process left in flight', () => {
  it('leaves it alone until nothing of it can arrive any more', async () => {
    const set = await inFlight();
    expect(set.keys).toHaveLength(3);
    const since = startStream(set.clock.now().getTime());
    const first = await look(set, since);
    expect(first.states).toEqual(['in_flight', 'in_flight', 'in_flight']);
    expect(first.at).toBe(new Date(since.since + 60_000).toISOString());
    set.clock.advance(59_999);
    expect((await look(set, since)).states).toEqual(['in_flight', 'in_flight', 'in_flight']);
    set.clock.advance(1);
    const last = await look(set, since);
    expect(last).toMatchObject({ at: null, states: ['queued', 'queued', 'queued'], tally: { settled: 3, dead: 0 } });
  });

  it('waits anew for what another host has sent between two turns of ours', async () => {
    const set = await inFlight();
    const stream = startStream(set.clock.now().getTime() - 60_000);
    // Ours had nothing in flight when it began.
    stream.first = false;
    expect((await look(set, stream)).states).toEqual(['in_flight', 'in_flight', 'in_flight']);
    set.clock.advance(60_000);
    expect((await look(set, stream)).states).toEqual(['queued', 'queued', 'queued']);
  });

  it('counts from the last moment at which it can have been sent, not from when it was kept', async () => {
    const set = await inFlight();
    set.clock.advance(3_600_000);
    const { states, at } = await look(set);
    // Control: by the instant of the attempt, it would be sent again at once.
    expect(Date.parse((await set.flow.store.outboxOf([id]))[0]?.attempts[0]?.at ?? '')).toBeLessThan(
      set.clock.now().getTime() - 60_000,
    );
    expect(states).toEqual(['in_flight', 'in_flight', 'in_flight']);
    expect(at).not.toBeNull();
  });

  it('believes at once what it finds, and looks for the lines in the ticket that it found', async () => {
    const set = await inFlight();
    const sought: Keyed<NativeCommand>[] = [];
    set.find = (command) => {
      sought.push(command);
      if (command.kind === 'create') return found({ number: 'INC9' });
      return command.kind === 'append' && command.entry.text.includes('Bonjour')
        ? found({ part: 'j1' })
        : { verdict: 'not-landed' };
    };
    const { states, tally } = await look(set);
    expect(states).toEqual(['obeyed', 'obeyed', 'in_flight']);
    expect(tally).toMatchObject({ settled: 2, created: 1, appended: 1 });
    expect(sought.slice(1).map((command) => (command.kind === 'append' ? command.id : ''))).toEqual(['sys9', 'sys9']);
    expect(await set.flow.store.bondsOf([id])).toEqual(
      expect.arrayContaining([expect.objectContaining({ native: 'sys9', number: 'INC9', origin: 'created' })]),
    );
  });

  it('knows nothing of the lines while nobody knows of the ticket', async () => {
    const set = await inFlight();
    // The creation is under way from another run's batch: its outcome is awaited longer than that of its lines.
    const stream = startStream(set.clock.now().getTime() - 100_000);
    stream.unknown.set(creation, { at: set.clock.now().getTime(), answered: false });
    const { states, at } = await look(set, stream);
    expect(states).toEqual(['in_flight', 'in_flight', 'in_flight']);
    expect(at).toBe(new Date(set.clock.now().getTime() + 60_000).toISOString());
  });

  it('asks a human when the target cannot tell, for the ticket and for what was to follow it', async () => {
    const set = await inFlight();
    set.find = (command) => (command.kind === 'create' ? { verdict: 'undecided', why: asIs('two of them') } : null);
    const stream = startStream(set.clock.now().getTime() - 60_000);
    const { rows } = await look(set, stream);
    expect(rows.map(({ state }) => state)).toEqual(['dead', 'dead', 'dead']);
    expect(rows[0]?.trouble).toMatchObject({
      kind: 'conflict',
      message: { en: expect.stringContaining('two of them'), fr: expect.stringContaining('impossible de savoir') },
    });
    expect(rows[1]?.trouble?.message.en).toContain('nobody knows whether its ticket was created');
  });

  it('stops when it finds an internal line in public, takes it back and keeps it for a human', async () => {
    const set = await inFlight({}, true);
    set.find = (command) => {
      if (command.kind === 'create') return found({});
      return command.kind === 'append' && command.entry.audience === 'internal'
        ? found({ part: 'j1', audience: 'public' })
        : null;
    };
    const stopped = look(set);
    await expect(stopped).rejects.toMatchObject({ why: 'visibility' });
    await expect(stopped).rejects.toThrow('requester');
    expect(set.sent).toMatchObject([{ kind: 'retract', id: 'sys9', entry: 'j1' }]);
    expect((await set.flow.store.outboxOf([id])).map(({ state }) => state)).toEqual(['obeyed', 'dead', 'in_flight']);
  });

  it('leaves one line to a human when it is found where another stands, and goes on', async () => {
    const set = await inFlight();
    set.find = (command) => (command.kind === 'create' ? found({}) : found({ part: 'the same' }));
    const { states, rows } = await look(set);
    expect(states).toEqual(['obeyed', 'obeyed', 'dead']);
    expect(rows[2]?.trouble?.message.en).toContain('the same');
  });

  it('settles more than it loads at once', async () => {
    const set = stage();
    const entries = Array.from({ length: 60 }, (_, at) => line(`Ligne ${at}`, { id: `e${at}` }));
    for (let nth = 0; nth < 100; nth += 1) set.natives.push(native(String(nth), { entries }));
    set.answer = () => Promise.reject(new Error('died'));
    await expect(runRoute({ ...set.flow, limits: { ...set.flow.limits, lanes: 1 } })).rejects.toBeInstanceOf(Halt);
    const keeper = await takeLeases(set.flow, ['target']);
    const stream = startStream(set.clock.now().getTime() - 60_000);
    expect((await set.flow.store.outboxTally('target')).in_flight).toBe(6_100);
    expect(
      await settle(
        set.flow,
        keeper,
        startCounting(() => undefined),
        stream,
      ),
    ).toBeNull();
    expect((await set.flow.store.outboxTally('target')).in_flight).toBe(0);
  });
});

describe('settling what this run itself sent', () => {
  const known = (set: Stage, answered: boolean): Stream => {
    const stream = startStream(set.clock.now().getTime() - 60_000);
    for (const key of [creation]) stream.unknown.set(key, { at: set.clock.now().getTime(), answered });
    return stream;
  };

  it('believes the tool that answered, and waits for one that did not', async () => {
    const set = await inFlight();
    expect((await look(set, known(set, false))).states[0]).toBe('in_flight');
    expect((await look(set, known(set, true))).states[0]).toBe('queued');
  });

  it('backs off, and gives up what never lands', async () => {
    const set = await inFlight({ limits: { tries: 3 } });
    const stream = known(set, true);
    stream.failures.set(creation, 2);
    const now = set.clock.now().toISOString();
    const { rows } = await look(set, stream);
    expect(rows[0]?.state).toBe('queued');
    expect((rows[0]?.due ?? '') > now).toBe(true);
    const again = await inFlight({ limits: { tries: 3 } });
    const tired = known(again, true);
    tired.failures.set(creation, 3);
    expect((await look(again, tired)).rows[0]).toMatchObject({ state: 'dead', trouble: { kind: 'conflict' } });
  });
});

describe('an update of which only an older rendering arrived', () => {
  it('is told anew, on top of what arrived', async () => {
    const set = stage();
    set.natives.push(native('1', { fields: { titre: 'un' } }));
    await runRoute(set.flow);
    set.natives[0] = native('1', { fields: { titre: 'deux' } });
    set.answer = () => Promise.reject(new Error('died'));
    await expect(runRoute(set.flow)).rejects.toBeInstanceOf(Halt);
    const [row] = await set.flow.store.inState('target', 'in_flight', 9);
    const older = row!.attempts[0]!;
    // The first rendering said «un et demi» and arrived late; the second was lost.
    await set.flow.store.commit({ resolutions: [{ key: row!.key, state: 'queued' }] });
    await set.flow.store.commit({ attempts: [{ key: row!.key, attempt: older }] });
    const ticket = [...set.tool.tickets.values()][0]!;
    let looks = 0;
    set.find = (command) => {
      if (command.kind !== 'update') return null;
      looks += 1;
      return looks === 2
        ? found({ id: ticket.id, says: { short_description: 'un et demi' } })
        : { verdict: 'not-landed' };
    };
    ticket.fields.set('short_description', { value: 'un et demi', by: 'river', at: 0 });
    set.answer = () => null;
    set.sent.length = 0;
    const tally = await runRoute(set.flow);
    expect(set.sent).toMatchObject([{ kind: 'update', fields: { short_description: 'deux' } }]);
    expect(tally).toMatchObject({ settled: 1, updated: 1, dead: 0 });
    expect(ticket.fields.get('short_description')?.value).toBe('deux');
  });
});

describe('the mark of a line', () => {
  it('is in the text that is sent, so that it can be found', async () => {
    const set = stage();
    set.natives.push(native('1', { entries: [line('Bonjour')] }));
    await runRoute(set.flow);
    const whole = (await set.flow.store.tickets([id])).get(id)!;
    const draft = draftEntry({ route: set.flow.route, mouth: set.flow.mouth, whole }, whole.entries[0]!)!;
    expect(draft.text.startsWith(draft.mark)).toBe(true);
    expect([...set.tool.tickets.values()][0]?.entries[0]?.mark).toBe(draft.mark);
  });
});
