import { describe, expect, it } from '@jest/globals';
import type { Keyed, NativeCommand, NativeFields } from '@passerelle/connector';
import { ids, num, str, type Glpi } from './simulator/index.js';
import type { Row } from './simulator/state.js';
import { append, apply, create, key, openStage, readOne, type StageOptions } from './testing/stage.js';

const words = '<p>Câble remplacé, l’écran s’allume — à vérifier 🙂</p>';

function update(id: string, name: string, fields: NativeFields): Keyed<NativeCommand> {
  return { key: key(name), kind: 'update', id, fields };
}

const rows = (sim: Glpi): readonly Row[] => [...(sim.state.shelves.get('ITILSolution')?.rows.values() ?? [])];

async function opened(options: StageOptions = {}) {
  const stage = openStage(options);
  const [made] = await apply(
    stage.connector,
    create('Écran noir', { _users_id_requester: [{ id: String(ids.helene), name: null }] }),
  );
  const id = made?.outcome === 'done' ? made.id : '';
  return { ...stage, id };
}

describe('a ticket that was resolved elsewhere', () => {
  it.each(['9.5', '10', '11'] as const)('gets a solution in GLPI %s that its requester can accept', async (profile) => {
    const { sim, connector, id } = await opened({ profile });
    const told = update(id, 'résolu', { status: '5', _solution: words, urgency: '4' });
    expect(await apply(connector, told)).toMatchObject([{ outcome: 'done' }]);
    expect(rows(sim)).toHaveLength(1);
    const ticket = await readOne(connector, id);
    expect(ticket.fields).toMatchObject({ status: '5', urgency: '4', _solution: words });
    expect(ticket.entries).toEqual([]);
    sim.as('hmuller').accept(Number(id), 'Merci !');
    const after = await readOne(connector, id);
    expect(after.fields['status']).toBe('6');
    expect(after.entries).toMatchObject([{ journal: 'followup', fields: { verdict: '3' } }]);
  });

  it('would have nothing to be accepted with its status alone', async () => {
    const { sim, connector, id } = await opened();
    await apply(connector, update(id, 'résolu', { status: '5' }));
    expect((await readOne(connector, id)).fields['status']).toBe('5');
    expect(rows(sim)).toEqual([]);
  });

  it('asks again with the same solution when it is resolved again with the same words, and with a new one for new words', async () => {
    const { sim, connector, id } = await opened();
    await apply(connector, update(id, 'une', { status: '5', _solution: words }));
    sim.as('hmuller').refuse(Number(id), 'Toujours noir.');
    expect((await readOne(connector, id)).fields['status']).not.toBe('5');
    await apply(connector, update(id, 'deux', { status: '5', _solution: words }));
    expect(rows(sim).map(({ status }) => status)).toEqual([2]);
    sim.as('hmuller').refuse(Number(id), 'Non.');
    await apply(connector, update(id, 'trois', { status: '5', _solution: '<p>Écran changé.</p>' }));
    expect(rows(sim).map(({ status }) => status)).toEqual([4, 2]);
    expect((await readOne(connector, id)).fields).toMatchObject({ status: '5', _solution: '<p>Écran changé.</p>' });
  });

  it('has its solution reworded while it waits, and keeps the mark by which it is known', async () => {
    const { sim, connector, id } = await opened();
    await apply(connector, update(id, 'une', { status: '5', _solution: words }));
    expect(await apply(connector, update(id, 'deux', { _solution: '<p>Mieux dit.</p>' }))).toMatchObject([
      { outcome: 'done' },
    ]);
    expect(rows(sim)).toHaveLength(1);
    const { fields, entries } = await readOne(connector, id);
    expect(fields['_solution']).toBe('<p>Mieux dit.</p>');
    expect(entries).toEqual([]);
  });

  it('leaves a solution that a technician of GLPI wrote as it is, and says so', async () => {
    const { sim, connector, id } = await opened();
    sim.as('tech').solve(Number(id), 'Prise rebranchée');
    const [receipt] = await apply(connector, update(id, 'résolu', { status: '5', _solution: words }));
    expect(receipt).toMatchObject({ outcome: 'done', dropped: [{ field: '_solution', kept: null }] });
    expect(rows(sim).map((row) => str(row, 'content'))).toEqual(['Prise rebranchée']);
    expect((await readOne(connector, id)).entries).toMatchObject([{ journal: 'solution' }]);
  });

  it('takes the solution of a line for the answer: no second one is written for the status that follows it', async () => {
    const { sim, connector, id } = await opened();
    const receipts = await apply(
      connector,
      append(id, '<p>Fait.</p>', 'solution'),
      update(id, 'résolu', { status: '5', _solution: words }),
    );
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(rows(sim)).toHaveLength(1);
  });

  it('is closed past its solution, and mails no second time for that', async () => {
    const { sim, connector, id } = await opened();
    await apply(connector, update(id, 'clos', { status: '6', _solution: words }));
    expect((await readOne(connector, id)).fields).toMatchObject({ status: '6', _solution: words });
    expect(sim.state.mails.filter(({ event }) => event === 'solved')).toEqual([]);
    expect(sim.state.mails.filter(({ event }) => event === 'closed')).not.toEqual([]);
  });

  it('is closed at once where the site closes what is solved', async () => {
    const { sim, connector, id } = await opened();
    const ticket = sim.state.shelves.get('Ticket')?.rows.get(Number(id)) ?? {};
    const entity = sim.state.shelves.get('Entity')?.rows.get(num(ticket, 'entities_id'));
    Object.assign(entity ?? {}, { autoclose_delay: 0 });
    const [receipt] = await apply(connector, update(id, 'clos', { status: '6', _solution: words }));
    expect(receipt).toMatchObject({ outcome: 'done' });
    expect((await readOne(connector, id)).fields['status']).toBe('6');
  });

  it('is born solved with its solution, too', async () => {
    const { sim, connector } = openStage();
    const born = create('Imprimante', { status: '5', _solution: words });
    expect(await apply(connector, born)).toMatchObject([{ outcome: 'done', says: { status: '5', _solution: words } }]);
    expect(rows(sim)).toMatchObject([{ status: 2 }]);
    expect(await connector.sink?.find(born)).toMatchObject({ verdict: 'landed' });
  });
});

describe('an answer that was lost', () => {
  it('while the solution was written leaves one solution after the next attempt', async () => {
    const { sim, connect, connector, id } = await opened();
    const told = update(id, 'résolu', { status: '5', _solution: words });
    expect(await connector.sink?.find(told)).toEqual({ verdict: 'not-landed' });
    const handle = sim.handle.bind(sim);
    Object.assign(sim, {
      handle: (request: Parameters<typeof handle>[0]) => {
        const answer = handle(request);
        return request.method === 'POST' && request.url.endsWith('/ITILSolution')
          ? { status: 502, headers: {}, body: 'Bad gateway' }
          : answer;
      },
    });
    expect(await apply(connector, told)).toMatchObject([{ outcome: 'unknown' }]);
    Object.assign(sim, { handle });
    expect(await connector.sink?.find(told)).toMatchObject({ verdict: 'landed' });
    await apply(connect(), told);
    expect(rows(sim)).toHaveLength(1);
  });

  it('between a creation and its solution is no landing: the next attempt goes on with the same ticket', async () => {
    const { sim, connect } = openStage();
    const born = create('Imprimante', { status: '5', _solution: words });
    const handle = sim.handle.bind(sim);
    Object.assign(sim, {
      handle: (request: Parameters<typeof handle>[0]) =>
        request.method === 'POST' && request.url.endsWith('/ITILSolution')
          ? { status: 503, headers: {}, body: 'Service indisponible' }
          : handle(request),
    });
    expect(await apply(connect(), born)).toMatchObject([{ outcome: 'unknown' }]);
    Object.assign(sim, { handle });
    const again = connect();
    expect(await again.sink?.find(born)).toEqual({ verdict: 'not-landed' });
    expect(await apply(again, born)).toMatchObject([{ outcome: 'done', already: true, says: { status: '5' } }]);
    expect(rows(sim)).toHaveLength(1);
    const made = [...(sim.state.shelves.get('Ticket')?.rows.values() ?? [])];
    expect(made.filter((row) => str(row, 'name') === 'Imprimante')).toHaveLength(1);
  });
});

describe('a solution that quotes ours', () => {
  it('is a line of whoever wrote it', async () => {
    const { sim, connector, id } = await opened();
    await apply(connector, update(id, 'une', { status: '5', _solution: words }));
    const [ours] = rows(sim);
    sim.as('hmuller').refuse(Number(id), 'Toujours noir.');
    sim.as('tech').solve(Number(id), `${str(ours ?? {}, 'content')}<p>Et le câble aussi.</p>`);
    const { fields, entries } = await readOne(connector, id);
    expect(entries.filter(({ journal }) => journal === 'solution')).toMatchObject([
      { text: expect.stringContaining('Et le câble aussi.') },
    ]);
    expect(fields['_solution']).toBe(words);
  });
});
