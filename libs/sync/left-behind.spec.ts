import { describe, expect, it } from '@jest/globals';
import type { Connector, NativeTicket } from '@passerelle/connector';
import { usualLimits, type Party } from './flow.js';
import { isForAnother, leftBehindIn, withNotes } from './left-behind.js';
import type { Merged } from './merge.js';
import type { Route } from './route.js';
import { sampleAttachment, sampleTicket } from './testing/index.js';

const party = (connection: string, largestFile?: number, largest?: number): Party => ({
  connection,
  connector: { sink: { ...(largest !== undefined && { largest }) } } as unknown as Connector,
  mapping: {} as Party['mapping'],
  ...(largestFile !== undefined && { largestFile }),
});
const route = (between: readonly string[], language: 'fr' | 'en' = 'fr'): Route =>
  ({ mode: 'mirror', between, language }) as unknown as Route;

function noted(
  { size, audience = 'public', hash = 'h' }: { size: number; audience?: 'public' | 'internal'; hash?: string | null },
  parties: readonly Party[],
  routes: readonly Route[],
) {
  const file = {
    ...sampleAttachment('t', 1),
    name: 'plan 🙂.dwg',
    size: hash === null ? null : size,
    sha256: hash,
    audience,
    origin: { connection: 'a', native: 'f1', ordinal: 1 },
  };
  const whole = { ticket: sampleTicket('t'), why: {}, entries: [], attachments: [file] };
  const merged = { whole, newAttachments: [file], newEntries: [] } as unknown as Merged;
  const native = { id: '12', number: '12', url: 'https://a.example/12', attachments: [{ id: 'f1', size }] };
  const flow = {
    parties: new Map(parties.map((one) => [one.connection, one])),
    routes,
    limits: usualLimits,
    spring: { connection: 'a' } as never,
  };
  return withNotes(flow, merged, native as unknown as NativeTicket, '2026-01-05T08:00:00Z');
}

describe('a file that is too large for a tool', () => {
  const mib = 1_048_576;

  it('is told of in the words of the route, with its size and where it is', () => {
    const { newEntries } = noted({ size: 62 * mib }, [party('b', 14 * mib)], [route(['a', 'b'], 'en')]);
    expect(newEntries.map(({ text, audience, kind }) => [text, audience, kind])).toEqual([
      [
        '“plan 🙂.dwg” was left behind: 62.0 MiB, at most 14.0 here. The file is in a 12 (https://a.example/12).',
        'public',
        'comment',
      ],
    ]);
  });

  it('is told of in private where it is internal', () => {
    const { newEntries } = noted({ size: 20, audience: 'internal' }, [party('b', 8)], [route(['a', 'b'])]);
    expect(newEntries).toMatchObject([{ audience: 'internal', kind: 'work_note' }]);
  });

  it('is measured by what somebody allows and what the tool takes, whichever is less', () => {
    const left = (...limits: [number?, number?]) =>
      noted({ size: 10 }, [party('b', ...limits)], [route(['a', 'b'])]).newEntries.length;
    expect([left(10), left(9), left(undefined, 10), left(undefined, 9), left(9, 11), left(11, 9), left()]).toEqual([
      0, 1, 0, 1, 1, 1, 0,
    ]);
  });

  it('stays behind for tools that it reaches over another tool, and for none that it does not', () => {
    const parties = ['b', 'c', 'd'].map((name) => party(name, 8));
    const { newEntries, whole } = noted({ size: 10 }, parties, [
      route(['a', 'b']),
      route(['b', 'c']),
      route(['d', 'e']),
    ]);
    expect(['b', 'c', 'd'].map((name) => leftBehindIn(name, whole).size)).toEqual([1, 1, 0]);
    expect(newEntries.map((entry) => ['b', 'c'].map((name) => isForAnother(entry, name)))).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(newEntries.map(({ origin }) => origin.ordinal)).toEqual([1, 2]);
  });

  it('is left behind everywhere when it is larger than what is ever fetched', () => {
    const size = usualLimits.attachment + 1;
    expect(noted({ size, hash: null }, [party('b')], [route(['a', 'b'])]).newEntries).toHaveLength(1);
    // The control: one that could not be read for another reason is not told to be too large.
    expect(noted({ size: 10, hash: null }, [party('b')], [route(['a', 'b'])]).newEntries).toEqual([]);
  });
});
