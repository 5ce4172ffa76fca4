import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '@passerelle/ticket';
import { rules } from '../workflow/testing/rules.js';
import { desk, mirrorRoute, type Desk, type DeskSetting } from '../../test/simulation/desk.js';
import { act, deskVoice, open, type Deed } from './act.js';
import { Overtaken } from './ports/store.js';

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

describe('a deed at our own desk', () => {
  const picture = {
    name: 'écran.png',
    mime: 'image/png',
    size: 3,
    sha256: 'a'.repeat(64),
    audience: 'public',
  } as const;
  const whole = async (at: Desk, ticket: string) => (await at.store.tickets([ticket])).get(ticket);

  it('numbers its lines and files after those that were said there before, and keeps whose they are', async () => {
    const { at, ticket, flow } = await stage();
    await act(flow, ticket, () => deed('d1', { lines: [comment], files: [picture] }));
    await act(flow, ticket, () =>
      deed('d2', { lines: [note, comment], files: [picture, { ...picture, name: 'mur.png' }] }),
    );
    const kept = await whole(at, ticket);
    const origins = (
      parts: readonly { readonly origin: object; readonly author: unknown; readonly at: unknown }[] = [],
    ) => parts.map(({ origin, author, at: when }) => [origin, author, when]);
    const of = (native: string, ordinal: number) => [
      { connection: deskVoice, native, ordinal },
      zoe,
      at.clock.now().toISOString(),
    ];
    expect(origins(kept?.entries)).toEqual([of('d1/1', 1), of('d2/1', 2), of('d2/2', 3)]);
    expect(origins(kept?.attachments)).toEqual([of('d1/file/1', 1), of('d2/file/1', 2), of('d2/file/2', 3)]);
    expect(kept?.attachments.map(({ name, audience, ticket: id }) => [name, audience, id])).toEqual([
      ['écran.png', 'public', ticket],
      ['écran.png', 'public', ticket],
      ['mur.png', 'public', ticket],
    ]);
    await act(flow, ticket, () => deed('d2', { lines: [note, comment], files: [picture] }));
    expect((await whole(at, ticket))?.attachments).toHaveLength(3);
  });

  it('attaches its files once, however often it is done', async () => {
    const { at, ticket, flow } = await stage();
    const twice = { ...picture, name: 'plan.pdf', sha256: 'b'.repeat(64) };
    for (let time = 0; time < 2; time += 1) await act(flow, ticket, () => deed('d1', { files: [picture, twice] }));
    const names = (await whole(at, ticket))?.attachments.map(({ name }) => name);
    expect(names).toEqual(['écran.png', 'plan.pdf']);
  });

  it('keeps a task with what is said of it, and no task of a line that is none', async () => {
    const { at, ticket, flow } = await stage();
    const task = {
      state: 'to_do',
      category: null,
      technician: zoe,
      group: null,
      plannedFrom: null,
      plannedTo: null,
      forecast: 5400,
      spent: null,
    } as const;
    const planned = { kind: 'task', audience: 'internal', text: 'Changer l’écran', task } as const;
    await act(flow, ticket, () => deed('d1', { lines: [planned, note] }));
    expect((await whole(at, ticket))?.entries.map((entry) => entry.task)).toEqual([task, null]);
  });

  it('touches the ticket, and says why of what it changed alone', async () => {
    const { at, ticket, flow } = await stage();
    at.clock.advance(60_000);
    const before = await whole(at, ticket);
    const title = before?.ticket.title ?? '';
    await act(flow, ticket, () => deed('d1', { said: { title, priority: 1 } }));
    const after = await whole(at, ticket);
    expect(after?.ticket).toMatchObject({ priority: 1, updated: at.clock.now().toISOString() });
    expect(after?.why).toEqual({ ...before?.why, priority: 'desk:zoe d1' });
  });

  it('tells nothing to a tool from which the ticket is gone', async () => {
    const { at, ticket, flow } = await stage();
    const [bond] = await at.store.bondsOfConnection('b', null, 1);
    await at.store.commit({ bonds: [{ ...bond!, tombstone: 'vanished' }] });
    const done = await act(flow, ticket, () => deed('d1', { lines: [comment] }));
    expect(done?.intents.map(({ connection }) => connection)).toEqual(['a']);
  });

  it('is done again over what a tool said meanwhile, and gives up only where it can do nothing else', async () => {
    const { ticket, flow } = await stage();
    const over = (times: number, error: () => Error) => {
      let left = times;
      const commit: typeof flow.store.commit = async (...args) => {
        left -= 1;
        if (left >= 0) throw error();
        return flow.store.commit(...args);
      };
      return { ...flow, store: { ...flow.store, commit } };
    };
    const seen: number[] = [];
    const make = () => {
      seen.push(1);
      return deed('d1', { lines: [comment] });
    };
    expect(
      await act(
        over(3, () => new Overtaken('t')),
        ticket,
        make,
      ),
    ).not.toBeNull();
    expect(seen).toHaveLength(4);
    await expect(
      act(
        over(99, () => new Overtaken('t')),
        ticket,
        make,
      ),
    ).rejects.toThrow(Overtaken);
    expect(seen).toHaveLength(54);
    await expect(
      act(
        over(1, () => new Error('disque plein')),
        ticket,
        make,
      ),
    ).rejects.toThrow('disque plein');
    expect(seen).toHaveLength(55);
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
    at.reroute([mirrorRoute(['a'])]);
    await expect(open(at.mirror.between('desk'), 'x', deed('d8'), 'b')).rejects.toThrow(
      /^b: expected a connection of a mirror/,
    );
    expect((await at.store.tickets(['x'])).size).toBe(0);
  });
});
