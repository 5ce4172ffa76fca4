import { afterEach, describe, expect, it } from '@jest/globals';
import type { Done, Keyed, NativeCommand, Receipt } from '@passerelle/connector';
import { derivedKey } from '../id.js';
import { append, apply, create, key, openStage, type Stage, type StageOptions } from '../testing/stage.js';

let stage: Stage;
afterEach(() => stage.close());

async function given(options: StageOptions = {}): Promise<Stage> {
  stage = await openStage({ ...options, quirks: { companion: true, ...options.quirks } });
  return stage;
}

function done(receipt: Receipt | undefined): Done {
  if (receipt?.outcome !== 'done') throw new Error(`expected it to be done, came ${JSON.stringify(receipt)}`);
  return receipt;
}

/** An old ticket with its history, as a migration brings it. */
function history(name: string, nativeClass = 'incident'): Keyed<NativeCommand>[] {
  const made = create(
    name,
    { caller_id: { id: stage.person('marc.dubois'), name: null }, impact: '1', urgency: '2' },
    nativeClass,
  );
  if (made.kind !== 'create') throw new Error('expected a create');
  const note = (text: string, at: string, login: string, journal: 'comments' | 'work_notes') => {
    const command = append({ createdBy: made.key }, text, journal, `[${name} ${text}]`);
    const author = { id: stage.person(login), name: null };
    return { ...command, entry: { ...command.entry, at, author } };
  };
  return [
    { ...made, ticket: { ...made.ticket, at: '2024-02-29T09:00:00.000Z' } },
    note('Bonjour', '2024-02-29T09:00:00.000Z', 'marc.dubois', 'comments'),
    note('Câble ?', '2024-03-01T10:30:00.000Z', 'nadia.khelifi', 'work_notes'),
    note('Réparé', '2024-03-02T11:00:00.000Z', 'nadia.khelifi', 'comments'),
  ];
}

describe('through the companion', () => {
  it('a ticket and its entries keep their dates and authors, and nobody is told', async () => {
    const { connector, sim } = await given();
    const receipts = await apply(connector, ...history('Ancien'));
    expect(receipts.map((receipt) => done(receipt).audience)).toEqual([undefined, 'public', 'internal', 'public']);
    const id = key('Ancien');
    expect(sim.record('incident', id)).toMatchObject({
      sys_created_on: '2024-02-29 09:00:00',
      priority: '2',
      number: 'INC0010001',
    });
    expect(sim.journal(id).map(({ value, author, at }) => [value, author, at])).toEqual([
      ['Bonjour', 'marc.dubois', '2024-02-29 09:00:00'],
      ['Câble ?', 'nadia.khelifi', '2024-03-01 10:30:00'],
      ['Réparé', 'nadia.khelifi', '2024-03-02 11:00:00'],
    ]);
    expect(sim.mailbox).toEqual([]);
    expect(sim.records('task_sla')).toEqual([]);
  });

  it('would be told and dated today without it', async () => {
    const { connect, sim } = await given();
    await apply(connect({ companion: 'off' }), ...history('Ancien'));
    const id = key('Ancien');
    expect(sim.record('incident', id)?.['sys_created_on']).toBe('2026-01-05 08:00:00');
    expect(new Set(sim.journal(id).map(({ author }) => author))).toEqual(new Set(['passerelle']));
    expect(sim.mailbox.length).toBeGreaterThan(0);
  });

  it('takes one request for a whole history', async () => {
    const { connector, door } = await given();
    await apply(connector, ...history('Un'));
    const { writes } = door.tally();
    await apply(connector, ...history('Deux'));
    expect(door.tally().writes - writes).toBe(1);
  });

  it('puts the key of each entry in its own id, so that nothing visible has to mark it', async () => {
    const { connector, sim } = await given();
    const commands = history('Marqué');
    const receipts = await apply(connector, ...commands);
    expect(sim.journal(key('Marqué')).map(({ id }) => id)).toEqual(commands.slice(1).map((command) => command.key));
    expect(receipts.slice(1).map((receipt) => done(receipt).part)).toEqual(
      commands.slice(1).map((command) => command.key),
    );
    expect(sim.journal(key('Marqué')).some(({ value }) => value.includes('['))).toBe(false);
  });

  it('doubles nothing when everything is sent again', async () => {
    const { connector, sim } = await given();
    const commands = history('Deux fois');
    await apply(connector, ...commands);
    const again = await apply(connector, ...commands);
    expect(again.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done']);
    expect(done(again[0]).already).toBe(true);
    expect([sim.records('incident').length, sim.journal(key('Deux fois')).length]).toEqual([1, 3]);
  });

  it('finds each of them by its key', async () => {
    const { connector } = await given();
    const commands = history('Cherché');
    await apply(connector, ...commands);
    for (const command of commands) {
      const id = `incident:${key('Cherché')}`;
      const sought = command.kind === 'append' ? { ...command, id } : command;
      expect(await connector.sink?.find(sought)).toMatchObject({ verdict: 'landed' });
    }
  });

  it('makes the request above a demande too', async () => {
    const { connector, sim } = await given();
    await apply(connector, ...history('Écran', 'sc_req_item'));
    const request = derivedKey(key('Écran'), 'sc_request');
    expect(sim.record('sc_req_item', key('Écran'))?.['request']).toBe(request);
    expect(sim.record('sc_request', request)?.['sys_created_on']).toBe('2024-02-29 09:00:00');
  });

  it('closes a ticket with its last word in one act of two rows, silently', async () => {
    const { connector, sim } = await given();
    await apply(connector, ...history('À clore'));
    const command = append(`incident:${key('À clore')}`, 'Fini');
    const [receipt] = await apply(connector, {
      key: key('clore'),
      kind: 'transition',
      id: `incident:${key('À clore')}`,
      to: '7',
      fields: { close_code: 'User error', close_notes: 'x', closed_at: '2024-03-03T08:00:00.000Z' },
      entry: { ...command.entry, at: '2024-03-03T08:00:00.000Z', author: { id: null, name: 'Émile Zola' } },
    });
    expect(done(receipt)).toMatchObject({ audience: 'public', dropped: [], says: { state: '7', active: 'false' } });
    expect(sim.record('incident', key('À clore'))).toMatchObject({
      incident_state: '7',
      closed_at: '2024-03-03 08:00:00',
    });
    expect(sim.journal(key('À clore')).at(-1)).toMatchObject({ value: 'Fini', author: 'Émile Zola' });
    expect(sim.mailbox).toEqual([]);
  });

  it('says why the transform failed, although the answer is 201', async () => {
    const { connector } = await given();
    const [receipt] = await apply(connector, create('Problème', {}, 'problem'));
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'rejected' } });
    expect(receipt && 'fault' in receipt ? receipt.fault.message : '').toContain('not open to this import');
  });

  it('leaves alone a ticket of somebody else under its id', async () => {
    const { connector, sim } = await given();
    sim.as('admin').create('incident', { sys_id: key('À moi'), short_description: 'À eux' });
    const [receipt] = await apply(connector, create('À moi'));
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'conflict' } });
    expect(sim.record('incident', key('À moi'))?.['short_description']).toBe('À eux');
  });

  it('is not used when what it writes could not be read back', async () => {
    const { connector } = await given({ acls: [{ table: 'sys_journal_field', operation: 'read', roles: [] }] });
    stage.sim.as('beth.anglin').comment(stage.sim.as('admin').create('incident', {})['sys_id'] ?? '', 'x');
    expect(await connector.sink?.keeps()).toMatchObject({ author: false });
    const { findings } = await connector.check();
    expect(findings.find(({ name }) => name === 'companion')?.advice?.en).toContain('sys_journal_field');
  });
});
