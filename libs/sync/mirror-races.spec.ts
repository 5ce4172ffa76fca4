import { expect, it } from '@jest/globals';
import type { Simulator, ToolRequest } from '@passerelle/connector/testing';
import { desk, mirrorRoute, type Desk } from '../../test/simulation/desk.js';

/** Somebody acts in the tool at the moment at which a request of ours arrives. */
const when = (arrives: (request: ToolRequest) => boolean, act: () => void) => (simulator: Simulator) => ({
  handle: (request: ToolRequest) => {
    if (arrives(request)) act();
    return simulator.handle(request);
  },
});

const copyIn = async (at: Desk, name: string): Promise<string> =>
  (await at.store.bondsOfConnection(name, null, 9))[0]?.native ?? '';

it('hears what somebody changed between our look at a ticket and its answer', async () => {
  let changed = false;
  const at: Desk = await desk({
    tools: { a: 'toy', b: 'toy' },
    before: (name, simulator) =>
      name !== 'b'
        ? simulator
        : when(
            ({ method }) => method === 'PATCH' && !changed,
            () => {
              changed = true;
              void at.tool('b').world.humans.change(copy);
            },
          )(simulator),
  });
  const id = await at.tool('a').world.humans.open('Écran noir');
  await at.sync();
  const copy = await copyIn(at, 'b');
  const route = at.tool('a').connector.sink;
  for await (const receipt of route?.apply([
    { key: 'f'.repeat(32), kind: 'update', id, fields: { status: 'working' } },
  ]) ?? [])
    expect(receipt.outcome).toBe('done');
  await at.sync();
  await at.sync();
  expect(changed).toBe(true);
  for (const [name, ticket] of [
    ['a', id],
    ['b', copy],
  ] as const) {
    const truth = await at.tool(name).world.look(ticket);
    expect(truth?.fields['status']).toBe('working');
    expect(truth?.fields['body']).toContain('Changé 1 fois');
  }
});

it('bonds its own line, not one into which somebody pasted its mark', async () => {
  let lost = false;
  const at: Desk = await desk({
    tools: { a: 'toy', b: 'toy' },
    routes: [mirrorRoute(['a', 'b'])],
    before: (name, simulator) => ({
      handle: (request) => {
        const answer = simulator.handle(request);
        if (name !== 'b' || lost || request.method !== 'POST' || !request.url.endsWith('/entries')) return answer;
        lost = true;
        return { status: 500, headers: {}, body: '' };
      },
    }),
  });
  const id = await at.tool('a').world.humans.open('Écran noir');
  await at.sync();
  const copy = await copyIn(at, 'b');
  const { number } = (await at.tool('a').world.look(id)) ?? {};
  await at.tool('b').world.humans.write?.(copy, 'reply', `Vu plus haut : [a ${number} · 1 · Hélène`);
  await at.sync();
  await at.tool('a').world.humans.write?.(id, 'reply', 'Toujours noir');
  await at.sync();
  await at.sync();
  expect(lost).toBe(true);
  expect(await at.store.inState('b', 'dead', 9)).toEqual([]);
  for (const [name, ticket] of [
    ['a', id],
    ['b', copy],
  ] as const) {
    const truth = await at.tool(name).world.look(ticket);
    expect(truth?.entries.map(({ text }) => /Vu plus haut|Toujours noir/u.exec(text)?.[0]).sort()).toEqual([
      'Toujours noir',
      'Vu plus haut',
    ]);
  }
});

it('appends where somebody has pasted the mark already, although the tool is looked at before it appends', async () => {
  const at = await desk({ tools: { a: 'toy', b: 'servicenow' } });
  const id = await at.tool('a').world.humans.open('Écran noir');
  await at.sync();
  const kept = await at.store.bondsOfConnection('b', null, 9);
  const copy = kept.find(({ native }) => native.startsWith('sc_req_item'))?.native ?? '';
  const { number } = (await at.tool('a').world.look(id)) ?? {};
  await at.tool('b').world.humans.write?.(copy, 'comments', `[a ${number} · 1 · Hélène · hier]\nrecopié`);
  await at.sync();
  await at.tool('a').world.humans.write?.(id, 'reply', 'Toujours noir');
  await at.sync();
  expect(await at.store.inState('b', 'dead', 9)).toEqual([]);
  const { entries = [] } = (await at.tool('b').world.look(copy)) ?? {};
  expect(entries.map(({ text }) => /recopié|Toujours noir/u.exec(text)?.[0])).toEqual(['recopié', 'Toujours noir']);
});

it('stops one ticket, not its connection, where a sink names a line that is another one', async () => {
  const at = await desk({ tools: { a: 'toy', b: 'toy' } });
  const id = await at.tool('a').world.humans.open('Écran noir');
  await at.sync();
  const copy = await copyIn(at, 'b');
  await at.tool('b').world.humans.write?.(copy, 'reply', 'Vu');
  await at.sync();
  const { connector } = at.tool('b');
  const [known] = await at.store.entryBonds('b', [(await at.store.bonds('b', [copy])).get(copy)?.ticket ?? '']);
  const { sink } = connector;
  Object.assign(connector, {
    sink: {
      ...sink,
      apply: async function* (...given: Parameters<NonNullable<typeof sink>['apply']>) {
        for await (const receipt of sink?.apply(...given) ?? [])
          yield given[0].some(({ key, kind }) => key === receipt.key && kind === 'append')
            ? { ...receipt, part: known?.native }
            : receipt;
      },
    },
  });
  await at.tool('a').world.humans.write?.(id, 'reply', 'Toujours noir');
  const other = await at.tool('a').world.humans.open('Clavier muet');
  await at.sync();
  expect(await at.store.inState('b', 'dead', 9)).toMatchObject([
    { act: { kind: 'append' }, trouble: { kind: 'conflict' } },
  ]);
  expect(await at.store.bonds('a', [other])).toHaveProperty('size', 1);
  expect(await at.tool('b').world.tickets()).toHaveLength(2);
});

it('does not believe that a line never landed when the tool was asked too early, however late it answers', async () => {
  const late: (() => void)[] = [];
  let sent = 0;
  const at: Desk = await desk({
    tools: { a: 'toy', b: 'toy' },
    before: (name, simulator) => ({
      handle: (request) => {
        if (name === 'b' && request.method === 'POST' && request.url.endsWith('/entries') && (sent += 1) === 1) {
          late.push(() => void simulator.handle(request));
          return { status: 504, headers: {}, body: '' };
        }
        const answer = simulator.handle(request);
        // It is asked, does what it was told before, and answers ten seconds later as it was when it was asked.
        for (const land of late.splice(0)) {
          land();
          at.clock.advance(10_000);
        }
        return answer;
      },
    }),
  });
  const id = await at.tool('a').world.humans.open('Écran noir');
  await at.sync();
  await at.tool('a').world.humans.write?.(id, 'reply', 'Toujours noir');
  await at.sync();
  await at.sync();
  expect((await at.tool('b').world.look(await copyIn(at, 'b')))?.entries).toHaveLength(1);
  expect(sent).toBe(1);
});

/** Somebody types right after a write of ours landed, before anybody can look at what came of it. */
const typing = (landed: (request: ToolRequest) => boolean, act: (copy: string) => void) => (simulator: Simulator) => ({
  handle: (request: ToolRequest) => {
    const answer = simulator.handle(request);
    if (landed(request)) act(/"id":\s*"?(\d+)/u.exec(answer.body.toString())?.[1] ?? '');
    return answer;
  },
});

it.each([true, false])(
  'hears what somebody typed between our creation and our look back, and nothing where nobody did: %s',
  async (somebody) => {
    let typed = 0;
    const at: Desk = await desk({
      tools: { a: 'toy', b: 'glpi' },
      before: (name, simulator) =>
        name !== 'b'
          ? simulator
          : typing(
              ({ method, url }) => somebody && method === 'POST' && url.endsWith('/Ticket'),
              (copy) => {
                typed += 1;
                void at.tool('b').world.humans.change(copy);
              },
            )(simulator),
    });
    const id = await at.tool('a').world.humans.open('Écran noir');
    const body = async (): Promise<string> =>
      JSON.stringify((await at.tool('a').world.look(id))?.fields['body'] ?? null);
    const opened = await body();
    await at.sync();
    await at.sync();
    expect(typed).toBe(somebody ? 1 : 0);
    const now = await body();
    expect({ heard: now.includes('Changé 1 fois'), untouched: now === opened }).toEqual({
      heard: somebody,
      untouched: !somebody,
    });
  },
);
