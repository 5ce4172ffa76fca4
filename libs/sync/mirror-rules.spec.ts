import { describe, expect, it } from '@jest/globals';
import { rulesVoice } from '@passerelle/workflow';
import { rules } from '../workflow/testing/rules.js';
import { desk, mirrorRoute } from '../../test/simulation/desk.js';
import { Overtaken, type Store } from './ports/store.js';
import { takeTurn } from './turn.js';

const route = mirrorRoute(['a', 'b']);

async function ruled(text: string) {
  return desk({ tools: { a: 'toy', b: 'toy' }, routes: [route], rules: new Map([[route.name, rules(text)]]) });
}

describe('a line that a rule writes because of what a tool said', () => {
  const greeting = `
rules:
  - rule: accueil
    label: { fr: Accueil, en: Welcome }
    when: { became: { title: { contains: [noir] } } }
    do: { comment: 'Nous nous en occupons 🙂' }
`;

  it('is told to that tool too, and stands once in each', async () => {
    const at = await ruled(greeting);
    const id = await at.tool('a').world.humans.open('Clavier');
    await at.sync();
    for await (const receipt of at
      .tool('a')
      .connector.sink?.apply([{ key: 'f'.repeat(32), kind: 'update', id, fields: { title: 'Écran noir' } }]) ?? [])
      if (receipt.outcome !== 'done') throw receipt.fault;
    for (let round = 0; round < 3; round += 1) await at.sync();
    const [bond] = await at.store.bondsOfConnection('a', null, 1);
    const whole = (await at.store.tickets([bond?.ticket ?? ''])).get(bond?.ticket ?? '');
    expect(whole?.entries.map(({ origin }) => origin.connection)).toEqual([rulesVoice]);
    for (const name of ['a', 'b']) {
      const [there] = await at.store.bondsOfConnection(name, null, 1);
      const texts = (await at.tool(name).world.look(there?.native ?? ''))?.entries.map(({ text }) => text) ?? [];
      expect(texts.filter((text) => text.includes('Nous nous en occupons 🙂'))).toHaveLength(1);
    }
  });
});

describe('rules that undo each other', () => {
  it('are told of by the number of their ticket, and nothing of them counts', async () => {
    // HELPDESK has the code 33015, which no file says: only on such a ticket are these two at odds.
    const at = await ruled(`
rules:
  - { rule: haute, label: { fr: Haute, en: High }, when: { group: HELPDESK }, do: { priority: 1 } }
  - { rule: basse, label: { fr: Basse, en: Low }, when: { group: "33015" }, do: { priority: 4 } }
`);
    const id = await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    const [bond] = await at.store.bondsOfConnection('a', null, 1);
    const whole = (await at.store.tickets([bond?.ticket ?? ''])).get(bond?.ticket ?? '');
    if (!whole) throw new Error('expected that it is kept');
    const ticket = { ...whole.ticket, group: { name: 'HELPDESK', codes: ['33015'] } };
    await at.store.commit({ tickets: [{ ticket, why: whole.why, was: whole.revision }] });
    at.told.length = 0;
    await at.tool('a').world.humans.change(id);
    await at.sync();
    expect(at.told).toContainEqual({
      kind: 'trouble',
      message: expect.objectContaining({
        en: expect.stringMatching(new RegExp(`^${ticket.number}: expected .*haute and .*basse`, 'u')),
      }),
    });
    const after = (await at.store.tickets([ticket.id])).get(ticket.id);
    expect(after?.ticket.priority).toBe(ticket.priority);
  });
});

describe('a page on a ticket of which another tool was heard meanwhile', () => {
  const overtaking = async (times: number) => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await at.tool('a').world.humans.open('Écran noir');
    const turn = await at.mirror.turn('a', 'run');
    if (!turn.hearing || !turn.telling) throw new Error('expected both ways');
    let asked = 0;
    const commit: Store['commit'] = async (changes, fences) => {
      if (changes.observations?.length && asked++ < times) throw new Overtaken('t');
      return at.store.commit(changes, fences);
    };
    const store = { ...at.store, commit };
    const work = takeTurn(
      { ...turn, hearing: { ...turn.hearing, store }, telling: { ...turn.telling, store } },
      { pull: true, backlog: false },
    );
    return { work, asked: () => asked };
  };

  it('is folded again, as often as it takes', async () => {
    const { work, asked } = await overtaking(3);
    expect((await work).tally).toMatchObject({ heard: 1, changed: 1 });
    expect(asked()).toBe(4);
  });

  it('is given up where that never ends', async () => {
    const { work, asked } = await overtaking(Infinity);
    await expect(work).rejects.toBeInstanceOf(Overtaken);
    expect(asked()).toBe(50);
  });
});
