import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiStage, type ApiStage, type Person } from './testing/stage.js';

const secret = 'mot de passe du coffre : sésame';

describe('the API over HTTP', () => {
  let stage: ApiStage;
  let agent: Person;
  let viewer: Person;
  let operator: Person;
  let ticket: string;

  beforeAll(async () => {
    stage = await openApiStage();
    const a = stage.at.world('a').humans;
    const id = await a.open('Écran noir à l’accueil');
    await a.write?.(id, 'reply', 'Toujours noir 🙏');
    await a.write?.(id, 'aside', secret);
    await stage.sync();
    agent = await stage.enter('agathe', { internal: true, email: 'agathe@example.org', name: 'Agathe' });
    viewer = await stage.enter('victor', { role: 'viewer' });
    operator = await stage.enter('odile', { role: 'operator', internal: true });
    const { rows } = await agent.get('listTickets');
    ticket = rows[0]?.id ?? '';
  });
  afterAll(() => stage.close());

  const read = (person: Person) => person.get('readTicket', { params: { ticket } });

  it('shows a ticket of two tools once, with its lines and where they came from', async () => {
    const { rows } = await agent.get('listTickets', { query: { text: 'ecrans' } });
    expect(rows).toMatchObject([{ title: 'Écran noir à l’accueil', connections: ['a', 'b'], unread: true }]);
    const whole = await read(agent);
    expect(whole.timeline.map(({ kind, audience }) => [kind, audience])).toEqual([
      ['comment', 'public'],
      ['work_note', 'internal'],
    ]);
    expect(whole.references.map(({ connection, tombstone }) => [connection, tombstone])).toEqual([
      ['a', null],
      ['b', null],
    ]);
    expect(whole.timeline[0]).toMatchObject({ origin: { connection: 'a' }, copies: ['b'], awaiting: [] });
    expect(whole.withheld).toBe(false);
  });

  it('does not let internal lines be known of without the right to them', async () => {
    const whole = await read(viewer);
    expect(JSON.stringify(whole)).not.toContain('sésame');
    expect([whole.timeline.length, whole.withheld, whole.lines]).toEqual([1, true, 1]);
    expect((await viewer.get('listTickets', { query: { text: 'sésame' } })).rows).toEqual([]);
    expect((await agent.get('listTickets', { query: { text: 'sésame' } })).rows).toHaveLength(1);
  });

  it('lets an action travel, and says honestly when the tools have confirmed it', async () => {
    const body = { kind: 'comment', text: 'Nous passons cet après-midi.' } as const;
    const done = await agent.get('act', { params: { ticket }, body });
    expect(done).toMatchObject({ state: 'awaiting', by: 'Agathe', kind: 'comment' });
    expect(done.tells.map(({ connection, state }) => [connection, state])).toEqual([
      ['a', 'awaiting'],
      ['b', 'awaiting'],
    ]);
    expect(stage.told.at(-1)).toEqual(['a', 'b']);
    expect((await read(agent)).timeline.at(-1)).toMatchObject({ text: body.text, awaiting: ['a', 'b'] });
    expect((await agent.get('listTickets')).rows[0]).toMatchObject({ travel: 'awaiting', unread: false });
    await stage.sync();
    const { actions } = await agent.get('listActions', { params: { ticket } });
    expect(actions[0]).toMatchObject({ id: done.id, state: 'confirmed' });
    expect((await read(agent)).timeline.at(-1)).toMatchObject({ awaiting: [], copies: ['a', 'b'] });
  });

  it('keeps work notes from those who may not read them, and lets nobody else write one', async () => {
    const body = { kind: 'work_note', text: 'carte mère à changer' } as const;
    const plain = await stage.enter('paul');
    expect((await plain.ask('act', { params: { ticket }, body })).status).toBe(403);
    await agent.get('act', { params: { ticket }, body });
    await stage.sync();
    expect(JSON.stringify(await read(viewer))).not.toContain('carte mère');
    const { actions } = await viewer.get('listActions', { params: { ticket } });
    expect(actions.map(({ kind }) => kind)).not.toContain('work_note');
  });

  it('refuses an action on what somebody changed meanwhile', async () => {
    const { revision } = await read(agent);
    const body = { kind: 'change', title: 'Écran noir, salle 12' } as const;
    const headers = { 'if-match': `"${revision}"` };
    expect((await agent.ask('act', { params: { ticket }, body, headers })).status).toBe(202);
    const late = await agent.ask('act', { params: { ticket }, body, headers });
    expect([late.status, late.headers.get('content-type')]).toEqual([412, 'application/problem+json; charset=utf-8']);
    expect(await late.json()).toMatchObject({ code: 'stale', title: 'Modifié entre-temps' });
  });

  it('takes, assigns and reopens as the tools understand it', async () => {
    await agent.get('act', { params: { ticket }, body: { kind: 'take' } });
    expect(await read(agent)).toMatchObject({ status: 'assigned', agent: { key: 'email:agathe@example.org' } });
    const mine = await agent.get('listTickets', { query: { agent: 'mine' } });
    expect(mine.rows).toEqual([]);
    await agent.get('act', { params: { ticket }, body: { kind: 'assign', team: 'Réseau' } });
    expect(await read(agent)).toMatchObject({ status: 'queued', agent: null, team: { name: 'Réseau' } });
    await agent.get('act', { params: { ticket }, body: { kind: 'solution', text: 'Câble changé', outcome: 'solved' } });
    expect(await read(agent)).toMatchObject({ status: 'resolved', outcome: 'solved' });
    await agent.get('act', { params: { ticket }, body: { kind: 'reopen', reason: 'Encore noir' } });
    expect(await read(agent)).toMatchObject({ status: 'queued', outcome: null });
  });

  it('says beforehand which tools would be told', async () => {
    const preview = await agent.get('previewAction', { params: { ticket }, body: { kind: 'start' } });
    expect(preview.ready).toBe(true);
    expect(preview.tools.map(({ connection, way }) => [connection, ['told', 'moves'].includes(way)])).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });

  it('creates a ticket for a caller in a tool, and mirrors it', async () => {
    const body = {
      kind: 'request',
      title: 'Un écran de plus',
      description: 'Pour la salle 12',
      requester: { name: 'Élodie Noël' },
      parent: ticket,
    } as const;
    const { ticket: made, action } = await agent.get('createTicket', { body });
    expect(action.state).toBe('awaiting');
    await stage.sync();
    await stage.sync();
    const whole = await agent.get('readTicket', { params: { ticket: made } });
    expect(whole.references.map(({ connection }) => connection)).toEqual(['a', 'b']);
    expect(whole.requester?.name).toBe('Élodie Noël');
    expect((await agent.ask('createTicket', { body: { ...body, connection: 'nowhere' } })).status).toBe(422);
  });

  it('does the same to many, each by itself', async () => {
    const { rows } = await agent.get('listTickets');
    const tickets = [...rows.map(({ id }) => id), 'nowhere'];
    const { done } = await agent.get('actOnMany', { body: { tickets, action: { kind: 'take' } } });
    expect(done.map(({ problem }) => problem)).toEqual([null, null, 'not-found']);
  });

  it('takes a file, and hands it on with its action', async () => {
    const form = new FormData();
    form.set('file', new Blob(['capture'], { type: 'text/plain' }), '../capture écran.txt');
    const upload = await agent.get('upload', { body: form as never });
    expect(upload).toMatchObject({ name: 'capture écran.txt', size: 7 });
    await agent.get('act', {
      params: { ticket },
      body: { kind: 'comment', text: 'Voir la capture', files: [upload.id] },
    });
    const { attachments } = await read(agent);
    const [file] = attachments;
    const answer = await agent.ask('openAttachment', { params: { ticket, attachment: file?.id ?? '' } });
    expect([await answer.text(), answer.headers.get('x-content-type-options')]).toEqual(['capture', 'nosniff']);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    const others = await viewer.ask('act', { params: { ticket }, body: { kind: 'take' } });
    expect(others.status).toBe(403);
  });

  it('tells who else has it open', async () => {
    await agent.get('announce', { params: { ticket }, body: { doing: 'answering' } });
    const { others } = await viewer.get('announce', { params: { ticket }, body: { doing: 'viewing' } });
    expect(others).toMatchObject([{ name: 'Agathe', doing: 'answering' }]);
    await agent.get('leave', { params: { ticket } });
    const later = await viewer.get('announce', { params: { ticket }, body: { doing: 'viewing' } });
    expect(later.others).toEqual([]);
  });

  it('explains a value, and shows what each tool says', async () => {
    const why = await operator.get('explainTicket', { params: { ticket }, query: { field: 'title' } });
    expect(why).toMatchObject({ field: 'title', value: 'Écran noir, salle 12', why: expect.stringContaining('desk:') });
    expect(why.said.map(({ connection }) => connection)).toEqual(['a', 'b']);
    const { sides } = await operator.get('compareSides', { params: { ticket } });
    expect(sides.map(({ connection, error }) => [connection, error])).toEqual([
      ['a', null],
      ['b', null],
    ]);
    const { lines } = await operator.get('readHistory', { params: { ticket } });
    expect(lines.some(({ voice, to }) => voice === 'person' && to === 'take')).toBe(true);
  });

  it('counts by team, agent and kind', async () => {
    const { total, by } = await agent.get('countTickets', { query: { by: ['team', 'kind'] } });
    expect(total).toBe(2);
    expect(by.team?.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(by.team?.map(({ key }) => key)).toContain('none');
  });

  it('exports what fits, with formulas as text', async () => {
    const humans = stage.at.world('a').humans;
    await humans.open('=HYPERLINK("http://mal.example";"clic")');
    await stage.sync();
    const csv = await (await viewer.ask('exportTickets', { query: { format: 'csv' } })).text();
    expect(csv.split('\r\n')[0]).toContain('Numéro;Titre');
    expect(csv).toContain(`'=HYPERLINK`);
    const xlsx = await viewer.ask('exportTickets', { query: { format: 'xlsx', language: 'en' } });
    const bytes = Buffer.from(await xlsx.arrayBuffer());
    expect([xlsx.status, bytes.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    // The columns that somebody chose, in their order, and our words as people read them.
    const chosen = { format: 'csv', columns: ['status', 'title', 'turn'] } as const;
    const [head, first] = (await (await viewer.ask('exportTickets', { query: chosen })).text()).split('\r\n');
    expect(head?.replace('\uFEFF', '')).toBe('État;Titre;À qui le tour');
    expect(first).toMatch(/^(Nouveau|Affecté|En cours|En attente|Résolu|Clos);.*;À nous de répondre$/u);
    expect((await viewer.ask('exportTickets', { query: { columns: ['inconnue'] as never } })).status).toBe(400);
  });

  it('keeps desks, replies and drafts', async () => {
    const { views } = await agent.get('listViews');
    expect(views.map(({ name }) => name)).toContain('À prendre');
    const view = await agent.get('makeView', { body: { name: 'Réseau', filter: { team: ['Réseau'] } } });
    expect((await agent.get('listViews')).views.at(-1)).toEqual(view);
    expect((await agent.ask('makeView', { body: { name: 'x', filter: {}, shared: true } })).status).toBe(403);
    const shared = await operator.get('makeReply', {
      body: { name: 'Bonjour', text: 'Bonjour {{requester}}', shared: true },
    });
    expect((await agent.get('listReplies')).replies).toMatchObject([{ id: shared.id, own: false }]);
    expect((await agent.ask('dropReply', { params: { reply: shared.id } })).status).toBe(404);
    await agent.get('keepDraft', { params: { draft: 'ticket:1:comment' }, body: { value: { text: 'Bonj' } } });
    const { draft } = await agent.get('readDraft', { params: { draft: 'ticket:1:comment' } });
    expect(draft?.value).toEqual({ text: 'Bonj' });
    expect((await viewer.get('readDraft', { params: { draft: 'ticket:1:comment' } })).draft).toBeNull();
  });

  it('shows the operator what waits, and lets nobody else see it', async () => {
    const { connections } = await operator.get('listConnections');
    expect(connections.map(({ name, state }) => [name, state])).toEqual([
      ['a', 'idle'],
      ['b', 'idle'],
    ]);
    await operator.get('pause', { body: { scope: `ticket:${ticket}`, why: 'à regarder' } });
    expect((await operator.get('listPauses')).pauses).toMatchObject([{ why: 'à regarder' }]);
    expect((await read(agent)).paused).toBe(true);
    await operator.get('resume', { body: { scope: `ticket:${ticket}` } });
    const { rows } = await operator.get('listRuns', { query: { limit: '2' } });
    expect(rows).toMatchObject([{ route: 'mirror' }, { route: 'mirror' }]);
    expect((await operator.get('readRun', { params: { run: rows[0]?.id ?? '' } })).report).toHaveProperty('green');
    expect((await operator.get('listRoutes')).routes).toMatchObject([{ mode: 'mirror', connections: ['a', 'b'] }]);
    const { points } = await operator.get('readConnectionHistory', {
      params: { connection: 'a' },
      query: { hours: '24' },
    });
    expect(points.reduce((sum, { heard }) => sum + heard, 0)).toBeGreaterThan(0);
    for (const name of ['listHeld', 'listDeadLetters', 'listConflicts', 'listAlerts'] as const)
      expect((await operator.ask(name)).status).toBe(200);
    const { ok, findings } = await operator.get('checkConnection', { params: { connection: 'a' } });
    expect(ok).toBe(true);
    expect(findings).toMatchObject([
      {
        name: 'credentials',
        title: { fr: 'authentification', en: 'credentials' },
        detail: { fr: 'connecté', en: 'logged in' },
        advice: null,
      },
    ]);
  });

  it('tells live that something is new, and not what', async () => {
    const response = await agent.ask('listen');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('event: hello');
    await agent.get('act', { params: { ticket }, body: { kind: 'comment', text: 'confidence', files: [] } });
    const { value = '' } = await reader.read();
    expect(value).toContain(`event: tickets\ndata: {"kind":"tickets","ids":["${ticket}"]}`);
    expect(value).not.toContain('confidence');
    await reader.cancel();
  });

  it('describes itself, and says in the language of the reader what is wrong', async () => {
    const api = await stage.nobody.get('readOpenApi');
    expect(api['openapi']).toBe('3.1.0');
    const wrong = await agent.ask('listTickets', {
      query: { satus: 'new' },
      headers: { 'accept-language': 'en, fr;q=0.5' },
    });
    expect(await wrong.json()).toMatchObject({ status: 400, title: 'Request not understood', faults: [{ path: '' }] });
  });
});
