import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '@passerelle/ticket';
import { rules } from '../workflow/testing/rules.js';
import { desk, mirrorRoute, type Desk, type DeskSetting } from '../../test/simulation/desk.js';
import { act, deskVoice, open, type Deed } from './act.js';

const zoe = { name: 'Zoé Martin', email: 'zoe.martin@example.org', login: null, employeeNumber: null, cut: false };

const deed = (id: string, more: Partial<Deed> = {}): Deed => ({
  id,
  by: zoe,
  why: `desk:zoe ${id}`,
  said: {},
  lines: [],
  files: [],
  ...more,
});
const comment = { kind: 'comment', audience: 'public', text: 'Redémarrez, s’il vous plaît 🙏' } as const;
const note = { kind: 'work_note', audience: 'internal', text: 'Secret : carte mère' } as const;

async function stage(more: Partial<DeskSetting> = {}) {
  const at = await desk({ tools: { a: 'toy', b: 'toy' }, ...more });
  const native = await at.tool('a').world.humans.open('Écran noir');
  await at.sync();
  const [bond] = await at.store.bondsOfConnection('a', null, 1);
  return { at, native, ticket: bond?.ticket ?? '', flow: at.mirror.between('desk') };
}

async function entriesIn(at: Desk, name: string) {
  const [bond] = await at.store.bondsOfConnection(name, null, 1);
  const truth = await at.tool(name).world.look(bond?.native ?? '');
  return truth?.entries.map(({ text, readable }) => [/Redémarrez|Secret/u.exec(text)?.[0], readable]);
}

describe('what people say at our own desk', () => {
  it('reaches every tool once, and keeps its audience', async () => {
    const { at, ticket, flow } = await stage();
    const done = await act(flow, ticket, () => deed('d1', { lines: [comment, note] }));
    expect(new Set(done?.intents.map(({ connection }) => connection))).toEqual(new Set(['a', 'b']));
    await at.sync();
    await at.sync();
    for (const name of ['a', 'b'])
      expect(await entriesIn(at, name)).toEqual([
        ['Redémarrez', true],
        ['Secret', false],
      ]);
    const rows = await at.store.outboxOf([ticket]);
    expect(rows.every(({ state }) => state === 'obeyed')).toBe(true);
  });

  it('is said once, however often the same deed is done', async () => {
    const { at, ticket, flow } = await stage();
    for (let time = 0; time < 3; time += 1) await act(flow, ticket, () => deed('d1', { lines: [comment] }));
    await at.sync();
    expect(await entriesIn(at, 'b')).toHaveLength(1);
    expect((await at.store.tickets([ticket])).get(ticket)?.entries).toMatchObject([
      { author: zoe, origin: { connection: deskVoice, ordinal: 1 } },
    ]);
  });

  it('changes fields everywhere, and says why', async () => {
    const { at, ticket, flow } = await stage();
    const said: Partial<Ticket> = { title: 'Écran noir, salle 12' };
    await act(flow, ticket, () => deed('d2', { said }));
    await at.sync();
    for (const name of ['a', 'b']) {
      const [bond] = await at.store.bondsOfConnection(name, null, 1);
      const truth = await at.tool(name).world.look(bond?.native ?? '');
      expect(Object.values(truth?.fields ?? {})).toContain('Écran noir, salle 12');
    }
    expect((await at.store.tickets([ticket])).get(ticket)?.why['title']).toBe('desk:zoe d2');
  });

  it('reaches a tool in which alone the ticket lives', async () => {
    const nothing = mirrorRoute(['a', 'b'], { only: { number: ['nobody'] } });
    const { at, ticket, flow } = await stage({ routes: [nothing] });
    expect(await at.store.bondsOf([ticket])).toHaveLength(1);
    await act(flow, ticket, () => deed('d3', { lines: [comment] }));
    await at.sync();
    expect(await entriesIn(at, 'a')).toEqual([['Redémarrez', true]]);
    expect(await at.store.bondsOfConnection('b', null, 9)).toEqual([]);
  });

  it('does nothing where there is no such ticket, and says what it sees where there is', async () => {
    const { ticket, flow } = await stage();
    expect(await act(flow, 'nowhere', () => deed('d4'))).toBeNull();
    const done = await act(flow, ticket, ({ revision, ticket: { title } }) =>
      deed('d5', { lines: [{ ...comment, text: `${title} ${revision > 0}` }] }),
    );
    expect(done?.intents).toHaveLength(2);
    const bare = await act(flow, ticket, () => deed('d6'));
    expect(bare?.intents).toEqual([]);
  });

  it('is heard by the rules', async () => {
    const said = rules(`
rules:
  - rule: salle-12-est-urgente
    label: { fr: Urgent, en: Urgent }
    when: { title: { contains: ['salle 12'] }, priority: { not: 1 } }
    do: { priority: 1 }
`);
    const route = mirrorRoute(['a', 'b']);
    const { at, ticket, flow } = await stage({ routes: [route], rules: new Map([[route.name, said]]) });
    const done = await act(flow, ticket, () => deed('d9', { said: { title: 'Écran noir, salle 12' } }));
    expect(done?.ticket.priority).toBe(1);
    await at.sync();
    const truth = await at.tool('a').world.look((await at.store.bondsOfConnection('a', null, 1))[0]?.native ?? '');
    expect(truth?.fields['priority']).toBe('1');
  });
});

describe('a ticket that is born at our own desk', () => {
  it('is created in its tool, once, and mirrored from there', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    const flow = at.mirror.between('desk');
    const said: Partial<Ticket> = {
      title: 'Besoin d’un écran',
      description: 'مرحبا',
      audience: 'public',
      status: 'new',
      requester: zoe,
      openedBy: zoe,
    };
    const born = deed('d7', { said, lines: [note] });
    const first = await open(flow, 'born-1', born, 'a');
    const again = await open(flow, 'born-1', born, 'a');
    expect(again.ticket).toEqual(first.ticket);
    expect(new Set(first.intents.map(({ connection }) => connection))).toEqual(new Set(['a', 'b']));
    await at.sync();
    await at.sync();
    await at.sync();
    for (const name of ['a', 'b']) {
      expect(await at.tool(name).world.tickets()).toHaveLength(1);
      expect(await entriesIn(at, name)).toEqual([['Secret', false]]);
    }
    const bonds = await at.store.bondsOf(['born-1']);
    expect(bonds.map(({ connection }) => connection).toSorted()).toEqual(['a', 'b']);
  });

  it('is refused where nobody may write', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await expect(open(at.mirror.between('desk'), 'x', deed('d8'), 'c')).rejects.toThrow(/expected a connection/);
  });
});
