import { describe, expect, it } from '@jest/globals';
import { desk, mirrorRoute, type Desk, type ToolKind } from '../../test/simulation/desk.js';
import type { Mouth } from './flow.js';
import { moveOf } from './moves.js';
import type { Bond, KeptTicket, WholeTicket } from './ports/records.js';

const route = mirrorRoute(['a', 'b']);

interface Told {
  readonly at: Desk;
  readonly mouth: Mouth;
  readonly whole: KeptTicket;
  readonly bond: Bond;
}

/** A ticket of one toy that stands in another tool already. */
async function told(kind: ToolKind): Promise<Told> {
  const at = await desk({ tools: { a: 'toy', b: kind } });
  await at.tool('a').world.humans.open('Écran noir');
  await at.sync();
  const [ticket] = (await at.store.bondsOfConnection('a', null, 9)).map((bond) => bond.ticket);
  const whole = (await at.store.tickets([ticket ?? ''])).get(ticket ?? '');
  const [bond] = (await at.store.bondsOf([ticket ?? ''])).filter(({ connection }) => connection === 'b');
  const mouth = (await at.mirror.turn('b', 'plan')).telling?.mouth;
  if (!whole || !bond || !mouth) throw new Error('expected a ticket that stands in both tools');
  return { at, mouth, whole, bond };
}

const as = (whole: WholeTicket, more: Partial<WholeTicket['ticket']>): WholeTicket => ({
  ...whole,
  ticket: { ...whole.ticket, ...more },
});

function withoutWords(mapping: Mouth['mapping']): Mouth['mapping'] {
  return {
    ...mapping,
    write(...args) {
      const writing = mapping.write(...args);
      const { _solution: _words, ...fields } = writing.fields;
      return { ...writing, fields };
    },
  };
}

const solved = (whole: WholeTicket): WholeTicket => {
  const entry = {
    id: 'e1',
    ticket: whole.ticket.id,
    kind: 'solution' as const,
    audience: 'public' as const,
    text: 'Câble changé',
    author: null,
    at: null,
    origin: { connection: 'a', native: 'e1', ordinal: 1 },
    task: null,
  };
  return { ...whole, entries: [...whole.entries, entry] };
};

describe('the move that a plan shows', () => {
  it('goes through iTop by its stimuli, and names what they ask for and nobody gave', async () => {
    const { at, mouth, whole, bond } = await told('itop');
    const before = at.tool('b').world.changes?.();
    const move = moveOf(mouth, route, as(whole, { status: 'resolved', assignee: null }), bond, ['status']);
    expect(move).toMatchObject({ from: 'new', to: 'resolved', trouble: null });
    expect(move?.steps.map(({ by }) => by)).toEqual(['ev_assign', 'ev_resolve']);
    expect(move?.missing).toContain('agent_id');
    // Control: what stands there already is no longer missing, and nothing was sent to know it.
    const shadow = { digest: 'x', fields: { ...bond.shadow?.fields, agent_id: { id: '3', name: 'Nadia' } } };
    const given = moveOf(mouth, route, as(whole, { status: 'resolved' }), { ...bond, shadow }, ['status']);
    expect(given?.missing).not.toContain('agent_id');
    expect(at.tool('b').world.changes?.()).toBe(before);
  });

  it('says where nothing leads', async () => {
    const { mouth, whole, bond } = await told('itop');
    const shadow = { digest: 'x', fields: { ...bond.shadow?.fields, status: 'closed' } };
    const move = moveOf(mouth, route, as(whole, { status: 'in_progress' }), { ...bond, shadow }, ['status']);
    expect(move?.trouble?.en).toContain('nothing leads out of closed');
    expect(move?.trouble?.fr).toContain('rien ne sort de closed');
  });

  it('needs a solution to be solved in GLPI, and lacks none: the words of resolution, or a short line', async () => {
    const { mouth, whole, bond } = await told('glpi');
    const move = moveOf(mouth, route, as(whole, { status: 'resolved' }), bond, ['status']);
    expect(move).toMatchObject({ to: '5', steps: [{ by: 'ITILSolution' }], missing: [] });
    expect(moveOf(mouth, route, as(solved(whole), { status: 'resolved' }), bond, ['status'])?.missing).toEqual([]);
    // Control: without words and without a line it would be missing.
    const silent = { ...mouth, mapping: withoutWords(mouth.mapping) };
    expect(moveOf(silent, route, as(whole, { status: 'resolved' }), bond, ['status'])?.missing).toEqual(['solution']);
    expect(moveOf(silent, route, as(solved(whole), { status: 'resolved' }), bond, ['status'])?.missing).toEqual([]);
  });

  it('takes somebody or a team for enough to be assigned in GLPI', async () => {
    const { mouth, whole, bond } = await told('glpi');
    const group = { name: 'Réseau', codes: [] };
    const queued = as(whole, { status: 'queued', group });
    expect(moveOf(mouth, route, queued, bond, ['status', 'group'])).toMatchObject({ to: '2', missing: [] });
    const nobody = as(whole, { status: 'queued', group: null, assignee: null });
    expect(moveOf(mouth, route, nobody, bond, ['status', 'group'])?.missing).toHaveLength(1);
  });

  it('begins where ServiceNow begins a ticket that is still to be created', async () => {
    const { mouth, whole } = await told('servicenow');
    const incident = as(whole, { kind: 'incident', status: 'pending', pendingReason: null });
    const move = moveOf(mouth, route, incident, null, null);
    expect(move).toMatchObject({ class: 'incident', from: '1', to: '3', trouble: null });
    const { fields } = mouth.mapping.write(incident.ticket, 'incident', ['status'], mouth.resolver);
    expect(move?.missing).toEqual(fields['hold_reason'] ? [] : ['hold_reason']);
    const supplier = as(whole, { kind: 'incident', status: 'pending', pendingReason: 'supplier' });
    expect(moveOf(mouth, route, supplier, null, null)?.missing).toEqual([]);
  });

  it('lets the staff of the form go anywhere', async () => {
    const { mouth, whole, bond } = await told('intranet-form');
    const move = moveOf(mouth, route, as(whole, { status: 'resolved' }), bond, ['status']);
    expect(move).toMatchObject({ to: '3', missing: [], trouble: null });
  });

  it('is nothing where the status is not told, or stands there already', async () => {
    const { mouth, whole, bond } = await told('glpi');
    expect(moveOf(mouth, route, as(whole, { status: 'resolved' }), bond, ['title'])).toBeNull();
    expect(moveOf(mouth, route, whole, bond, ['status'])).toBeNull();
  });
});

describe('what moves require', () => {
  it.each<ToolKind>(['itop', 'glpi', 'servicenow', 'intranet-form'])(
    'is a field that %s has, or a journal of its connector',
    async (kind) => {
      const { mouth } = await told(kind);
      const { lifecycle, vocabulary, journals } = mouth.connector;
      const words = await vocabulary?.describe();
      for (const [name, moves] of Object.entries(lifecycle?.classes ?? {})) {
        const known = [...Object.keys(words?.classes[name] ?? {}), ...Object.keys(journals ?? {})];
        for (const { requires } of moves) for (const each of requires) expect(known).toContain(each);
      }
    },
  );
});
