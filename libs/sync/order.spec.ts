import { describe, expect, it } from '@jest/globals';
import type { Status } from '@passerelle/ticket';
import { line, native, stage } from '../../test/simulation/stage.js';
import { ticketId } from './identity.js';
import { inOrder, overtaken } from './order.js';
import type { Bond, OutboxRow, WholeTicket } from './ports/records.js';
import { runRoute } from './river.js';

const { flow } = stage();
const row = (key: string, kind: 'append' | 'update' | 'create'): OutboxRow =>
  ({
    key,
    ticket: 't',
    connection: 'target',
    state: 'queued',
    act: kind === 'update' ? { kind, fields: ['status'] } : { kind },
  }) as unknown as OutboxRow;
const wholeOf = (status: Status): ReadonlyMap<string, WholeTicket> =>
  new Map([['t', { ticket: { status } } as unknown as WholeTicket]]);
const bondOf = (state: string): ReadonlyMap<string, Bond> =>
  new Map([
    [
      't',
      {
        native: 'sys1',
        class: 'request',
        number: null,
        url: null,
        version: null,
        shadow: { digest: 'x', fields: { state } },
      } as unknown as Bond,
    ],
  ]);

describe('the order within a ticket', () => {
  it.each<[string, Status, string, string]>([
    ['speaks, then changes', 'in_progress', '1', 'a b u'],
    ['speaks, then ends', 'closed', '1', 'a b u'],
    ['opens again, then speaks', 'in_progress', '7', 'u a b'],
    ['opens again after it was cancelled, then speaks', 'new', '8', 'u a b'],
    ['speaks as well as it can when it is closed on both sides', 'closed', '7', 'a b u'],
  ])('%s', (_, status, state, expected) => {
    const rows = [row('a', 'append'), row('b', 'append'), row('u', 'update')];
    expect(
      inOrder(flow.mouth, rows, wholeOf(status), bondOf(state))
        .map(({ key }) => key)
        .join(' '),
    ).toBe(expected);
  });

  it('opens again with the word that opens it, whatever change waited before', () => {
    const title = { ...row('t', 'update'), act: { kind: 'update', fields: ['title'] } } as unknown as OutboxRow;
    const rows = [row('a', 'append'), title, row('u', 'update')];
    const keys = (state: string) =>
      inOrder(flow.mouth, rows, wholeOf('in_progress'), bondOf(state)).map(({ key }) => key);
    expect(keys('7')).toEqual(['u', 't', 'a']);
    expect(keys('1')).toEqual(['a', 't', 'u']);
  });

  it('is as planned for a ticket that is not there yet', () => {
    const rows = [row('c', 'create'), row('a', 'append'), row('u', 'update')];
    expect(inOrder(flow.mouth, rows, wholeOf('new'), new Map())).toEqual(rows);
  });

  it('lets no tool lose the line that opens a ticket again', async () => {
    const set = stage();
    Object.assign(set.tool, { deafWhenClosed: true });
    set.natives.push(native('1', { fields: { etat: 'Clos' }, entries: [line('un', { id: 'e1' })] }));
    const lost = set.tool.obey.bind(set.tool);
    // As many tools do: a line on a closed ticket is answered with success and kept nowhere.
    Object.assign(set.tool, {
      obey: (...given: Parameters<typeof lost>) => {
        const [command] = given;
        const ticket = command.kind === 'append' ? set.tool.tickets.get(command.id as string) : undefined;
        if (ticket?.fields.get('state')?.value === '7') return { done: true, ticket, part: null } as const;
        return lost(...given);
      },
    });
    await runRoute(set.flow);
    set.natives[0] = native('1', {
      fields: { etat: 'En cours' },
      entries: [line('un', { id: 'e1' }), line('Non, pas réglé', { id: 'e2' })],
    });
    await runRoute(set.flow);
    const [ticket] = [...set.tool.tickets.values()];
    expect(ticket?.entries.map(({ text }) => text.split('\n')[1])).toEqual(['un', 'Non, pas réglé']);
    expect(ticket?.fields.get('state')?.value).toBe('2');
  });
});

describe('a batch that was overtaken', () => {
  it('leaves a ticket that is closed by now and has more to say than was claimed', async () => {
    const set = stage();
    const id = ticketId('source', '1');
    set.natives.push(native('1'));
    await runRoute(set.flow);
    set.natives[0] = native('1', { fields: { etat: 'Clos' }, entries: [line('Fin')] });
    set.answer = ({ key }) => Promise.reject(new Error(key));
    await expect(runRoute(set.flow)).rejects.toThrow('broke off');
    const all = (await set.flow.store.outboxOf([id])).filter(({ state }) => state !== 'obeyed');
    await set.flow.store.commit({ resolutions: all.map(({ key }) => ({ key, state: 'queued' })) });
    const rows = (await set.flow.store.outboxOf([id])).filter(({ state }) => state === 'queued');
    const wholes = await set.flow.store.tickets([id]);
    const [update] = rows.filter(({ act }) => act.kind === 'update');
    expect([...(await overtaken(set.flow, [update!], wholes))]).toEqual([id]);
    expect([...(await overtaken(set.flow, rows, wholes))]).toEqual([]);
  });
});
