import { describe, expect, it } from '@jest/globals';
import type { EntryReading } from '@passerelle/mapping';
import type { Entry } from '@passerelle/ticket';
import { editedLines } from './edit.js';
import type { Delta } from './listen.js';
import type { EntryBond, WholeTicket } from './ports/records.js';
import { sampleEntry } from './testing/samples.js';

const ours = sampleEntry('t', 1, { text: 'Redémarrez **deux fois**', origin: origin('glpi', 'g1') });
const theirs = sampleEntry('t', 2, { text: 'Toujours noir', origin: origin('servicenow', 's1') });
const whole = { entries: [ours, theirs] } as unknown as WholeTicket;
const copies: readonly EntryBond[] = [
  { connection: 'servicenow', ticket: 't', entry: ours.id, native: 's9' },
  { connection: 'servicenow', ticket: 't', entry: 'lost', native: null },
];

function origin(connection: string, native: string): Entry['origin'] {
  return { connection, native, ordinal: 1 };
}

function heard(name: string, reading: Partial<EntryReading>, known: WholeTicket | null = whole): readonly Entry[] {
  const edited = [{ name, reading: { text: '', ...reading } as EntryReading }];
  return editedLines('servicenow', { edited } as unknown as Delta, known, copies);
}

describe('a line that somebody mended', () => {
  it('says what its own tool says now, and is the same line', () => {
    expect(heard('s1', { text: 'De nouveau noir' })).toEqual([{ ...theirs, text: 'De nouveau noir' }]);
  });

  it('says what a copy of it says now, without our header', () => {
    const text = String.raw`\[glpi 59 · 1 · Agent Un · 18/11/2025\]` + '\nRedémarrez trois fois';
    expect(heard('s9', { text })).toEqual([{ ...ours, text: 'Redémarrez trois fois' }]);
  });

  it('keeps what a tool retells of it, in a copy', () => {
    const task = { state: 'done' } as unknown as Entry['task'];
    const retold = { kind: 'task', text: 'Redémarré', task } as unknown as NonNullable<EntryReading['retold']>;
    expect(heard('s9', { text: '— Tâche — …', retold })).toEqual([{ ...ours, text: 'Redémarré', task }]);
    // Control: whoever types such a block into a line of their own has typed text.
    expect(heard('s1', { text: '— Tâche — …', retold })).toEqual([{ ...theirs, text: '— Tâche — …' }]);
  });

  it('keeps what its tool has no word for', () => {
    const verdict = { accepted: false, reason: 'toujours en panne' } as unknown as NonNullable<Entry['verdict']>;
    const told = { ...whole, entries: [{ ...theirs, verdict }] } as unknown as WholeTicket;
    expect(heard('s1', { text: 'Refusé' }, told)).toEqual([{ ...theirs, text: 'Refusé', verdict }]);
  });

  it.each(['task', 'solution', 'verdict', 'approval'] as const)('is news where only its %s moved', (detail) => {
    const value = { moved: true };
    expect(heard('s1', { text: theirs.text, [detail]: value })).toEqual([{ ...theirs, [detail]: value }]);
  });

  it('is no news where only blanks moved', () => {
    expect(heard('s1', { text: ' Toujours\r\n noir ' })).toEqual([]);
    expect(heard('s9', { text: 'Redémarrez **deux fois**\n' })).toEqual([]);
  });

  it('is nobody’s where no such line is known', () => {
    expect(heard('s7', { text: 'x' })).toEqual([]);
    expect(heard('g1', { text: 'x' })).toEqual([]);
    expect(heard('s1', { text: 'x' }, null)).toEqual([]);
  });
});
