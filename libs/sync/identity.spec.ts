import { describe, expect, it } from '@jest/globals';
import type { NativeEntry } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import fc from 'fast-check';
import { file, line, native } from '../../test/simulation/stage.js';
import {
  attachmentId,
  digestOf,
  entryId,
  entryNames,
  intentKey,
  personFingerprint,
  stable,
  ticketId,
} from './identity.js';

const person = (more: Partial<Person>): Person => ({
  name: 'Élodie Martin',
  email: null,
  login: null,
  employeeNumber: null,
  cut: false,
  ...more,
});

describe('an identity', () => {
  it('is the same for the same thing on every host and for ever', () => {
    // Written down, since another derivation would create every ticket of an earlier migration a second time.
    expect(ticketId('cassius', 'RITM0524w')).toBe('37d3fc9b85a0479d30b8d136f6a41642');
    expect(intentKey('sn', 't', 'append', 'e')).toBe('966d7bfba71c9e301f15ceb2f5a65973');
    expect(entryId('t', 'cassius', '1')).toBe('4d8dae85e2713e3094c9c890d2352eca');
    expect(attachmentId('t', 'cassius', '1')).toBe('e4d867fb62792e318f36c39c6fbad139');
    expect(personFingerprint(person({}))).toBe('3a8ff4f1a915c946d95302ae08c40c3c');
  });

  it('is another for another thing, wherever the border between two parts falls', () => {
    const parts = fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        fc.pre(stable(a) !== stable(b));
        expect(ticketId(...a)).not.toBe(ticketId(...b));
        expect(intentKey('c', 't', ...a)).not.toBe(intentKey('c', 't', ...b));
      }),
      { numRuns: 1_000 },
    );
    expect(ticketId('a', 'bc')).not.toBe(ticketId('ab', 'c'));
    // Control: joined without a border they are one.
    expect(`${'a'}${'bc'}`).toBe(`${'ab'}${'c'}`);
  });

  it.each([
    ['an entry and an attachment', entryId('t', 'c', '1'), attachmentId('t', 'c', '1')],
    ['two people who differ by a login', personFingerprint(person({})), personFingerprint(person({ login: 'em' }))],
    ['a cut name and a whole one', personFingerprint(person({})), personFingerprint(person({ cut: true }))],
    ['no name and an empty one', personFingerprint(person({ name: null })), personFingerprint(person({ name: '' }))],
  ])('tells apart %s', (_, one, other) => {
    expect(one).not.toBe(other);
  });
});

describe('the names of the lines of a ticket', () => {
  const names = (...entries: NativeEntry[]) => entryNames(entries);

  it('are their ids where the tool gives ids', () => {
    expect(names(line('a', { id: '7' }), line('b', { id: '8' }))).toEqual(['7', '8']);
  });

  it('are what they say where it gives none, and stay when lines come before or after', () => {
    const [a, b, c] = [line('a'), line('Déjà vu 🙂'), line('‏مرحبا')];
    const [first, second] = names(a, b);
    expect(first).not.toBe(second);
    expect(names(c, a, b).slice(1)).toEqual([first, second]);
    expect(names(a, b, c).slice(0, 2)).toEqual([first, second]);
  });

  it.each([
    ['text', { text: 'b' }],
    ['author', { author: { id: null, name: 'Paul' } }],
    ['account', { author: { id: 'u1', name: 'Élodie Martin' } }],
    ['instant', { at: null }],
    ['journal', { journal: 'interne' }],
  ])('differ where the %s does', (_, other) => {
    const [a, b] = names(line('a'), line('a', other));
    expect(a).not.toBe(b);
  });

  it('count lines that say the very same', () => {
    const same = Array.from({ length: 300 }, () => line('Relance'));
    expect(new Set(names(...same)).size).toBe(300);
    expect(names(...same.slice(0, 2))).toEqual(names(...same).slice(0, 2));
  });

  it('take a line told twice under one id for one, and lose none of two that differ', () => {
    const a = line('a', { id: '7' });
    expect(names(a, { ...a })).toEqual(['7', '7']);
    expect(names(a, line('b', { id: '7' }), { ...a })).toEqual(['7', '7#1', '7']);
  });
});

describe('the digest of what a tool said', () => {
  const said = native('1', { entries: [line('a')], attachments: [file('f', 'x.png')] });
  const digest = digestOf(said, 'm');

  it('does not depend on the order of fields, nor on what is no word of the ticket', () => {
    const fields = Object.fromEntries(Object.entries(said.fields).toReversed());
    expect(digestOf({ ...said, fields, version: '2', changedAt: '2026-01-01T00:00:00.000Z' }, 'm')).toBe(digest);
  });

  it.each([
    ['a field', { ...said, fields: { ...said.fields, titre: 'Écran  1' } }],
    ['a field that is said to be empty', { ...said, fields: { ...said.fields, site: null } }],
    ['the class', { ...said, class: 'incident' }],
    ['a line more', { ...said, entries: [...said.entries, line('a')] }],
    ['a line that became internal', { ...said, entries: [line('a', { audience: 'internal', journal: 'public' })] }],
    ['a file renamed', { ...said, attachments: [file('f', 'y.png')] }],
  ])('changes with %s', (_, other) => {
    expect(digestOf(other, 'm')).not.toBe(digest);
  });

  it('changes with the mapping that it was read with', () => {
    expect(digestOf(said, 'm2')).not.toBe(digest);
    expect(digestOf(said, 'm2').split('.')[0]).toBe(digest.split('.')[0]);
  });

  it('is small however much was said', () => {
    const huge = native('1', {
      entries: Array.from({ length: 5_000 }, (_, at) => line('é'.repeat(200), { id: String(at) })),
    });
    expect(digestOf(huge, 'm')).toHaveLength(42);
  });
});

describe('stable JSON', () => {
  it.each([
    [{ b: 1, a: { d: 2, c: [3, { f: 4, e: 5 }] } }, '{"a":{"c":[3,{"e":5,"f":4}],"d":2},"b":1}'],
    [{ a: undefined, b: null }, '{"b":null}'],
    [['b', 'a'], '["b","a"]'],
    ['é', '"é"'],
    [null, 'null'],
  ])('of %j is %s', (value, expected) => {
    expect(stable(value)).toBe(expected);
  });

  it('keeps a member that is called __proto__ a member', () => {
    expect(stable(JSON.parse('{"__proto__":{"x":1},"a":1}'))).toBe('{"__proto__":{"x":1},"a":1}');
  });

  it('loses nothing of any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(stable(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
