import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import { stage } from '../../test/simulation/stage.js';
import { endFields } from './plan.js';
import type { Bond, OutboxRow } from './ports/records.js';
import { recheck, type Candidate } from './recheck.js';

const end = 3_000_000;

function setting(fields: Record<string, string>, shadow: NativeFields | null) {
  const { flow, tool } = stage();
  const ticket = tool.open(fields);
  const bond: Bond = {
    connection: 'target',
    native: ticket.id,
    class: 'request',
    number: ticket.number,
    url: null,
    ticket: 't',
    shadow: shadow && { digest: 'written', fields: shadow },
    version: null,
    origin: 'created',
    run: null,
    tombstone: null,
  };
  return { flow, tool, bond };
}
const update = (key: string, fields: NativeFields, bond: Bond | null, position = 2_000_000): Candidate => ({
  row: { key, ticket: 't', position, act: { kind: 'update', fields: endFields } } as unknown as OutboxRow,
  command: { key, kind: 'update', id: bond ? bond.native : { createdBy: 'c' }, fields },
  bond,
});
const append = (key: string, bond: Bond | null): Candidate => ({
  row: { key, ticket: 't', position: 1, act: { kind: 'append', entry: key } } as unknown as OutboxRow,
  command: {
    key,
    kind: 'append',
    id: bond ? bond.native : { createdBy: 'c' },
    entry: { journal: 'comments', audience: 'public', text: 'x', author: null, at: null, mark: 'm' },
  },
  bond,
});
const keys = (sent: readonly Candidate[]): readonly string[] => sent.map(({ row }) => row.key);

describe('looking again before an update', () => {
  it.each<[string, Record<string, string>, NativeFields, NativeFields, 'sent' | 'obeyed' | 'conflict']>([
    ['sends what differs', { state: '1' }, { state: '1' }, { state: '2' }, 'sent'],
    ['says nothing that is said already', { state: '2' }, { state: '1' }, { state: '2' }, 'obeyed'],
    ['says nothing that is the same once kept', { title: 'Écran' }, { title: 'x' }, { title: ' Écran ' }, 'obeyed'],
    ['takes an empty word for none', {}, {}, { group: '' }, 'obeyed'],
    ['leaves what somebody changed', { state: '3' }, { state: '1' }, { state: '2' }, 'conflict'],
    ['leaves what stands there without a word of ours', { state: '3' }, {}, { state: '2' }, 'conflict'],
    ['fills what is empty there without a word of ours', {}, {}, { state: '2' }, 'sent'],
    [
      'sends although another field was changed there',
      { state: '1', group: 'x' },
      { state: '1' },
      { state: '2' },
      'sent',
    ],
    [
      'leaves all when one of several was changed',
      { state: '1', group: 'x' },
      { state: '1' },
      { state: '2', group: 'y' },
      'conflict',
    ],
  ])('%s', async (_, there, shadow, ours, expected) => {
    const { flow, bond } = setting(there, shadow);
    const checked = await recheck(flow, [update('u', ours, bond)]);
    expect(keys(checked.send)).toEqual(expected === 'sent' ? ['u'] : []);
    expect(checked.resolutions.map(({ state }) => state)).toEqual(
      expected === 'sent' ? [] : [expected === 'obeyed' ? 'obeyed' : 'dead'],
    );
    expect(checked.resolutions[0]?.trouble?.kind).toBe(expected === 'conflict' ? 'conflict' : undefined);
  });

  it('takes a reference for the record that it names', async () => {
    const { flow, tool, bond } = setting({}, { group: { id: 'g1', name: 'Réseau' } });
    tool.tickets.get(bond.native)?.fields.set('group', { value: { id: 'g1', name: 'RESEAU' }, by: 'tool', at: 0 });
    expect((await recheck(flow, [update('u', { group: { id: 'g1', name: null } }, bond)])).resolutions[0]?.state).toBe(
      'obeyed',
    );
    expect(keys((await recheck(flow, [update('u', { group: { id: 'g2', name: 'Réseau' } }, bond)])).send)).toEqual([
      'u',
    ]);
  });

  it('names both values of a conflict, and whose stands', async () => {
    const { flow, bond } = setting({ title: 'La leur «é»' }, { title: 'Avant' });
    const { resolutions } = await recheck(flow, [update('u', { title: 'La nôtre' }, bond)]);
    expect(resolutions[0]?.trouble?.message.en).toMatch(/INC0001.*La leur.*La nôtre.*theirs stands/);
  });

  it('says when the ticket is gone', async () => {
    const { flow, tool, bond } = setting({ state: '1' }, { state: '1' });
    tool.tickets.clear();
    expect((await recheck(flow, [update('u', { state: '2' }, bond)])).resolutions).toMatchObject([
      { key: 'u', state: 'dead', trouble: { kind: 'gone' } },
    ]);
  });

  it('sends only the fields that differ, with what it saw and what both say', async () => {
    const { flow, bond } = setting({ state: '1', title: 'Écran' }, { state: '1', title: 'Avant' });
    const { send } = await recheck(flow, [update('u', { state: '2', title: 'Écran' }, bond)]);
    expect(send[0]?.command).toMatchObject({ fields: { state: '2' } });
    expect(send[0]).toMatchObject({ seen: { state: '1', title: 'Écran' }, agreed: { title: 'Écran' } });
  });

  it('makes the agreed word ours, so that the next change of it is no conflict', async () => {
    const { flow, bond } = setting({ title: 'Écran' }, { title: 'Avant' });
    const { bonds } = await recheck(flow, [update('u', { title: 'Écran' }, bond)]);
    expect(bonds[0]?.shadow?.fields).toEqual({ title: 'Écran' });
    expect(keys((await recheck(flow, [update('v', { title: 'Après' }, bonds[0]!)])).send)).toEqual(['v']);
    // Control: with the old shadow the same change looks like somebody's.
    expect((await recheck(flow, [update('v', { title: 'Après' }, bond)])).resolutions[0]?.state).toBe('dead');
  });

  it('lets one update of a ticket go at a time, and nothing pass it', async () => {
    const { flow, bond } = setting({ state: '1' }, { state: '1' });
    const { send, resolutions } = await recheck(flow, [
      append('a', bond),
      update('u', { state: '2' }, bond),
      update('v', { state: '2' }, bond),
      append('b', bond),
    ]);
    expect(keys(send)).toEqual(['a', 'u']);
    expect(resolutions).toEqual([]);
  });

  it('lets nothing pass a conflict', async () => {
    const { flow, bond } = setting({ state: '3' }, { state: '1' });
    const { send, resolutions } = await recheck(flow, [
      update('u', { state: '2' }, bond),
      update('end', { state: '7' }, bond, end),
    ]);
    expect(keys(send)).toEqual([]);
    expect(resolutions.map(({ key }) => key)).toEqual(['u']);
  });

  it('ends a ticket in the batch that creates it, and leaves other updates for when it is there', async () => {
    const { flow } = setting({}, null);
    expect(keys((await recheck(flow, [append('a', null), update('end', { state: '7' }, null, end)])).send)).toEqual([
      'a',
      'end',
    ]);
    const late = await recheck(flow, [
      append('a', null),
      update('u', { state: '2' }, null),
      update('end', { state: '7' }, null, end),
    ]);
    expect(keys(late.send)).toEqual(['a']);
    expect(late.resolutions).toEqual([]);
  });

  it('neither reads nor writes for fields that the target does not have', async () => {
    const { flow, bond } = setting({}, {});
    let reads = 0;
    const source = flow.mouth.connector.source!;
    const counting = {
      ...source,
      read: (...asked: Parameters<typeof source.read>) => ((reads += 1), source.read(...asked)),
    };
    const counted = { ...flow, mouth: { ...flow.mouth, connector: { ...flow.mouth.connector, source: counting } } };
    expect((await recheck(counted, [update('u', {}, bond)])).resolutions).toEqual([{ key: 'u', state: 'obeyed' }]);
    expect(reads).toBe(0);
    await recheck(counted, [update('u', { state: '1' }, bond), update('v', { state: '1' }, bond)]);
    expect(reads).toBe(1);
  });

  it('sends unseen where the target cannot be read', async () => {
    const { flow, bond } = setting({ state: '3' }, { state: '1' });
    const { source, ...blind } = flow.mouth.connector;
    expect(source).toBeDefined();
    const unseeing = { ...flow, mouth: { ...flow.mouth, connector: blind } };
    expect(keys((await recheck(unseeing, [update('u', { state: '2' }, bond)])).send)).toEqual(['u']);
  });
});
