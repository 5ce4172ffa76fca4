import { describe, expect, it } from '@jest/globals';
import type { Connector, Keyed, NativeCommand, Receipt } from '@passerelle/connector';
import { manualClock } from '@passerelle/connector/testing';
import { memoryStore, type Store } from '@passerelle/sync';
import { sound } from '../testing/definitions.js';
import { instancePin, pinned } from './instance-pin.js';

const command: Keyed<NativeCommand> = {
  key: 'a'.repeat(32),
  kind: 'create',
  ticket: { class: 'incident', fields: {}, at: null },
};

/** A tool that counts what is written to it. */
function tool(instance: string | null, ok = true) {
  const written: string[] = [];
  let checks = 0;
  const connector: Connector = {
    check: async () => {
      checks += 1;
      return { ...sound(instance), ok };
    },
    sink: {
      accepts: new Set(['create'] as const),
      settled: 0,
      keeps: async () => ({ author: false, instant: false, silence: false }),
      find: async () => ({ verdict: 'not-landed' }),
      normal: (_, __, value) => value,
      async *apply(batch): AsyncGenerator<Receipt> {
        for (const { key } of batch) {
          written.push(key);
          yield { key, outcome: 'done', id: '1' };
        }
      },
    },
  };
  return { connector, written, checks: () => checks };
}

async function write({ sink }: Connector): Promise<number> {
  let receipts = 0;
  for await (const receipt of sink?.apply([command]) ?? []) receipts += receipt.outcome === 'done' ? 1 : 0;
  return receipts;
}

const open = (store: Store, connector: Connector, wanted: string | null = null): Connector =>
  pinned('servicenow', connector, instancePin('servicenow', store, manualClock()), wanted);

describe('a connection', () => {
  it('is not written to once another instance answers under its name', async () => {
    const store = memoryStore();
    await open(store, tool('exemple:1').connector).check();
    const clone = tool('exemple-clone:2');
    await expect(write(open(store, clone.connector))).rejects.toMatchObject({
      why: 'another-instance',
      message: expect.stringContaining('set up against exemple:1, exemple-clone:2 answers'),
    });
    expect(clone.written).toEqual([]);
    // The control: unguarded, the clone is written to.
    expect(await write(clone.connector)).toBe(1);
  });

  it('hands on all that a sink is told, and all that it says of itself', async () => {
    const asked: unknown[] = [];
    const { connector } = tool('exemple:1');
    const others = new Map([['1', new Set(['line-2'])]]);
    const sink: NonNullable<Connector['sink']> = {
      ...connector.sink!,
      amends: new Set(['tasks']),
      find: async (...given) => {
        asked.push(given[1]);
        return { verdict: 'not-landed' };
      },
      async *apply(...given) {
        asked.push(given[2]);
        yield* connector.sink!.apply(...given);
      },
    };
    const guarded = open(memoryStore(), { ...connector, sink }).sink;
    for await (const { outcome } of guarded?.apply([command], undefined, others) ?? []) expect(outcome).toBe('done');
    await guarded?.find(command, new Set(['line-2']));
    // A line that is known to be somebody's is not taken for ours because our mark was pasted into it.
    expect(asked).toEqual([others, new Set(['line-2'])]);
    expect(guarded?.amends).toEqual(new Set(['tasks']));
  });

  it('says so when it is checked', async () => {
    const store = memoryStore();
    await open(store, tool('exemple:1').connector).check();
    const health = await open(store, tool('exemple-clone:2').connector).check();
    expect(health.ok).toBe(false);
    expect(health.findings).toEqual([expect.objectContaining({ name: 'instance', ok: false, blocking: true })]);
    expect(health.findings[0]?.detail).toMatchObject({
      fr: expect.stringContaining('c’est exemple-clone:2 qui répond'),
      en: expect.stringContaining('exemple-clone:2 answers'),
    });
    expect((await open(store, tool('exemple:1').connector).check()).ok).toBe(true);
  });

  it('is written to where the same instance answers, and looked at once', async () => {
    const store = memoryStore();
    const { connector, checks } = tool('exemple:1');
    const guarded = open(store, connector);
    expect(await write(guarded)).toBe(1);
    expect(await write(guarded)).toBe(1);
    expect(checks()).toBe(1);
    expect(await instancePin('servicenow', store, manualClock()).read()).toBe('exemple:1');
  });

  it('is looked at again after a check has seen a stranger', async () => {
    const store = memoryStore();
    let instance = 'exemple:1';
    const { connector } = tool(null);
    const guarded = open(store, { ...connector, check: async () => sound(instance) });
    expect(await write(guarded)).toBe(1);
    instance = 'exemple-clone:2';
    await guarded.check();
    await expect(write(guarded)).rejects.toMatchObject({ why: 'another-instance' });
    instance = 'exemple:1';
    expect(await write(guarded)).toBe(1);
  });

  it('is set up against what the configuration wants, and against it alone', async () => {
    const store = memoryStore();
    await open(store, tool('host:exemple.fr').connector).check();
    // The account was given the right to read the name: the configuration says that it is the same.
    expect(await write(open(store, tool('exemple:1').connector, 'exemple:1'))).toBe(1);
    expect(await write(open(store, tool('exemple:1').connector))).toBe(1);
    await expect(write(open(store, tool('exemple:2').connector, 'exemple:1'))).rejects.toMatchObject({
      why: 'another-instance',
    });
  });

  it('remembers nothing that a failing check has seen', async () => {
    const store = memoryStore();
    await open(store, tool('portal', false).connector).check();
    expect(await instancePin('servicenow', store, manualClock()).read()).toBeNull();
    expect((await open(store, tool('exemple:1').connector).check()).ok).toBe(true);
  });

  it('is left alone where its tool has no identity, or nothing can be written', async () => {
    const store = memoryStore();
    expect(await write(open(store, tool(null).connector))).toBe(1);
    const { sink: _, ...reader } = tool('exemple:1').connector;
    expect(open(store, reader).sink).toBeUndefined();
  });
});
