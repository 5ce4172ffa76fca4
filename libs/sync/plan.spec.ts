import { describe, expect, it } from '@jest/globals';
import type { Status, TicketField } from '@passerelle/ticket';
import { sourceMapping } from '../../test/simulation/dictionary.js';
import { file, line, native } from '../../test/simulation/stage.js';
import { knownOf, listen } from './listen.js';
import { merge } from './merge.js';
import { endFields, isEnd, plan, type Planned } from './plan.js';
import type { Intent, WholeTicket } from './ports/records.js';

const mapping = sourceMapping({ Nouveau: 'new', Clos: 'closed', Annulé: 'cancelled', Résolu: 'resolved' });

function wholeOf(lines: number, files: number, etat = 'Nouveau'): WholeTicket {
  const said = native('1', {
    fields: { etat },
    entries: Array.from({ length: lines }, (_, at) => line(`Ligne ${at}`, { id: `e${at}` })),
    attachments: Array.from({ length: files }, (_, at) => file(`f${at}`, `x${at}.png`)),
  });
  const heard = listen(said, knownOf('source', null, null), mapping, 'm1');
  if (heard.kind !== 'delta') throw new Error(heard.kind);
  return merge('source', heard.delta, null).whole;
}

const planned = (whole: WholeTicket, more: Partial<Planned> = {}): readonly Intent[] =>
  plan({
    connection: 'target',
    route: 'source-vers-target',
    run: 'run-1',
    whole,
    present: false,
    begun: false,
    told: new Set(),
    withheld: new Set(),
    narrowed: new Set(),
    edited: new Set(),
    changed: [],
    digest: 'd1',
    updates: 0,
    ...more,
  });
const inOrder = (intents: readonly Intent[]): string =>
  intents
    .toSorted((a, b) => a.position - b.position)
    .map((intent) => (isEnd(intent) ? 'end' : intent.act.kind))
    .join(' ');

describe('the plan for a ticket that the target does not have', () => {
  it.each<[string, number, number, string, string]>([
    ['is created', 0, 0, 'Nouveau', 'create'],
    ['exists before it speaks, and speaks before it shows', 2, 1, 'Nouveau', 'create append append attach'],
    ['is created closed when it has nothing to say', 0, 0, 'Clos', 'create'],
    ['ends after its lines', 1, 0, 'Clos', 'create append end'],
    ['ends after its files', 0, 1, 'Annulé', 'create attach end'],
    ['does not end by being resolved', 1, 0, 'Résolu', 'create append'],
  ])('%s', (_, lines, files, etat, expected) => {
    expect(inOrder(planned(wholeOf(lines, files, etat)))).toBe(expected);
  });

  it('keeps the order of a very long journal, before its files and its end', () => {
    const intents = planned(wholeOf(5_000, 2, 'Clos'));
    const sorted = intents.toSorted((a, b) => a.position - b.position);
    expect(sorted).toEqual(intents);
    expect(new Set(intents.map(({ position }) => position)).size).toBe(5_004);
    expect(inOrder(intents).endsWith('append attach attach end')).toBe(true);
  });

  it('plans the same intents twice, and never two alike', () => {
    const whole = wholeOf(20, 5, 'Clos');
    const keys = planned(whole).map(({ key }) => key);
    expect(planned(whole, { run: 'run-2', digest: 'd2' }).map(({ key }) => key)).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leaves out what the target has already, what was born there and what the route leaves behind', () => {
    const whole = wholeOf(3, 3);
    const [first, second, third] = whole.entries;
    const born = { ...second!, origin: { ...second!.origin, connection: 'target' } };
    const intents = planned(
      { ...whole, entries: [first!, born, third!] },
      { told: new Set([first!.id, whole.attachments[0]!.id]), withheld: new Set([whole.attachments[1]!.id]) },
    );
    expect(intents.map(({ act }) => act)).toEqual([
      { kind: 'create' },
      { kind: 'append', entry: third!.id },
      { kind: 'attach', attachment: whole.attachments[2]!.id },
    ]);
  });
});

describe('the plan for a ticket that the target has', () => {
  const changed: readonly TicketField[] = ['status', 'title'];

  it('tells news and nothing else', () => {
    const whole = wholeOf(2, 0);
    const intents = planned(whole, { present: true, told: new Set([whole.entries[0]!.id]), changed });
    expect(intents.map(({ act }) => act)).toEqual([
      { kind: 'append', entry: whole.entries[1]!.id },
      { kind: 'update', fields: changed },
    ]);
    expect(planned(whole, { present: true, told: new Set(whole.entries.map(({ id }) => id)) })).toEqual([]);
  });

  it('ends it by the change itself', () => {
    expect(inOrder(planned(wholeOf(1, 0, 'Clos'), { present: true, changed: ['status'] }))).toBe('append update');
  });

  it('tells a change again that was told before, when it happens again', () => {
    const whole = wholeOf(0, 0);
    const keys = [0, 1, 2].flatMap((updates) =>
      planned(whole, { present: true, changed, updates }).map(({ key }) => key),
    );
    expect(new Set(keys).size).toBe(3);
    // Control: the digest alone is the same each time the ticket becomes again what it was.
    expect(planned(whole, { present: true, changed, digest: 'd1' })[0]?.key).toBe(
      planned(whole, { present: true, changed, digest: 'd1' })[0]?.key,
    );
  });
});

describe('the plan for a ticket whose creation is under way', () => {
  it('tells what changed since, after everything that is on its way', () => {
    const intents = planned(wholeOf(1, 0, 'Clos'), { begun: true, changed: ['status'] });
    expect(inOrder(intents)).toBe('create append update end');
  });

  it('has nothing to tell of a first hearing', () => {
    expect(inOrder(planned(wholeOf(1, 0), { begun: false, changed: ['status', 'title'] }))).toBe('create append');
  });
});

describe('the end of a ticket', () => {
  it('is told with what ends it', () => {
    const end = planned(wholeOf(1, 0, 'Clos')).find(isEnd);
    expect(end?.act).toEqual({ kind: 'update', fields: endFields });
    expect(endFields).toContain('status' satisfies TicketField);
  });

  it.each<[Status, boolean]>([
    ['closed', true],
    ['cancelled', true],
    ['resolved', false],
    ['new', false],
  ])('is %s: %s', (status, expected) => {
    const whole = wholeOf(1, 0);
    expect(planned({ ...whole, ticket: { ...whole.ticket, status } }).some(isEnd)).toBe(expected);
  });
});
