import { describe, expect, it } from '@jest/globals';
import type { Connector, Done, NativeCommand, NativeFields, NativeId, NativeTicket } from '@passerelle/connector';
import { blankTicket, type Status } from '@passerelle/ticket';
import { desk, type Desk } from '../../test/simulation/desk.js';
import { knownOf, legal, stoodStill } from './legal.js';
import type { Mouth } from './flow.js';

let keys = 0;
const key = (): string => (keys += 1).toString(16).padStart(32, '0');

async function set(at: Desk, name: string, id: NativeId, fields: NativeFields): Promise<void> {
  const { sink } = at.tool(name).connector;
  for await (const receipt of sink?.apply([{ key: key(), kind: 'update', id, fields }]) ?? [])
    if (receipt.outcome !== 'done') throw receipt.fault;
}

async function fieldsIn(at: Desk, name: string): Promise<NativeFields> {
  const { connector, world } = at.tool(name);
  const ids = await world.tickets();
  for await (const native of connector.source?.read(ids) ?? []) return native.fields;
  throw new Error(`expected a ticket in ${name}`);
}

async function opened(): Promise<{ readonly at: Desk; readonly id: NativeId }> {
  const at = await desk({ tools: { itop: 'itop', toy: 'toy' } });
  const id = await at.tool('toy').world.humans.open('Écran noir');
  await at.sync();
  return { at, id };
}

const dead = (at: Desk) => at.store.inState('itop', 'dead', 10);

describe('a status that only transitions change', () => {
  it('goes by every state on the way, with what each asks for', async () => {
    const { at, id } = await opened();
    await set(at, 'toy', id, { status: 'done' });
    await at.sync();
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'resolved', solution: 'Ticket repris sans solution.' });
    expect(await dead(at)).toEqual([]);
  });

  it('stays where nothing leads back, when that reads as the same', async () => {
    const { at, id } = await opened();
    await set(at, 'toy', id, { status: 'working' });
    await at.sync();
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'assigned' });
    await set(at, 'toy', id, { status: 'open' });
    await at.sync();
    expect(await dead(at)).toEqual([]);
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'assigned', agent_id: null });
  });

  it('goes to the nearest state that reads as the same', async () => {
    const { at, id } = await opened();
    await set(at, 'toy', id, { status: 'waiting' });
    await at.sync();
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'pending' });
    await set(at, 'toy', id, { status: 'open' });
    await at.sync();
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'assigned' });
    expect(await dead(at)).toEqual([]);
  });

  it('is refused before anything is sent where no move leads, and a human reads why', async () => {
    const { at, id } = await opened();
    await set(at, 'toy', id, { status: 'dropped' });
    await at.sync();
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'closed' });
    await set(at, 'toy', id, { status: 'waiting' });
    const changes = at.tool('itop').world.changes?.();
    await at.sync();
    const [row] = await dead(at);
    expect(row?.trouble).toMatchObject({ kind: 'rejected' });
    expect(row?.trouble?.message.en).toContain('nothing leads out of closed');
    expect(at.tool('itop').world.changes?.()).toBe(changes);
  });
});

describe('a way that is looked for', () => {
  /** file → nouveau → affecté → résolu → clos, and back from résolu to affecté; résolu asks for a solution. */
  const moves = [
    { from: 'file', to: 'nouveau', by: 'prendre', requires: [] },
    { from: 'nouveau', to: 'affecté', by: 'affecter', requires: [] },
    { from: 'affecté', to: 'résolu', by: 'résoudre', requires: ['solution'] },
    { from: 'résolu', to: 'affecté', by: 'rouvrir', requires: [] },
    { from: 'résolu', to: 'clos', by: 'clore', requires: [] },
  ];
  const words: Readonly<Record<string, Status>> = {
    nouveau: 'new',
    affecté: 'assigned',
    résolu: 'resolved',
    clos: 'closed',
    file: 'queued',
  };
  const mapping = {
    statusField: () => 'état',
    read: ({ fields }: NativeTicket) => ({ said: { status: words[fields['état'] as string] } }),
  } as unknown as Mouth['mapping'];
  const mouth = (classes: object | null) => ({
    connection: 'outil',
    connector: (classes === null ? {} : { lifecycle: { classes } }) as unknown as Connector,
    mapping,
  });
  const ask = (from: string | null, to: string | null, status: Status, classes: object | null = { demande: moves }) => {
    const whole = {
      ticket: { ...blankTicket, id: 't', number: null, references: [], status },
      why: {},
      entries: [],
      attachments: [],
    };
    const native = { id: 'n', class: 'demande', fields: { état: from, titre: 'Écran' } } as unknown as NativeTicket;
    return legal(mouth(classes), whole, native, { état: to, solution: 'Réparé' });
  };

  it.each<readonly [string, Parameters<typeof ask>, object]>([
    ['goes there', ['nouveau', 'clos', 'closed'], { fields: { état: 'clos', solution: 'Réparé' } }],
    [
      'goes anywhere in a tool without a lifecycle',
      ['clos', 'nouveau', 'new', null],
      { fields: { état: 'nouveau', solution: 'Réparé' } },
    ],
    [
      'goes anywhere in a class that has none',
      ['clos', 'nouveau', 'new', { autre: moves }],
      { fields: { état: 'nouveau', solution: 'Réparé' } },
    ],
    [
      'goes anywhere where a state is written like any field',
      ['clos', 'nouveau', 'new', { demande: [...moves, { from: 'clos', to: 'clos', by: null, requires: [] }] }],
      { fields: { état: 'nouveau', solution: 'Réparé' } },
    ],
    [
      'says nothing of what is not known',
      [null, 'nouveau', 'new'],
      { fields: { état: 'nouveau', solution: 'Réparé' } },
    ],
    [
      'takes a state out where the state is to be empty',
      ['clos', null, 'new'],
      { fields: { état: null, solution: 'Réparé' } },
    ],
    ['stays where it stands', ['clos', 'clos', 'closed'], { fields: { état: 'clos', solution: 'Réparé' } }],
    [
      'leaves the status out where it reads as wanted already',
      ['clos', 'nouveau', 'closed'],
      { fields: { solution: 'Réparé' } },
    ],
    [
      'leaves it out where nobody has it, by either name',
      ['nouveau', 'file', 'queued'],
      { fields: { solution: 'Réparé' } },
    ],
    [
      'goes to the nearest state that reads as wanted',
      ['résolu', 'file', 'assigned'],
      { fields: { état: 'affecté', solution: 'Réparé' } },
    ],
  ])('%s', (_, asked, expected) => {
    expect(ask(...asked)).toEqual(expected);
  });

  it('is refused where none leads, by name', () => {
    expect(ask('clos', 'nouveau', 'new')).toEqual({
      trouble: {
        kind: 'rejected',
        message: {
          fr: expect.stringMatching(/^outil : .*clos.* ; faites-l’y passer à la main, ou abandonnez cet envoi$/u),
          en: expect.stringMatching(/^outil: .*clos.*; move it there by hand, or drop this$/),
        },
      },
    });
  });

  it('ended short of its status, where its creation was walked and the tool kept another', () => {
    const create = { kind: 'create', ticket: { class: 'demande', fields: {}, at: null } } as NativeCommand;
    const kept = (field: string): Done => ({
      key: 'k',
      outcome: 'done',
      id: 'n',
      dropped: [{ field, sent: 'clos', kept: 'affecté' }],
    });
    expect(stoodStill(mouth({ demande: moves }), create, kept('état'))).toBe(true);
    expect(stoodStill(mouth({ demande: moves }), create, kept('titre'))).toBe(false);
    expect(stoodStill(mouth({ demande: moves }), create, { key: 'k', outcome: 'done', id: 'n' })).toBe(false);
    expect(stoodStill(mouth({ demande: [] }), create, kept('état'))).toBe(false);
    expect(stoodStill(mouth(null), create, kept('état'))).toBe(false);
    expect(
      stoodStill(mouth({ demande: [...moves, { from: 'a', to: 'b', by: null, requires: [] }] }), create, kept('état')),
    ).toBe(false);
    const update = { kind: 'update', id: 'n', fields: {} } as NativeCommand;
    expect(stoodStill(mouth({ demande: moves }), update, kept('état'))).toBe(false);
  });

  it('counts what holds something', () => {
    expect([...knownOf({ a: '', b: null, c: [], d: 'x', e: ['y'], f: { id: 'z', name: null }, g: '0' })]).toEqual([
      'd',
      'e',
      'f',
      'g',
    ]);
  });
});
