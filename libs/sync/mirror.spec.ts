import { describe, expect, it } from '@jest/globals';
import type { NativeId } from '@passerelle/connector';
import { rules } from '../workflow/testing/rules.js';
import { desk, mirrorRoute, type Desk, type DeskSetting, type ToolKind } from '../../test/simulation/desk.js';

/** ServiceNow makes a cart and a task of its own around each item that is asked for. */
const parts = ['sc_request', 'sc_task'];
const needs = async (at: Desk, name: string) =>
  (await at.tool(name).world.tickets()).filter((id) => !parts.some((part) => id.startsWith(part)));

/** What one tool holds of its only ticket, or of the named one. */
async function look(at: Desk, name: string, id?: NativeId) {
  const { world } = at.tool(name);
  const kept = (await at.store.bondsOfConnection(name, null, 99)).filter(({ class: is }) => !parts.includes(is));
  const wanted = id ?? kept[0]?.native;
  if (wanted === undefined) throw new Error(`expected a ticket in ${name}`);
  const truth = await world.look(wanted);
  if (!truth) throw new Error(`expected ${wanted} in ${name}`);
  return { id: wanted, ...truth };
}

const changesOf = (at: Desk): number =>
  [...at.tools.values()].reduce((sum, { world }) => sum + (world.changes?.() ?? 0), 0);

const pairs: readonly [string, DeskSetting['tools']][] = [
  ['two toys', { a: 'toy', b: 'toy' }],
  ['a toy and a ServiceNow', { a: 'toy', b: 'servicenow' }],
  ['two ServiceNow', { a: 'servicenow', b: 'servicenow' }],
];

describe.each(pairs)('a mirror between %s', (_, tools) => {
  it('brings a new ticket of either to the other, once', async () => {
    const at = await desk({ tools });
    await at.tool('a').world.humans.open('Écran noir');
    await at.tool('b').world.humans.open('Clavier muet');
    await at.sync();
    for (const name of ['a', 'b']) expect(await needs(at, name)).toHaveLength(2);
    const before = changesOf(at);
    await at.sync();
    await at.sync();
    expect(changesOf(at)).toBe(before);
  });

  it('carries lines both ways, and none comes back', async () => {
    const at = await desk({ tools });
    const [journalOf, asideOf] = [
      (name: string) => (tools[name] === 'toy' ? 'reply' : 'comments'),
      (name: string) => (tools[name] === 'toy' ? 'aside' : 'work_notes'),
    ];
    const id = await at.tool('a').world.humans.open('Écran noir');
    await at.tool('a').world.humans.write?.(id, journalOf('a'), 'Toujours noir, à l’aide 🙏');
    await at.tool('a').world.humans.write?.(id, asideOf('a'), 'Secret : carte mère');
    await at.sync();
    const there = await look(at, 'b');
    await at.tool('b').world.humans.write?.(there.id, journalOf('b'), 'Avez-vous redémarré ?');
    await at.sync();
    await at.sync();
    for (const name of ['a', 'b']) {
      const { entries } = await look(at, name);
      const told = entries.map(
        ({ text, readable }) => [/noir|Secret|redémarré/u.exec(text)?.[0] ?? '', readable] as const,
      );
      expect(told.toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([
        ['Secret', false],
        ['noir', true],
        ['redémarré', true],
      ]);
    }
    const before = changesOf(at);
    await at.sync();
    expect(changesOf(at)).toBe(before);
  });

  it('carries a change from where it was made', async () => {
    const at = await desk({ tools });
    const id = await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    await at.tool('a').world.humans.change(id);
    await at.sync();
    const there = await look(at, 'b');
    const text = (fields: Readonly<Record<string, unknown>>) => fields['body'] ?? fields['description'];
    expect(text(there.fields)).toContain('Changé 1 fois');
    await at.tool('b').world.humans.change(there.id);
    await at.sync();
    expect(text((await look(at, 'a')).fields)).toBe(text((await look(at, 'b')).fields));
    const before = changesOf(at);
    await at.sync();
    expect(changesOf(at)).toBe(before);
  });

  it('lets the owner of a field decide where both moved', async () => {
    const at = await desk({ tools, routes: [mirrorRoute(['a', 'b'], { owns: { description: 'b' } })] });
    const id = await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    const there = await look(at, 'b');
    await at.tool('a').world.humans.change(id);
    await at.tool('b').world.humans.change(there.id);
    await at.tool('b').world.humans.change(there.id);
    await at.sync();
    await at.sync();
    const text = (fields: Readonly<Record<string, unknown>>) => fields['body'] ?? fields['description'];
    for (const name of ['a', 'b']) expect(text((await look(at, name)).fields)).toContain('Changé 2 fois');
    expect(await at.store.conflicts({ limit: 9 })).toMatchObject([
      { field: 'description', connection: 'b', stands: 'theirs', owner: 'b', state: 'decided' },
    ]);
  });
});

it('keeps one ticket one ticket in three tools', async () => {
  const at = await desk({ tools: { a: 'toy', b: 'servicenow', c: 'toy' } });
  const id = await at.tool('a').world.humans.open('Écran noir');
  await at.tool('a').world.humans.write?.(id, 'reply', 'Bonjour');
  await at.sync();
  const [b, c] = [await look(at, 'b'), await look(at, 'c')];
  await at.tool('b').world.humans.write?.(b.id, 'comments', 'Entendu');
  await at.tool('c').world.humans.write?.(c.id, 'aside', 'En interne');
  await at.sync();
  await at.sync();
  for (const name of ['a', 'b', 'c']) {
    expect(await needs(at, name)).toHaveLength(1);
    const { entries } = await look(at, name);
    const words = entries.flatMap(({ text }) => /Bonjour|Entendu|En interne/u.exec(text)?.[0] ?? []);
    expect(words.toSorted()).toEqual(['Bonjour', 'En interne', 'Entendu']);
    // No line collects headers on its way.
    for (const { text } of entries) expect(text.split('·').length).toBeLessThanOrEqual(4);
    expect(entries.filter(({ readable }) => !readable)).toHaveLength(1);
  }
});

describe('one voice to the requester', () => {
  const talk = async (mails: string | null) => {
    const loud = { silent: false };
    const route = mirrorRoute(['a', 'b'], { mails });
    const at = await desk({ tools: { a: 'toy', b: 'toy' }, routes: [route], more: { a: loud, b: loud } });
    const id = await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    await at.tool('a').world.humans.write?.(id, 'reply', 'Nous venons demain à 14 h');
    await at.sync();
    return ['a', 'b'].map((name) => at.tool(name).world.mails?.().length);
  };

  it('is the tool that the route names: the others are told without a mail', async () => {
    expect(await talk('a')).toEqual([2, 0]);
    // Control: without a word about it, each tool writes to the requester.
    expect(await talk(null)).toEqual([2, 2]);
  });
});

describe('headers that people made up', () => {
  it('keep nobody’s line from being told, though they name lines of each other that never were', async () => {
    const at = await desk({ tools: { a: 'servicenow', b: 'servicenow' } });
    const id = await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    const there = await look(at, 'b');
    await at.tool('a').world.humans.write?.(id, 'comments', '[b INC1 · 7 · Zoé · hier]\nde la part de b');
    await at.tool('b').world.humans.write?.(there.id, 'comments', '[a INC1 · 9 · Léa · hier]\nde la part de a');
    await at.sync();
    await at.sync();
    await at.sync();
    for (const name of ['a', 'b']) {
      const texts = (await look(at, name)).entries.flatMap(({ text }) => /de la part de ./u.exec(text)?.[0] ?? []);
      expect(texts.toSorted()).toEqual(['de la part de a', 'de la part de b']);
      expect(await at.store.postponed(name)).toEqual([]);
    }
  });
});

describe('a line that is changed after it was told', () => {
  const talk = async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy', c: 'servicenow' } });
    const id = await at.tool('a').world.humans.open('Écran noir');
    await at.tool('a').world.humans.write?.(id, 'reply', 'Rendez-vous à 14 h');
    await at.sync();
    await at.sync();
    const texts = async (name: string) => (await look(at, name)).entries.map(({ text }) => text);
    return { at, id, there: (await look(at, 'b')).id, texts };
  };

  it('is changed wherever its copies can be, once', async () => {
    const { at, id, texts } = await talk();
    await at.tool('a').world.humans.edit?.(id, 'Rendez-vous à 15 h');
    await at.sync();
    expect((await texts('b'))[0]).toMatch(/^Rendez-vous à 15 h/u);
    // Control: ServiceNow's journal takes no edits; its words stay as they were said.
    expect((await texts('c'))[0]).toContain('14 h');
    const before = changesOf(at);
    await at.sync();
    await at.sync();
    expect(changesOf(at)).toBe(before);
  });

  it('keeps its older words in a log of iTop, of which no line can be changed, and is no dead letter there', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'itop' } });
    const id = await at.tool('a').world.humans.open('Écran noir');
    await at.tool('a').world.humans.write?.(id, 'reply', 'Rendez-vous à 14 h');
    await at.sync();
    await at.sync();
    await at.tool('a').world.humans.edit?.(id, 'Rendez-vous à 15 h');
    await at.sync();
    await at.sync();
    const [copy] = await at.store.bondsOfConnection('b', null, 1);
    const { entries = [] } = (await at.tool('b').world.look(copy?.native ?? '')) ?? {};
    expect(entries.map(({ text }) => /Rendez-vous à \d+ h/u.exec(text)?.[0])).toEqual(['Rendez-vous à 14 h']);
    expect(await at.store.inState('b', 'dead', 9)).toEqual([]);
    const whole = (await at.store.tickets([copy?.ticket ?? ''])).get(copy?.ticket ?? '');
    expect(whole?.entries.map(({ text }) => text)).toEqual(['Rendez-vous à 15 h']);
    // Control: of a tool that says nothing of its journals, each edit was a dead letter.
    const { sink } = at.tool('b').connector;
    Object.assign(sink ?? {}, { amends: undefined });
    await at.tool('a').world.humans.edit?.(id, 'Rendez-vous à 16 h');
    await at.sync();
    expect(await at.store.inState('b', 'dead', 9)).toHaveLength(1);
  });

  it('is changed in its own tool too when its copy was, and gets no header there', async () => {
    const { at, there, texts } = await talk();
    await at.tool('b').world.humans.edit?.(there, 'Plutôt 16 h');
    await at.sync();
    await at.sync();
    expect(await texts('a')).toEqual(['Plutôt 16 h']);
    expect(await texts('b')).toHaveLength(1);
    const before = changesOf(at);
    await at.sync();
    expect(changesOf(at)).toBe(before);
  });
});

describe('the brake', () => {
  const setting = (creates?: number): DeskSetting => ({
    tools: { a: 'toy', b: 'toy' },
    routes: [mirrorRoute(['a', 'b'], { brake: { mails: 0, removals: 0, ...(creates !== undefined && { creates }) } })],
  });

  it('stops a turn that would create more than was agreed, before it sends anything', async () => {
    const at = await desk(setting(2));
    for (const title of ['un', 'deux', 'trois']) await at.tool('a').world.humans.open(title);
    await expect(at.sync()).rejects.toMatchObject({
      why: 'brake',
      message: expect.stringContaining('3 creates (2 allowed)'),
    });
    expect(await at.tool('b').world.tickets()).toEqual([]);
    // Nothing is lost: allowed, it goes on.
    await at.sync({ accept: 1 });
    expect(await at.tool('b').world.tickets()).toHaveLength(3);
  });

  it('lets a turn pass that keeps within it, and one that nobody limits', async () => {
    for (const creates of [3, undefined]) {
      const at = await desk(setting(creates));
      for (const title of ['un', 'deux', 'trois']) await at.tool('a').world.humans.open(title);
      await at.sync();
      expect(await at.tool('b').world.tickets()).toHaveLength(3);
    }
  });
});

/** Where each tool's people talk to each other. */
const talk: Readonly<Record<ToolKind, string>> = {
  toy: 'reply',
  servicenow: 'comments',
  glpi: 'followup',
  itop: 'public_log',
  'intranet-form': 'reply',
};

const lost: typeof pairs = [
  ...pairs,
  ['a toy and a GLPI', { a: 'toy', b: 'glpi' }],
  ['a GLPI and a ServiceNow', { a: 'glpi', b: 'servicenow' }],
  ['a ServiceNow and a GLPI', { a: 'servicenow', b: 'glpi' }],
  ['a ServiceNow and an iTop', { a: 'servicenow', b: 'itop' }],
  ['an iTop and a ServiceNow', { a: 'itop', b: 'servicenow' }],
  ['a ServiceNow and a form', { a: 'servicenow', b: 'intranet-form' }],
  ['a form and a ServiceNow', { a: 'intranet-form', b: 'servicenow' }],
];

/** ServiceNow's first category is none that a GLPI has: its site decides which. */
const decided = `
extends: glpi
label: GLPI
words:
  category:
    rows:
      - { native: Messagerie, is: inquiry, writes: [inquiry] }
`;
const overlaysFor = (tools: DeskSetting['tools']) =>
  Object.fromEntries(Object.entries(tools).flatMap(([name, kind]) => (kind === 'glpi' ? [[name, decided]] : [])));

describe.each(lost)('a ledger that was lost, between %s', (_, tools) => {
  it('is found again in the tools: nothing is created or said twice', async () => {
    const at = await desk({ tools, overlays: overlaysFor(tools) });
    const reply = (name: string) => talk[tools[name] ?? 'toy'];
    const id = await at.tool('a').world.humans.open('Écran noir');
    await at.tool('a').world.humans.write?.(id, reply('a'), 'Toujours noir');
    await at.tool('a').world.humans.attach?.(id, 'photo.png', Buffer.from('pixels'));
    await at.sync();
    const there = await look(at, 'b');
    await at.tool('b').world.humans.write?.(there.id, reply('b'), 'Redémarrez');
    await at.sync();
    const before = changesOf(at);
    at.lose();
    await at.sync();
    await at.sync();
    expect(changesOf(at)).toBe(before);
    expect(await at.store.postponed('b')).toEqual([]);
    expect((await at.store.bondsOfConnection('b', there.id.slice(0, -1), 1))[0]).toMatchObject({ origin: 'adopted' });
    // And the mirror goes on.
    await at.tool('a').world.humans.write?.(id, reply('a'), 'Merci');
    await at.sync();
    expect((await look(at, 'b')).entries.filter(({ text }) => text.includes('Merci'))).toHaveLength(1);
  });
});

describe('rules in a mirror', () => {
  const route = mirrorRoute(['a', 'b'], { closes: 'b' });

  it('close a ticket once its day is over, wherever it lives, and once', async () => {
    const day = rules(`
rules:
  - rule: cloture-apres-24-heures
    label: { fr: Clos après 24 heures, en: Closed after 24 hours }
    when: { status: resolved }
    after: 24h
    do: { close: solved, work_note: { fr: 'Clos sans réponse.', en: 'Closed without an answer.' } }
`);
    const at = await desk({
      tools: { a: 'servicenow', b: 'servicenow' },
      routes: [route],
      rules: new Map([[route.name, day]]),
    });
    await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    const there = await look(at, 'b');
    const state = async (name: string) => (await look(at, name)).fields['state'];
    await at.tool('b').world.humans.resolve?.(there.id);
    await at.sync();
    expect([await state('a'), await state('b')]).toEqual(['6', '6']);
    at.clock.advance(23 * 3_600_000);
    await at.sync();
    expect([await state('a'), await state('b')]).toEqual(['6', '6']);
    at.clock.advance(3_600_000);
    await at.sync();
    await at.sync();
    expect([await state('a'), await state('b')]).toEqual(['7', '7']);
    for (const name of ['a', 'b']) {
      const notes = (await look(at, name)).entries.filter(({ text }) => text.includes('Clos sans réponse.'));
      expect(notes.map(({ readable }) => readable)).toEqual([false]);
    }
    const before = changesOf(at);
    at.clock.advance(48 * 3_600_000);
    await at.sync();
    expect(changesOf(at)).toBe(before);
  });

  it('give a ticket without a team to HELPDESK, in the tool where it was born too', async () => {
    const at = await desk({
      tools: { a: 'toy', b: 'toy' },
      rules: new Map([
        [
          'a-et-b',
          rules(`
rules:
  - rule: sans-equipe
    label: { fr: Sans équipe, en: Without a team }
    when: { group: none }
    do: { group: Équipe réseau }
`),
        ],
      ]),
    });
    await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    await at.sync();
    for (const name of ['a', 'b']) expect((await look(at, name)).fields['group']).toBe('g1');
    const before = changesOf(at);
    await at.sync();
    expect(changesOf(at)).toBe(before);
  });
});
