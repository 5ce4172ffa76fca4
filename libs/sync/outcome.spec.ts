import { describe, expect, it } from '@jest/globals';
import {
  asIs,
  Fault,
  type Done,
  type ErrorKind,
  type Keyed,
  type NativeCommand,
  type Receipt,
} from '@passerelle/connector';
import { stage } from '../../test/simulation/stage.js';
import { conclude, type Sent } from './outcome.js';
import type { Act, Bond, OutboxRow } from './ports/records.js';

const { flow } = stage({ limits: { tries: 3 } });
const none: ReadonlyMap<string, number> = new Map();

function row(key: string, act: Act, ticket = 't'): OutboxRow {
  return {
    key,
    connection: 'target',
    ticket,
    act,
    position: 0,
    route: 'source-vers-target',
    run: 'run-1',
    state: 'queued',
    due: '1970-01-01T00:00:00.000Z',
    tries: 0,
    attempts: [],
    trouble: null,
    since: null,
  };
}
const bond: Bond = {
  connection: 'target',
  native: 'sys1',
  class: 'request',
  number: 'INC1',
  url: null,
  ticket: 't',
  shadow: { digest: 'written', fields: { state: '1', priority: '4', short_description: 'Écran' } },
  version: '1',
  origin: 'created',
  run: 'run-0',
  tombstone: null,
};
const fault = (kind: ErrorKind, more: { status?: number; retryAfter?: number } = {}): Fault =>
  new Fault({ kind, connection: 'target', message: asIs('non'), ...more });
const create = (receipt: Receipt, ticket = 't'): Sent => ({
  row: row(receipt.key, { kind: 'create' }, ticket),
  command: { key: receipt.key, kind: 'create', ticket: { class: 'request', fields: { state: '1' }, at: null } },
  receipt,
  bond: null,
});
const append = (receipt: Receipt, more: Partial<Sent> = {}, audience: 'public' | 'internal' = 'public'): Sent => {
  const entry = { journal: 'comments', audience, text: 'x', author: null, at: null, mark: 'm' };
  const command: Keyed<NativeCommand> = { key: receipt.key, kind: 'append', id: 'sys1', entry };
  return { row: row(receipt.key, { kind: 'append', entry: `e-${receipt.key}` }), command, receipt, bond, ...more };
};
const update = (receipt: Receipt, fields: Record<string, string>, more: Partial<Sent> = {}): Sent => ({
  row: row(receipt.key, { kind: 'update', fields: ['title'] }),
  command: { key: receipt.key, kind: 'update', id: 'sys1', fields },
  receipt,
  bond,
  ...more,
});
const done = (key: string, more: Partial<Done> = {}): Done => ({ key, outcome: 'done', id: 'sys1', ...more });
const resolutionOf = (sent: Sent, failures = none) => conclude(flow, [sent], failures).changes.resolutions?.[0];

describe('what a receipt means', () => {
  it('is a bond with all that the tool says, after a creation', () => {
    const sent = create(done('k', { number: 'INC1', url: 'u', version: '7', says: { state: '1', priority: '4' } }));
    const { changes, counts } = conclude(flow, [sent], none);
    expect(counts).toMatchObject({ created: 1, dead: 0 });
    expect(changes.bonds).toEqual([
      {
        ...bond,
        url: 'u',
        version: '7',
        run: 'run-1',
        shadow: { digest: 'written', fields: { state: '1', priority: '4' } },
      },
    ]);
    expect(changes.resolutions).toEqual([{ key: 'k', state: 'obeyed' }]);
  });

  it('is one bond and a bond of each line, after a whole ticket', () => {
    const sent = [
      create(done('k')),
      append(done('a', { part: 'j1', version: '8' }), { bond: null }),
      append(done('b'), { bond: null }),
    ];
    const { changes, counts } = conclude(flow, sent, none);
    expect(changes.bonds).toHaveLength(1);
    expect(changes.bonds?.[0]).toMatchObject({ native: 'sys1', class: 'request', version: '8', origin: 'created' });
    expect(changes.entryBonds?.map(({ entry, native }) => [entry, native])).toEqual([
      ['e-a', 'j1'],
      ['e-b', null],
    ]);
    expect(counts).toMatchObject({ created: 1, appended: 2 });
  });

  it('makes no bond of a line whose ticket is not known to be there', () => {
    const sent = [
      create({ key: 'k', outcome: 'unknown', fault: fault('unavailable') }),
      append(done('a'), { bond: null }),
    ];
    expect(conclude(flow, sent, none).changes.bonds).toEqual([]);
  });

  it.each<[string, Receipt['outcome'], ErrorKind, 'queued' | 'dead' | undefined]>([
    ['waits for a human once it was refused', 'refused', 'rejected', 'dead'],
    ['waits for a human once its ticket is gone', 'failed', 'gone', 'dead'],
    ['waits for a human once somebody else was quicker', 'refused', 'conflict', 'dead'],
    ['is tried again when the tool was busy', 'failed', 'rate-limited', 'queued'],
    ['is tried again when the tool was down', 'failed', 'unavailable', 'queued'],
    ['stays queued behind a wrong password', 'failed', 'unauthorized', 'queued'],
    ['stays queued behind a wrong password however it was refused', 'refused', 'unauthorized', 'queued'],
    ['is left in flight when nobody knows', 'unknown', 'unavailable', undefined],
  ])('%s', (_, outcome, kind, expected) => {
    const receipt = { key: 'k', outcome, fault: fault(kind) } as Receipt;
    const resolution = resolutionOf(append(receipt));
    expect(resolution?.state).toBe(expected);
    expect(resolution?.trouble).toEqual(expected && { kind, message: { fr: 'target : non', en: 'target: non' } });
  });

  it('never buries for a wrong password, however often', () => {
    const receipt: Receipt = { key: 'k', outcome: 'failed', fault: fault('unauthorized') };
    expect(resolutionOf(append(receipt), new Map([['k', 99]]))?.state).toBe('queued');
    // Control: another passing trouble is given up.
    const busy: Receipt = { key: 'k', outcome: 'failed', fault: fault('rate-limited') };
    expect(resolutionOf(append(busy), new Map([['k', 99]]))?.state).toBe('dead');
  });

  it('waits longer each time, never beyond five minutes nor before the tool allows it', () => {
    const wait = (failures: number, retryAfter?: number): number => {
      const more = retryAfter === undefined ? {} : { retryAfter };
      const receipt: Receipt = { key: 'k', outcome: 'failed', fault: fault('rate-limited', more) };
      const patient = { ...flow, limits: { ...flow.limits, tries: 5_000 } };
      const { changes } = conclude(patient, [append(receipt)], new Map([['k', failures]]));
      return Date.parse(changes.resolutions?.[0]?.due ?? '') - flow.clock.now().getTime();
    };
    for (const [failures, most] of [
      [0, 2_000],
      [1, 4_000],
      [4, 32_000],
      [7, 256_000],
      [8, 300_000],
      [1_999, 300_000],
    ] as const) {
      expect(wait(failures)).toBeGreaterThanOrEqual(most / 2 - 1);
      expect(wait(failures)).toBeLessThanOrEqual(most);
    }
    expect(wait(0, 3_600_000)).toBe(3_600_000);
    expect(wait(0, 1)).toBeGreaterThanOrEqual(999);
  });

  it.each([
    [0, 'queued'],
    [1, 'queued'],
    [2, 'dead'],
  ])('gives up at the third failure of a run: after %i it is %s', (failures, state) => {
    const receipt: Receipt = { key: 'k', outcome: 'failed', fault: fault('unavailable') };
    expect(resolutionOf(append(receipt), new Map([['k', failures]]))?.state).toBe(state);
  });

  it('does not count against a line that the line before it was in trouble', () => {
    const failed = (key: string): Sent => append({ key, outcome: 'failed', fault: fault('unavailable') });
    const late = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    const { changes, failed: tried, counts } = conclude(flow, [failed('a'), failed('b')], late);
    expect(changes.resolutions).toEqual([
      expect.objectContaining({ key: 'a', state: 'queued' }),
      { key: 'b', state: 'queued' },
    ]);
    expect(tried.map(({ row: { key } }) => key)).toEqual(['a']);
    expect(counts.dead).toBe(0);
    // Control: alone, the same line is given up.
    expect(resolutionOf(failed('b'), late)?.state).toBe('dead');
  });

  it.each<[string, 'public' | 'internal', 'public' | 'internal' | undefined, boolean]>([
    ['internal and seen in public', 'internal', 'public', true],
    ['internal and seen so', 'internal', 'internal', false],
    ['internal and not read back', 'internal', undefined, false],
    ['public and seen in public', 'public', 'public', false],
    ['public and kept internal', 'public', 'internal', false],
  ])('sounds the alarm for what is %s: %s, %s, %s', (_, meant, seen, exposed) => {
    const outcome = conclude(
      flow,
      [append(done('k', { part: 'j1', ...(seen ? { audience: seen } : {}) }), {}, meant)],
      none,
    );
    expect(outcome.exposed).toHaveLength(exposed ? 1 : 0);
    expect(outcome.changes.resolutions?.[0]?.state).toBe(exposed ? 'dead' : 'obeyed');
    // It stands there all the same, and is not written a second time.
    expect(outcome.changes.entryBonds).toHaveLength(1);
  });
});

describe('the shadow after a command', () => {
  const shadow = (sent: Sent) => conclude(flow, [sent], none).changes.bonds?.[0]?.shadow?.fields;

  it('remembers what was sent as the tool keeps it', () => {
    const receipt = done('k', {
      says: { short_description: 'Écran noir' },
      dropped: [{ field: 'priority', sent: '1', kept: '4' }],
    });
    expect(shadow(update(receipt, { short_description: ' Écran noir ', priority: '1' }))).toEqual({
      state: '1',
      priority: '4',
      short_description: 'Écran noir',
    });
  });

  it.each<[string, string, string, string]>([
    ['what somebody typed in place of it', 'Écran noir', 'Imprimante', 'Écran noir'],
    ['what the tool cut', 'Écran noir dans la salle 12', 'Écran noir dans', 'Écran noir dans'],
    ['what the tool cut and marked', 'Écran noir dans la salle 12', 'Écran noir…', 'Écran noir…'],
    ['what the tool left as it stood', 'Écran noir', 'Écran', 'Écran'],
    ['what the tool emptied', 'Écran noir', '', ''],
  ])('of a title that reads back otherwise knows %s', (_, sent, kept, known) => {
    const dropped = [{ field: 'short_description', sent, kept }];
    const says = { short_description: kept };
    const seen = { short_description: 'Écran' };
    const { mapping } = flow.mouth;
    const reads: typeof mapping.read = (native) => ({
      ...mapping.read(native),
      said: { title: native.fields['short_description'] as string },
    });
    const reading = { ...flow, mouth: { ...flow.mouth, mapping: { ...mapping, read: reads } } };
    // A sink that tells what was not kept as sent, and one that does not.
    for (const receipt of [done('k', { says, dropped }), done('k', { says })]) {
      const sending = update(receipt, { short_description: sent }, { seen });
      const [after] = conclude(reading, [sending], none).changes.bonds ?? [];
      expect(after?.shadow?.fields['short_description']).toBe(known);
    }
  });

  it('does not take over what somebody changed there meanwhile', () => {
    const says = { state: '1', priority: '2', short_description: 'x' };
    expect(shadow(append(done('k', { says })))).toEqual(bond.shadow?.fields);
    expect(shadow(update(done('k', { says }), { short_description: 'x' }))).toMatchObject({ priority: '4' });
    const changed = { state: '1', priority: '2', short_description: 'Écran' };
    expect(shadow(update(done('k', { says }), { short_description: 'x' }, { seen: changed }))).toMatchObject({
      priority: '4',
    });
  });

  it('takes over what the tool changed because of our command', () => {
    const says = { state: '2', priority: '2', short_description: 'x' };
    const seen = { state: '1', priority: '4', short_description: 'Écran' };
    expect(shadow(update(done('k', { says }), { short_description: 'x' }, { seen }))).toEqual(says);
  });

  it('takes over what both say', () => {
    const sent = update(done('k'), { state: '2' }, { agreed: { priority: '1' } });
    expect(shadow(sent)).toEqual({ state: '2', priority: '1', short_description: 'Écran' });
  });
});
