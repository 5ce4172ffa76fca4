import { expect, it } from '@jest/globals';
import type { Entry } from '@passerelle/ticket';
import { recognise, type OwnLines } from './copies.js';
import type { Delta } from './listen.js';
import type { WholeTicket } from './ports/records.js';

const line = (id: string, connection: string, ordinal: number, text: string) =>
  ({ id, text, origin: { connection, native: id, ordinal } }) as Entry;
const shown = (name: string, text: string) =>
  ({ name, reading: { text, native: { text } } }) as Delta['entries'][number];
const whole = (...entries: Entry[]) => ({ entries }) as unknown as WholeTicket;
const own = (more: Partial<OwnLines>): OwnLines => ({
  bonded: new Map(),
  appends: new Map(),
  drafts: ({ text }) => [text],
  isHeard: () => true,
  ...more,
});

it('gives a line of ours the copy that says exactly what we sent, not an earlier one that only carries its header', () => {
  const ours = line('e1', 'b', 1, 'Toujours noir');
  const pasted = shown('x1', '[b TOY00001 · 1 · Hélène · 05/01/2026]\nrecopié à la main');
  const copy = shown('x2', 'Toujours noir');
  const found = recognise([pasted, copy], whole(ours), own({ bonded: new Map([['e1', null]]) }));
  expect(found.copies).toEqual([{ entry: 'e1', name: 'x2' }]);
  expect(found.entries).toEqual([pasted]);
});

it('knows a line by its header alone where the tool changed its text', () => {
  const ours = line('e1', 'b', 1, 'Toujours noir');
  const changed = shown('x1', '[b TOY00001 · 1 · Hélène · 05/01/2026]\n*Toujours* noir');
  const found = recognise([changed], whole(ours), own({ bonded: new Map([['e1', null]]) }));
  expect(found.copies).toEqual([{ entry: 'e1', name: 'x1' }]);
});

it('lets no line pass one that still waits for its tool to be heard', () => {
  const waiting = shown('x1', '[b TOY00001 · 4 · Hélène · 05/01/2026]\nde plus loin');
  const after = shown('x2', 'écrit après');
  const found = recognise([waiting, after], whole(), own({ isHeard: () => false }));
  expect(found).toEqual({ entries: [], copies: [], unclaimed: true });
});

it.each([
  ['HTML breaks', 'Redémarrez<br>\n[b R-000001 · 1 ·', 'Redémarrez\\\n\\[b R-000001 · 1 ·'],
  ['HTML paragraphs', '<p>Redémarrez</p><p>[b R-000001 · 1 ·</p>', 'Redémarrez\n\n\\[b R-000001 · 1 ·'],
  ['plain lines', 'Redémarrez\r\n[b R-000001 · 1 ·', 'Redémarrez\n[b R-000001 · 1 ·'],
])('knows a line that our lost ledger once sent by the mark at its end and its words, in %s', (_, native, text) => {
  const ours = line('e1', 'b', 1, 'Redémarrez');
  const queued = new Map([['e1', { state: 'queued', attempts: [] }]]) as unknown as OwnLines['appends'];
  const copy = { name: 'x1', reading: { text, native: { text: native } } } as Delta['entries'][number];
  // Whether we would write it with a header today or without one.
  const drafts = () => ['[b R-000001 · 1 · auteur inconnu · 05/01/2026]\nRedémarrez'];
  for (const draft of [drafts, () => ['Redémarrez']])
    expect(recognise([copy], whole(ours), own({ appends: queued, drafts: draft }))).toEqual({
      entries: [],
      copies: [{ entry: 'e1', name: 'x1' }],
      unclaimed: false,
    });
  // Control: a mark that somebody put under other words is a line of theirs.
  const forged = shown('x2', 'Tout autre chose\n[b R-000001 · 1 ·');
  expect(recognise([forged], whole(ours), own({ appends: queued, drafts })).entries).toEqual([forged]);
});

it('takes nobody’s pasted header for a line that its tool refused, since that one certainly is not there', () => {
  const ours = line('e1', 'b', 1, 'Toujours noir');
  const pasted = shown('x1', '[b TOY00001 · 1 · Hélène · 05/01/2026]\nrecopié à la main');
  const dead = (kind: string) =>
    new Map([
      ['e1', { state: 'dead', attempts: [{}], trouble: { kind, message: '' } }],
    ]) as unknown as OwnLines['appends'];
  expect(recognise([pasted], whole(ours), own({ appends: dead('rejected') })).entries).toEqual([pasted]);
  // Control: of one that nobody can tell the fate of, the header is believed.
  expect(recognise([pasted], whole(ours), own({ appends: dead('conflict') })).copies).toEqual([
    { entry: 'e1', name: 'x1' },
  ]);
});
