import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '@passerelle/connector/testing';
import { logOf, textOf, type Stored } from './simulator/index.js';
import { append, apply, attach, create, key, openStage, pull, read, type Stage } from './testing/stage.js';

const open = (stage: Stage, fields: Readonly<Record<string, unknown>> = {}, className = 'UserRequest'): Stored =>
  stage.sim.as('buffet').open(className, { title: 'Écran noir', description: '<p>x</p>', org_id: 1, ...fields });
const idOf = ({ class: className, id }: Stored): string => `${className}::${id}`;
const outcomes = (receipts: readonly { readonly outcome: string }[]): readonly string[] =>
  receipts.map(({ outcome }) => outcome);

describe('two entries at once', () => {
  const both = async (serialised: boolean): Promise<number> => {
    const clock = virtualClock();
    const stage = openStage({ clock, quirks: { logRace: 80 } });
    const ticket = open(stage);
    const one = append(idOf(ticket), 'La première');
    const two = append(idOf(ticket), 'La deuxième');
    // Two connections know nothing of each other: what one sink prevents, two do to each other.
    const second = serialised ? stage.connector : stage.connect();
    const raw = serialised ? null : stage;
    if (raw) {
      const agent = stage.sim.as('buffet');
      agent.write(ticket.id, 'public_log', 'A');
      agent.write(ticket.id, 'public_log', 'B');
      return logOf(ticket, 'public_log').length;
    }
    await clock.run(Promise.all([apply(stage.connector, one), apply(second, two)]));
    return logOf(ticket, 'public_log').length;
  };

  it('lose one where nobody takes turns: both are answered with success', async () => {
    expect(await both(false)).toBe(1);
  });

  it('are written one after the other by one sink, in batches that run side by side too', async () => {
    expect(await both(true)).toBe(2);
  });

  it('are all kept when eight of them come at once', async () => {
    const clock = virtualClock();
    const stage = openStage({ clock, quirks: { logRace: 80 } });
    const ticket = open(stage);
    const batches = Array.from({ length: 8 }, (_, nth) => apply(stage.connector, append(idOf(ticket), `Étape ${nth}`)));
    const receipts = await clock.run(Promise.all(batches));
    expect(outcomes(receipts.flat())).toEqual(Array.from({ length: 8 }, () => 'done'));
    expect(logOf(ticket, 'public_log')).toHaveLength(8);
  });

  it('of which a person writes one: ours is looked for, and written again when it was overwritten', async () => {
    const stage = openStage();
    const ticket = open(stage);
    const command = append(idOf(ticket), 'À ne pas perdre');
    // Right after our update a colleague, who had read the log before, saves her own entry over it.
    stage.answers.push(
      (real) => real(),
      (real) => {
        const answer = real();
        ticket.values['public_log'] = [];
        stage.sim.as('buffet').write(ticket.id, 'public_log', '<p>De Catherine</p>');
        return answer;
      },
    );
    expect(outcomes(await apply(stage.connector, command))).toEqual(['done']);
    const texts = logOf(ticket, 'public_log').map(({ message }) => message);
    expect(texts[0]).toBe('De Catherine');
    expect(texts.filter((text) => text.includes('À ne pas perdre'))).toHaveLength(1);
    expect(stage.warnings.join()).toContain('written again');
  });
});

describe('a log', () => {
  it('is added to, and never sent as items, which replace it for anybody who may write', async () => {
    const stage = openStage();
    const ticket = open(stage);
    stage.sim.as('buffet').write(ticket.id, 'public_log', 'Avant nous');
    await apply(stage.connector, append(idOf(ticket), 'Nous'), append(idOf(ticket), 'Entre nous', 'private_log'));
    expect(logOf(ticket, 'public_log')).toHaveLength(2);
    expect(JSON.stringify(stage.sent)).not.toContain('"items"');
    // The harm: one update with items, and what stood there is gone.
    stage.sim.as('buffet').change(ticket.id, { public_log: { items: [{ message: 'seul' }] } });
    expect(logOf(ticket, 'public_log')).toHaveLength(1);
  });

  it('takes an entry with the instant at which it was written, in the local time of iTop', async () => {
    const stage = openStage();
    const ticket = open(stage);
    const command = append(idOf(ticket), 'D’époque', 'public_log', { at: '2020-06-01T10:00:00.000Z' });
    await apply(stage.connector, command);
    expect(logOf(ticket, 'public_log').map(({ at }) => at)).toEqual(['2020-06-01 12:00:00']);
    const [entry] = (await read(stage.connector, idOf(ticket)))!.entries;
    expect(entry).toMatchObject({ id: null, at: '2020-06-01T10:00:00.000Z', author: { name: 'Catherine Buffet' } });
  });

  it('shows its entries by their instants, though backdated ones stand where they were put', async () => {
    const stage = openStage();
    const ticket = open(stage);
    stage.sim.as('buffet').write(ticket.id, 'public_log', 'Aujourd’hui');
    await apply(stage.connector, append(idOf(ticket), 'Jadis', 'public_log', { at: '2020-06-01T10:00:00.000Z' }));
    const texts = (await read(stage.connector, idOf(ticket)))!.entries.map(({ text }) => text.split('<')[0]);
    expect(texts).toEqual(['Jadis', 'Aujourd’hui']);
  });

  it('names an author for an administrator, and the account for anybody else', async () => {
    const stage = openStage();
    const ticket = open(stage);
    const author = { id: null, name: 'Paul Smith' };
    const admin = stage.connect({ auth: { kind: 'basic', user: 'admin', password: 'admin' } });
    await apply(admin, append(idOf(ticket), 'De Paul', 'public_log', { author }));
    await apply(stage.connector, append(idOf(ticket), 'De Paul, par nous', 'public_log', { author }));
    expect(logOf(ticket, 'public_log').map(({ by }) => by)).toEqual(['Paul Smith', 'Catherine Buffet']);
    expect([(await admin.sink!.keeps()).author, (await stage.connector.sink!.keeps()).author]).toEqual([true, false]);
  });

  it('says so where a rule of the site has copied an internal entry to the caller', async () => {
    const stage = openStage();
    const ticket = open(stage);
    const command = append(idOf(ticket), 'Entre nous', 'private_log');
    const leak = (real: () => ReturnType<typeof stage.sim.handle>) => {
      const answer = real();
      ticket.values['public_log'] = logOf(ticket, 'private_log');
      return answer;
    };
    stage.answers.push((real) => real(), leak);
    const [receipt] = await apply(stage.connector, command);
    expect(receipt).toMatchObject({ outcome: 'done', audience: 'public' });
    expect(stage.warnings.join()).toContain('public log too');
  });
});

describe('words that iTop would take for markup', () => {
  it.each([
    ['an address in angle brackets', 'Voir <jean@exemple.fr> merci', '<jean@exemple.fr>'],
    ['a comparison', 'si a < b & c > d', 'a < b & c > d'],
    ['a script', 'colle <script>alert(1)</script> ici', '<script>alert(1)</script>'],
    ['an unfinished tag', 'fin <a', '<a'],
  ])('stay: %s', async (_what, text, words) => {
    const stage = openStage();
    const ticket = open(stage);
    await apply(stage.connector, append(idOf(ticket), text));
    expect(logOf(ticket, 'public_log')[0]?.message).toContain(words);
    // The harm: sent as it is, iTop drops what it takes for a tag.
    stage.sim.as('buffet').write(ticket.id, 'private_log', 'Voir <jean@exemple.fr> merci');
    expect(logOf(ticket, 'private_log')[0]?.message).toBe('Voir merci');
  });

  it('keep their formatting where they are written as HTML', async () => {
    const stage = openStage();
    const ticket = open(stage);
    const html = '<p>Bonjour <b>Zoé</b></p>\n<ul><li>un</li><li>deux</li></ul>';
    await apply(stage.connector, append(idOf(ticket), html));
    expect(logOf(ticket, 'public_log')[0]?.html).toContain(html);
  });

  it('are blank: nothing is sent that iTop would store as the prologue of its parser, which is read as nothing', async () => {
    const stage = openStage();
    const ticket = open(stage, { description: '   ' });
    expect(textOf(ticket, 'description')).toContain('<!DOCTYPE');
    expect((await read(stage.connector, idOf(ticket)))?.fields['description']).toBeNull();
  });
});

describe('a lifecycle', () => {
  it('is walked by stimuli: a status is never written', async () => {
    const stage = openStage();
    const ticket = open(stage);
    const fields = { team_id: { id: null, name: 'PILOTES' }, agent_id: { id: '3', name: null } };
    const [receipt] = await apply(stage.connector, {
      key: key('t'),
      kind: 'transition',
      id: idOf(ticket),
      to: 'assigned',
      fields,
    });
    expect(receipt).toMatchObject({ outcome: 'done', says: { team_id: { id: '5', name: 'PILOTES' } } });
    expect([textOf(ticket, 'status'), textOf(ticket, 'assignment_date')]).toEqual(['assigned', '2026-01-05 09:00:00']);
    expect(stage.sent.filter(({ fields: each }) => each && 'status' in each)).toEqual([]);
  });

  it('makes of a transition, its fields and its words one request, on the real class', async () => {
    const stage = openStage();
    const ticket = open(stage);
    stage.sim.as('buffet').fire(ticket.id, 'ev_assign');
    const { entry } = append(idOf(ticket), 'Qu’avez-vous essayé ?');
    const fields = { pending_reason: 'En attente du demandeur' };
    await apply(stage.connector, { key: key('p'), kind: 'transition', id: idOf(ticket), to: 'pending', fields, entry });
    const writes = stage.sent.filter(({ operation }) => operation !== 'core/get');
    expect(writes).toHaveLength(1);
    expect(writes[0]).toMatchObject({ operation: 'core/apply_stimulus', class: 'UserRequest', stimulus: 'ev_pending' });
    expect([textOf(ticket, 'status'), logOf(ticket, 'public_log').length]).toEqual(['pending', 1]);
  });

  it('that somebody has moved on is a conflict, and nothing of it is kept', async () => {
    const stage = openStage();
    const ticket = open(stage);
    stage.answers.push((real) => {
      const answer = real();
      stage.sim.as('buffet').fire(ticket.id, 'ev_assign');
      return answer;
    });
    const fields = { urgency: '1' };
    const [receipt] = await apply(stage.connector, {
      key: key('c'),
      kind: 'transition',
      id: idOf(ticket),
      to: 'assigned',
      fields,
    });
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'conflict', landed: 'no' } });
    expect(textOf(ticket, 'urgency')).toBe('4');
  });

  it('says which field is missing, and changes nothing', async () => {
    const stage = openStage();
    const ticket = open(stage);
    stage.sim.as('buffet').fire(ticket.id, 'ev_assign');
    const [receipt] = await apply(stage.connector, {
      key: key('m'),
      kind: 'transition',
      id: idOf(ticket),
      to: 'pending',
    });
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'rejected' } });
    expect(receipt?.outcome === 'refused' && receipt.fault.message).toContain('pending_reason');
    expect(textOf(ticket, 'status')).toBe('assigned');
  });

  it('gets an Incident out of escalated_tto, which 3.2.0 answers with 500 and no change', async () => {
    const stage = openStage();
    const ticket = open(stage, {}, 'Incident');
    stage.sim.as('buffet').fire(ticket.id, 'ev_timeout');
    const fields = { team_id: { id: '4', name: null }, agent_id: { id: '3', name: null } };
    const [receipt] = await apply(stage.connector, {
      key: key('e'),
      kind: 'transition',
      id: idOf(ticket),
      to: 'assigned',
      fields,
    });
    expect(receipt?.outcome).toBe('done');
    expect([textOf(ticket, 'status'), textOf(ticket, 'agent_id')]).toEqual(['assigned', '3']);
    expect(stage.warnings.join()).toContain('3.2.0');
  });

  it('is walked at creation too, and what the draft says of its dates stands', async () => {
    const stage = openStage();
    const dates = { resolution_date: '2025-12-01T09:00:00.000Z', assignment_date: '2025-11-30T09:00:00.000Z' };
    const more = { status: 'resolved', solution: 'Redémarré', service_id: { id: '1', name: null }, ...dates };
    const people = { team_id: { id: null, name: 'HELPDESK' }, agent_id: { id: '3', name: null } };
    const [receipt] = await apply(stage.connector, create('Reprise', { ...people, ...more }));
    expect(receipt).toMatchObject({ outcome: 'done', says: { status: 'resolved', ...dates } });
    expect(stage.sent.flatMap(({ stimulus }) => stimulus ?? [])).toEqual(['ev_assign', 'ev_resolve']);
  });
});

describe('reading', () => {
  it('asks for what it needs by name, never for everything, and never for the database’s own clock', async () => {
    const stage = openStage();
    open(stage);
    await pull(stage.connector);
    await read(stage.connector, 'UserRequest::1');
    const asked = stage.sent.filter(({ operation }) => operation === 'core/get');
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter(({ output_fields: fields = '*' }) => fields.includes('*'))).toEqual([]);
    expect(JSON.stringify(stage.sent)).not.toMatch(/NOW\(\)|ORDER BY|"page":[^1]/);
  });

  it('finds a ticket that only got a file, which does not move its stamp', async () => {
    const stage = openStage();
    const ticket = open(stage);
    const before = await pull(stage.connector);
    const stamp = textOf(ticket, 'last_update');
    stage.manual.advance(3_600_000);
    stage.sim.as('buffet').attach(ticket.id, 'capture é.png', Buffer.from('x'));
    expect(textOf(ticket, 'last_update')).toBe(stamp);
    const after = await pull(stage.connect(), before.cursor);
    expect(after.tickets.map(({ attachments }) => attachments.map(({ name }) => name))).toEqual([['capture é.png']]);
    expect(after.tickets[0]?.version).not.toBe(before.tickets[0]?.version);
    stage.manual.advance(3_600_000);
    open(stage, { title: 'La suivante' });
    const titles = (await pull(stage.connect(), after.cursor)).tickets.map(({ fields }) => fields['title']);
    // What lies behind the lag is not read again, nor is the file once something else has moved the cursor.
    stage.manual.advance(3_600_000);
    const { cursor } = await pull(stage.connect(), after.cursor);
    expect(titles).toContain('La suivante');
    expect((await pull(stage.connect(), cursor)).tickets).toEqual([]);
    stage.manual.advance(3_600_000);
    const quiet = await pull(stage.connect(), cursor);
    expect(quiet.cursor).toBe(cursor);
    const asked = new Set(stage.sent.slice(-3).map(({ class: className }) => className));
    expect(asked).toEqual(new Set(['Attachment', 'Ticket', 'WorkOrder']));
  });

  it('finds a ticket that only got an intervention', async () => {
    const stage = openStage();
    const ticket = open(stage);
    const before = await pull(stage.connector);
    stage.manual.advance(3_600_000);
    const order = { ticket_id: String(ticket.id), name: 'Passage', description: 'À 14 h', status: 'open' };
    stage.sim.instance.database.insert('WorkOrder', order);
    const [again] = (await pull(stage.connect(), before.cursor)).tickets;
    expect(again?.entries).toMatchObject([{ journal: 'workorders_list', audience: 'internal', text: 'À 14 h' }]);
  });

  it('reads more tickets than one answer should hold, in windows of ids', async () => {
    const stage = openStage();
    for (let nth = 0; nth < 5_100; nth++) {
      const values = {
        title: `T${nth}`,
        org_id: '1',
        ref: `R-${nth}`,
        last_update: '2026-01-05 08:59:00',
        status: 'new',
      };
      stage.sim.instance.database.insert('UserRequest', { ...values, impact: '1', urgency: '4' });
    }
    const { tickets } = await pull(stage.connect({ pageSize: 1000 }));
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(5_100);
    expect(Math.max(...stage.sent.map(({ key: oql }) => (String(oql as string).includes('id <=') ? 1 : 0)))).toBe(1);
  });

  it('reads again what the repeated hour of autumn has stamped', async () => {
    const stage = openStage();
    const ticket = open(stage);
    ticket.values['last_update'] = '2026-10-25 02:50:00';
    stage.manual.advance(Date.parse('2026-10-25T00:50:00Z') - stage.manual.now().getTime());
    const { cursor } = await pull(stage.connector);
    // An hour later the clocks show ten past two for the second time.
    stage.manual.advance(20 * 60_000);
    const other = open(stage, { title: 'Dans l’heure doublée' });
    expect(textOf(other, 'last_update') < '2026-10-25 02:50:00').toBe(true);
    stage.manual.advance(3_600_000);
    const titles = (await pull(stage.connect(), cursor)).tickets.map(({ fields }) => fields['title']);
    expect(titles).toContain('Dans l’heure doublée');
  });

  it('tells of whom a ticket speaks by name and address, of other tickets by class and number', async () => {
    const stage = openStage();
    const parent = open(stage, { title: 'Parent' });
    const child = open(stage, {
      caller_id: 1,
      team_id: 4,
      parent_request_id: parent.id,
      contacts_list: [{ contact_id: 2 }],
    });
    const ticket = await read(stage.connector, idOf(child));
    expect(ticket?.fields).toMatchObject({
      caller_id: { id: '1', name: 'Suzanne Diabaté', email: 'suzanne.diabate@ac-toulouse.fr' },
      team_id: { id: '4', name: 'HELPDESK' },
      org_id: { name: 'Académie de Toulouse' },
      parent_request_id: { id: 'UserRequest::1', name: 'R-000001' },
      contacts_list: [{ id: '2', name: 'Paul Smith', email: 'paul.smith@ac-toulouse.fr' }],
    });
    const above = await read(stage.connector, idOf(parent));
    expect(above?.fields['related_request_list']).toEqual([{ id: 'UserRequest::2', name: 'R-000002' }]);
  });
});

describe('a zone', () => {
  it('that is not the one of iTop shows at the first ticket that is made', async () => {
    const stage = openStage();
    await apply(stage.connector, create('À l’heure'));
    expect(stage.warnings).toEqual([]);
    await apply(stage.connect({}, 'America/Martinique'), create('Ailleurs'));
    expect(stage.warnings.join()).toContain('300 minutes');
  });
});

describe('organisations', () => {
  it.each([
    ['the requester’s own', { caller_id: { id: '2', name: null } }, {}, 'Collège voisin'],
    [
      'the one of the site',
      { post_it: 'B' },
      { sites: { field: 'post_it', organisations: { B: 'Collège voisin' } } },
      'Collège voisin',
    ],
    ['the connection’s', {}, {}, 'Académie de Toulouse'],
    ['the one that the ticket names', { org_id: { id: null, name: 'Collège voisin' } }, {}, 'Collège voisin'],
  ])('are chosen by rule: %s', async (_rule, fields, more, name) => {
    const site = { UserRequest: { fields: { post_it: { kind: 'line', label: 'Post-it' } } } };
    const { string } = (await import('./simulator/index.js')).attribute;
    const stage = openStage({
      site: { attributes: [string('post_it', 'Post-it')] },
      config: { site, organisation: { default: 'Académie de Toulouse', ...more } },
    });
    const [receipt] = await apply(stage.connector, create('À qui ?', fields));
    expect(receipt).toMatchObject({ outcome: 'done' });
    const [made] = stage.sim.instance.database.all('UserRequest');
    expect(stage.sim.eyes.renderer.value(made!, 'org_name')).toBe(name);
  });

  it('that nobody names stop the creation before it is sent', async () => {
    const stage = openStage({ config: { organisation: {} } });
    const [receipt] = await apply(stage.connector, create('À personne'));
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'rejected' } });
    expect(stage.sim.instance.database.all('UserRequest')).toEqual([]);
  });

  it('hide everything else from an account that is restricted to them: gone, rather than a failure', async () => {
    const stage = openStage();
    const ticket = open(stage);
    const other = stage.connect({ auth: { kind: 'basic', user: 'voisin', password: 'voisin' } });
    expect((await pull(other)).tickets).toEqual([]);
    const [receipt] = await apply(other, { key: key('u'), kind: 'update', id: idOf(ticket), fields: { title: 'x' } });
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'gone' } });
  });

  it('go with an attachment, or people restricted to them would not see it', async () => {
    const stage = openStage();
    const ticket = open(stage, { org_id: 2 });
    await apply(stage.connector, attach(idOf(ticket), 'note é.txt', Buffer.from('bon')));
    const [sent] = stage.sent.filter(
      ({ class: className, operation }) => className === 'Attachment' && operation === 'core/create',
    );
    expect(sent?.fields).toMatchObject({ item_org_id: 2, contents: { downloads_count: 0, filename: 'note é.txt' } });
    const restricted = stage.connect({ auth: { kind: 'basic', user: 'voisin', password: 'voisin' } });
    expect((await read(restricted, idOf(ticket)))?.attachments.map(({ name }) => name)).toEqual(['note é.txt']);
  });
});

describe('values', () => {
  it('that name nobody are left out and told, never sent as an empty key, which is a 500', async () => {
    const stage = openStage();
    const ticket = open(stage, { agent_id: 3 });
    const fields = { agent_id: { id: null, name: 'Personne Nulle-Part' }, title: 'Autre' };
    const [receipt] = await apply(stage.connector, { key: key('n'), kind: 'update', id: idOf(ticket), fields });
    expect(receipt).toMatchObject({ outcome: 'done', dropped: [{ field: 'agent_id', kept: { id: '3' } }] });
    const clear = { key: key('z'), kind: 'update', id: idOf(ticket), fields: { agent_id: null } } as const;
    expect(outcomes(await apply(stage.connector, clear))).toEqual(['done']);
    expect(textOf(ticket, 'agent_id')).toBe('0');
  });

  it('cut in the middle of a character do not make the request unreadable', async () => {
    const stage = openStage();
    const [receipt] = await apply(stage.connector, create('Coupé \ud83d'));
    expect(receipt?.outcome).toBe('done');
  });

  it('are looked for under their names, accents and apostrophes included', async () => {
    const stage = openStage();
    const service = { service_id: { id: null, name: 'Outils d’enseignement' } };
    const sub = { servicesubcategory_id: { id: null, name: "ANGLAIS'; DROP" } };
    const [receipt] = await apply(stage.connector, create('Par le nom', { ...service, ...sub }));
    expect(receipt).toMatchObject({
      outcome: 'done',
      says: { service_id: { id: '1' } },
      dropped: [{ field: 'servicesubcategory_id' }],
    });
  });
});
