import { describe, expect, it } from '@jest/globals';
import type { NativeTicket } from '@passerelle/connector';
import { sourceMapping } from '../../test/simulation/dictionary.js';
import { file, line, native } from '../../test/simulation/stage.js';
import { ticketId } from './identity.js';
import { knownOf, listen, type Delta } from './listen.js';
import { merge } from './merge.js';
import type { WholeTicket } from './ports/records.js';

const mapping = sourceMapping({ Nouveau: 'new', 'En cours': 'in_progress' });

function heard(said: NativeTicket, before: WholeTicket | null = null): Delta {
  const one = listen(said, { ...knownOf('source', null, before) }, mapping, 'm1');
  if (one.kind !== 'delta') throw new Error(one.kind);
  return one.delta;
}
const fold = (said: NativeTicket, before: WholeTicket | null = null) => merge('source', heard(said, before), before);

describe('folding news into a ticket', () => {
  const said = native('1', {
    number: 'RITM0524w',
    fields: { titre: 'Écran noir', priorite: '3' },
    entries: [line('Bonjour'), line('Bonjour'), line('Note', { audience: 'internal' })],
    attachments: [file('f1', 'capture.png', 'internal')],
  });

  it('makes a ticket of what was said, in the order in which it was said', () => {
    const { whole, changed, newEntries, newAttachments } = fold(said);
    expect(whole.ticket).toMatchObject({
      id: ticketId('source', '1'),
      number: 'RITM0524w',
      title: 'Écran noir',
      priority: 3,
      status: 'new',
      references: [{ connection: 'source', number: 'RITM0524w', url: null }],
    });
    // Said although it is what a blank ticket is: it is still the tool's word.
    expect(changed).toEqual(expect.arrayContaining(['title', 'status', 'priority', 'kind']));
    expect(newEntries.map(({ text, kind, audience, origin }) => [text, kind, audience, origin.ordinal])).toEqual([
      ['Bonjour', 'comment', 'public', 1],
      ['Bonjour', 'comment', 'public', 2],
      ['Note', 'work_note', 'internal', 3],
    ]);
    expect(newAttachments).toMatchObject([{ name: 'capture.png', audience: 'internal', origin: { ordinal: 1 } }]);
    expect(new Set(newEntries.map(({ id }) => id)).size).toBe(3);
  });

  it('makes the same ticket of the same words twice', () => {
    expect(fold(said)).toEqual(fold(said));
  });

  it('changes only what differs and keeps what the tool no longer speaks of', () => {
    const before = fold(said).whole;
    const delta = heard(native('1', { fields: { etat: 'En cours', titre: 'Écran noir', priorite: '3' } }), before);
    const { priority, ...rest } = delta.said;
    expect(priority).toBe(3);
    const { whole, changed } = merge('source', { ...delta, said: rest }, before);
    expect(changed).toEqual(['status']);
    expect(whole.ticket).toMatchObject({
      priority: 3,
      title: 'Écran noir',
      status: 'in_progress',
      number: 'RITM0524w',
    });
    expect(whole.entries).toHaveLength(3);
  });

  it('counts on where it had stopped, and never numbers a line anew', () => {
    const before = fold(said).whole;
    const { whole, newEntries } = fold({ ...said, entries: [...said.entries, line('Fait ✅')] }, before);
    expect(newEntries.map(({ origin }) => origin.ordinal)).toEqual([4]);
    expect(whole.entries.map(({ origin }) => origin.ordinal)).toEqual([1, 2, 3, 4]);
  });

  it('keeps the number under which a ticket was born, and the references of other tools', () => {
    const before = fold(said).whole;
    const others = [{ connection: 'target', number: 'INC1', url: 'https://sn.example/INC1' }];
    const known = { ...before, ticket: { ...before.ticket, references: [...others, ...before.ticket.references] } };
    const { ticket } = fold({ ...said, number: 'RITM9', url: 'https://c.example' }, known).whole;
    expect(ticket.number).toBe('RITM0524w');
    expect(ticket.references).toEqual([...others, { connection: 'source', number: 'RITM9', url: 'https://c.example' }]);
  });

  it('lets the reason for waiting end with the wait, of a tool that has no field for it', () => {
    const plain = fold(said).whole;
    const waits = { ...plain, ticket: { ...plain.ticket, status: 'pending', pendingReason: 'part' } as const };
    const on = { ...heard(said, null), said: { status: 'in_progress' } as const };
    const { whole, changed } = merge('source', on, waits);
    expect(whole.ticket).toMatchObject({ status: 'in_progress', pendingReason: null });
    expect(changed).toContain('pendingReason');
    // Another field ends no wait, and neither does the same status.
    for (const other of [{ title: 'x' }, { status: 'pending' as const }])
      expect(merge('source', { ...on, said: other }, waits).whole.ticket.pendingReason).toBe('part');
  });

  it('closes what turned internal, and says what it was', () => {
    const named = native('1', {
      entries: [line('a', { id: 'e1' }), line('b', { id: 'e2' })],
      attachments: [file('f1', 'x')],
    });
    const before = fold(named).whole;
    const turned = {
      ...named,
      entries: [line('a', { id: 'e1', audience: 'internal' as const }), line('b', { id: 'e2' })],
    };
    const { whole, narrowed, newEntries } = fold(turned, before);
    expect(whole.entries.map(({ audience }) => audience)).toEqual(['internal', 'public']);
    expect(narrowed.entries).toEqual([before.entries[0]]);
    expect(narrowed.attachments).toEqual([]);
    expect(newEntries).toEqual([]);
  });

  it('changes no value that it was given', () => {
    const before = fold(said).whole;
    const copy = structuredClone(before);
    fold({ ...said, entries: [...said.entries, line('x')], fields: { ...said.fields, titre: 'y' } }, before);
    expect(before).toEqual(copy);
  });
});
