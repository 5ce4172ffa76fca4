import { describe, expect, it } from '@jest/globals';
import type { NativeTicket } from '@passerelle/connector';
import type { Mapping } from '@passerelle/mapping';
import { sourceMapping, type Statuses } from '../../test/simulation/dictionary.js';
import { file, line, native } from '../../test/simulation/stage.js';
import { digestOf } from './identity.js';
import { knownOf, listen, type Delta, type Heard, type Known } from './listen.js';
import { merge } from './merge.js';
import type { Bond, WholeTicket } from './ports/records.js';

const listenTo = (native: NativeTicket, known: Known, by: Mapping, mappingDigest: string) =>
  listen(native, known, by, digestOf(native, mappingDigest));

const statuses: Statuses = { Nouveau: 'new', 'En cours': 'in_progress', Clos: 'closed', Interdit: null };
const mapping = sourceMapping(statuses);
const nothing = knownOf('source', null, null);

function deltaOf(heard: Heard): Delta {
  if (heard.kind !== 'delta') throw new Error(`expected a delta, it is ${heard.kind}`);
  return heard.delta;
}

/** What is known once this was heard. */
function after(said: NativeTicket, by: Mapping = mapping, digest = 'm1'): Known & { readonly whole: WholeTicket } {
  const { whole } = merge('source', deltaOf(listenTo(said, nothing, by, digest)), null);
  const bond: Bond = {
    connection: 'source',
    native: said.id,
    class: said.class,
    number: said.number,
    url: null,
    ticket: whole.ticket.id,
    shadow: { digest: digestOf(said, digest), fields: said.fields },
    version: said.version,
    origin: 'seen',
    run: null,
    tombstone: null,
  };
  return { ...knownOf('source', bond, whole), whole };
}

describe('listening to a ticket', () => {
  const said = native('1', {
    fields: { titre: 'Écran «noir» 🖥️', groupe: 'Réseau' },
    entries: [line('Bonjour'), line('Déjà fait', { audience: 'internal' })],
    attachments: [file('f1', 'capture.png')],
  });

  it('hears all of one that was never heard', () => {
    const delta = deltaOf(listenTo(said, nothing, mapping, 'm1'));
    expect(delta.said).toEqual({
      kind: 'request',
      title: 'Écran «noir» 🖥️',
      status: 'new',
      group: { name: 'Réseau', codes: [] },
      priority: null,
    });
    expect(delta.entries.map(({ reading }) => [reading.text, reading.audience])).toEqual([
      ['Bonjour', 'public'],
      ['Déjà fait', 'internal'],
    ]);
    expect(delta.attachments).toHaveLength(1);
    expect(delta.narrowed.size).toBe(0);
  });

  it('hears nothing from one that says what it said', () => {
    const fields = Object.fromEntries(Object.entries(said.fields).toReversed());
    expect(listenTo({ ...said, fields }, after(said), mapping, 'm1').kind).toBe('silent');
    // Control: without its shadow the same words are news.
    expect(listenTo(said, nothing, mapping, 'm1').kind).toBe('delta');
  });

  it.each([
    ['a title', { titre: 'طابعة' }, { title: 'طابعة' }],
    ['a status', { etat: 'En cours' }, { status: 'in_progress' }],
    ['a group that is empty now', { groupe: '' }, { group: null }],
    ['a field that means nothing', { couleur: 'bleu' }, {}],
  ])('hears %s and nothing else', (_, fields, expected) => {
    const delta = deltaOf(listenTo({ ...said, fields: { ...said.fields, ...fields } }, after(said), mapping, 'm1'));
    expect(delta.said).toEqual(expected);
    expect(delta.entries).toEqual([]);
    expect(delta.attachments).toEqual([]);
  });

  it('hears only lines and files that it had not', () => {
    const more = {
      ...said,
      entries: [...said.entries, line('Bonjour')],
      attachments: [...said.attachments, file('f2', 'capture.png')],
    };
    const delta = deltaOf(listenTo(more, after(said), mapping, 'm1'));
    expect(delta.said).toEqual({});
    expect(delta.entries.map(({ reading }) => reading.text)).toEqual(['Bonjour']);
    expect(delta.attachments.map((one) => one.native.id)).toEqual(['f2']);
  });

  it.each([
    ['undecided', 'Bizarre', 'nobody'],
    ['refused', 'Interdit', 'refusal'],
  ])('stops at a word that is %s, loudly', (_, etat, by) => {
    const heard = listenTo({ ...said, fields: { ...said.fields, etat } }, after(said), mapping, 'm1');
    expect(heard).toMatchObject({ kind: 'stopped', words: [{ word: etat, decision: { by } }] });
  });

  it('compares with the ticket again after a change of mapping, and hears what words mean now', () => {
    const remapped = sourceMapping({ ...statuses, Nouveau: 'queued' });
    expect(deltaOf(listenTo(said, after(said), remapped, 'm2')).said).toEqual({ status: 'queued' });
    expect(deltaOf(listenTo(said, after(said), mapping, 'm2')).said).toEqual({});
    // Control: with the old digest the new meaning is never heard.
    expect(listenTo(said, after(said), remapped, 'm1').kind).toBe('silent');
  });

  it('tells mappings apart whose digests have dots', () => {
    const remapped = sourceMapping({ ...statuses, Nouveau: 'queued' });
    expect(deltaOf(listenTo(said, after(said, mapping, 'v1.0'), remapped, 'v1.1')).said).toEqual({ status: 'queued' });
  });

  it('believes the stricter of what the dictionary says of a line and what was seen on it', () => {
    const lying: Mapping = {
      ...mapping,
      read: (one) => {
        const reading = mapping.read(one);
        return { ...reading, entries: reading.entries.map((entry) => ({ ...entry, audience: 'public' })) };
      },
    };
    const delta = deltaOf(listenTo(said, nothing, lying, 'm1'));
    expect(delta.entries.map(({ reading }) => reading.audience)).toEqual(['public', 'internal']);
    // Control: the dictionary alone would show it.
    expect(lying.read(said).entries.map(({ audience }) => audience)).toEqual(['public', 'public']);
  });

  it('gives each line its own name where the dictionary leaves some out', () => {
    const picky: Mapping = {
      ...mapping,
      read: (one) => {
        const reading = mapping.read(one);
        return { ...reading, entries: reading.entries.filter(({ text }) => text !== 'Bonjour') };
      },
    };
    const named = deltaOf(listenTo(said, nothing, mapping, 'm1')).entries.map(({ name }) => name);
    expect(deltaOf(listenTo(said, nothing, picky, 'm1')).entries.map(({ name }) => name)).toEqual([named[1]]);
  });

  it('hears that a known line or file turned internal, and not that one was widened', () => {
    const ids = native('1', {
      entries: [line('a', { id: 'e1' }), line('b', { id: 'e2', audience: 'internal' })],
      attachments: [file('f1', 'x'), file('f2', 'y', 'internal')],
    });
    const turned: NativeTicket = {
      ...ids,
      entries: [line('a', { id: 'e1', audience: 'internal' }), line('b', { id: 'e2' })],
      attachments: [file('f1', 'x', 'internal'), file('f2', 'y')],
    };
    expect([...deltaOf(listenTo(turned, after(ids), mapping, 'm1')).narrowed].sort()).toEqual(['e1', 'f1']);
  });

  it('reads a ticket of ten thousand lines and right-to-left text whole', () => {
    const entries = Array.from({ length: 10_000 }, (_, at) => line(`‏مرحبا ${at}`, { id: `e${at}` }));
    const huge = native('1', { entries });
    expect(deltaOf(listenTo(huge, nothing, mapping, 'm1')).entries).toHaveLength(10_000);
    expect(
      deltaOf(listenTo({ ...huge, entries: [...entries, line('fin')] }, after(huge), mapping, 'm1')).entries,
    ).toHaveLength(1);
  });
});
