import { describe, expect, it } from '@jest/globals';
import { manualClock, seededRandom } from '@passerelle/connector/testing';
import { glpi, ids, num, rowOf, where, type GlpiOptions } from './index.js';

function open(options: Partial<GlpiOptions> = {}) {
  const clock = manualClock('2026-01-05T08:00:00Z');
  const sim = glpi({ clock, random: seededRandom(3), ...options });
  const ask = (
    method: string,
    path: string,
    { body, token, headers = {} }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
  ) => {
    const answer = sim.handle({
      method,
      url: `/apirest.php/${path}`,
      headers: { ...headers, ...(token === undefined ? {} : { 'session-token': token }) },
      body: body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body)),
    });
    const text = String(answer.body);
    return {
      status: answer.status,
      headers: answer.headers,
      body: (/^[[{"tf]/.test(text) ? JSON.parse(text) : text) as never,
    };
  };
  const logIn = (login = 'glpi', password = 'glpi'): string =>
    (ask('POST', 'initSession', { body: { login, password } }).body as { session_token: string }).session_token;
  return { sim, clock, ask, logIn };
}

describe('a session', () => {
  it('ends when nobody uses it for long enough', () => {
    const { ask, clock, logIn } = open();
    const token = logIn();
    clock.advance(1_400_000);
    expect(ask('GET', 'getMyProfiles', { token }).status).toBe(200);
    clock.advance(1_441_000);
    expect(ask('GET', 'getMyProfiles', { token })).toMatchObject({
      status: 401,
      body: ['ERROR_SESSION_TOKEN_INVALID', expect.anything()],
    });
  });

  it('shrinks to one entity in silence unless told to stay recursive', () => {
    const { ask, sim, logIn } = open();
    const tech = sim.as('tech');
    tech.open({ name: 'lycée', content: 'x', entities_id: ids.lycee });
    const token = logIn();
    const count = () => (ask('GET', 'Ticket?range=0-9', { token }).body as unknown[]).length;
    expect(count()).toBe(1);
    ask('POST', 'changeActiveEntities', { token, body: { entities_id: 0 } });
    expect(count()).toBe(0);
    ask('POST', 'changeActiveEntities', { token, body: { entities_id: 0, is_recursive: true } });
    expect(count()).toBe(1);
  });
});

describe('paging', () => {
  it.each([
    ['9.5', 21, '0-20/30'],
    ['10', 20, '0-20/30'],
  ] as const)('without a range tells one end and sends another on %s', (profile, rows, told) => {
    const { ask, sim, logIn } = open({ profile });
    for (let nth = 0; nth < 30; nth++) sim.as('tech').open({ name: `n${nth}`, content: 'x' });
    const answer = ask('GET', 'Ticket', { token: logIn() });
    expect([(answer.body as unknown[]).length, answer.headers['content-range'], answer.status]).toEqual([
      rows,
      told,
      206,
    ]);
  });
});

describe('self-service', () => {
  it('sees its own tickets, and private lines of others not at all', () => {
    const { ask, sim, logIn } = open();
    const mine = num(sim.as('post-only').open({ name: 'à moi', content: 'x', _users_id_requester: [3] }), 'id');
    const other = num(sim.as('hmuller').open({ name: 'à une autre', content: 'x' }), 'id');
    const line = num(sim.as('tech').followup(mine, 'entre nous', { is_private: 1 }), 'id');
    const token = logIn('post-only', 'postonly');
    expect(ask('GET', `Ticket/${mine}`, { token }).status).toBe(200);
    expect(ask('GET', `Ticket/${other}`, { token }).status).toBe(403);
    expect(ask('GET', `Ticket/${mine}/ITILFollowup`, { token }).body).toEqual([]);
    expect(ask('GET', `ITILFollowup/${line}`, { token }).status).toBe(403);
    const found = (as: string) =>
      JSON.stringify(ask('GET', 'search/Ticket?forcedisplay[0]=2&forcedisplay[1]=25', { token: as }).body);
    expect(found(token)).not.toContain('entre nous');
    expect(found(logIn('tech', 'tech'))).toContain('entre nous');
    expect(
      ask('POST', 'ITILSolution', { token, body: { input: { itemtype: 'Ticket', items_id: mine, content: 'x' } } })
        .status,
    ).toBe(400);
  });
});

describe('automation', () => {
  it.each([
    ['9.5', 4, 5],
    ['10', 2, 2],
  ] as const)('on %s a word of the requester makes 4 a %i and 5 a %i', (profile, waiting, solved) => {
    const { sim } = open({ profile });
    const tech = sim.as('tech');
    const born = () =>
      num(tech.open({ name: 'x', content: 'x', _users_id_requester: [3], _users_id_assign: [4] }), 'id');
    const [one, two] = [born(), born()];
    tech.change(one, { status: 4 });
    tech.solve(two, 'fait');
    for (const id of [one, two]) sim.as('post-only').followup(id, 'et alors ?');
    expect([one, two].map((id) => num(rowOf(sim.state, 'Ticket', id), 'status'))).toEqual([waiting, solved]);
  });

  it('gives the solution to duplicates too, and closes at once where the entity says so', () => {
    const { ask, sim, logIn } = open();
    const tech = sim.as('tech');
    const [one, twin] = ['un', 'double'].map((name) => num(tech.open({ name, content: 'x' }), 'id')) as [
      number,
      number,
    ];
    const token = logIn();
    ask('POST', 'Ticket_Ticket', { token, body: { input: { tickets_id_1: twin, tickets_id_2: one, link: 2 } } });
    ask('PUT', 'Entity/0', { token, body: { input: { id: 0, autoclose_delay: 0 } } });
    tech.solve(one, 'fait');
    expect([one, twin].map((id) => where(sim.state, 'ITILSolution', { items_id: id }).length)).toEqual([1, 1]);
    expect(num(rowOf(sim.state, 'Ticket', one), 'status')).toBe(6);
  });

  it('moves date_mod with a line, not with a document on it', () => {
    const { sim, clock } = open();
    const tech = sim.as('tech');
    const id = num(tech.open({ name: 'x', content: 'x' }), 'id');
    const changed = () => num(rowOf(sim.state, 'Ticket', id), 'date_mod');
    clock.advance(1_000);
    const before = changed();
    const line = tech.followup(id, 'x');
    expect(changed()).toBe(before + 1_000);
    clock.advance(1_000);
    tech.attach(id, 'a.txt', Buffer.from('a'), { itemtype: 'ITILFollowup', id: num(line, 'id') });
    expect(changed()).toBe(before + 1_000);
  });
});

describe('texts', () => {
  it('are decoded on 10 for who asks, and only there', () => {
    for (const [profile, shown] of [
      ['9.5', 'a &lt;b&gt; & c'],
      ['10', 'a <b> & c'],
      ['11', 'a <b> & c'],
    ] as const) {
      const { ask, sim, logIn } = open({ profile });
      const id = num(sim.as('tech').open({ name: 'a <b> & c', content: 'x' }), 'id');
      const answer = ask('GET', `Ticket/${id}`, { token: logIn(), headers: { 'x-glpi-sanitized-content': 'false' } });
      expect(answer.body).toMatchObject({ name: shown });
    }
  });
});
