import { describe, expect, it } from '@jest/globals';
import { Fault, type Receipt } from '@passerelle/connector';
import { ids, keep, num, plain, rowOf, rowsOf, str, where, type Glpi } from './simulator/index.js';
import { append, apply, attach, create, key, openStage, pullAll, readOne } from './testing/stage.js';

// What GLPI does that a client does not expect, each seen on 9.5.13 or 10.0.14, with the harm that it does to who does not know.

const helene = { id: String(ids.helene), name: null };
const marie = { id: String(ids.marie), name: null };

async function made(stage: ReturnType<typeof openStage>, name: string, fields = {}): Promise<string> {
  const [receipt] = await apply(stage.connector, create(name, fields));
  if (receipt?.outcome !== 'done') throw new Error(JSON.stringify(receipt));
  return receipt.id;
}

const statusOf = ({ state }: Glpi, id: string): number => num(rowOf(state, 'Ticket', Number(id)), 'status');
const usersOf = ({ state }: Glpi, id: string, type: number): number[] =>
  where(state, 'Ticket_User', { tickets_id: Number(id), type }).map((row) => num(row, 'users_id'));
const kindOf = (receipt: Receipt | undefined): string =>
  receipt && 'fault' in receipt ? receipt.fault.kind : (receipt?.outcome ?? 'none');

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const came = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(came instanceof Fault)) throw new Error(`expected a fault, came ${String(came)}`);
  return came;
}

/** A request as any other client would send it. */
function raw(sim: Glpi, method: string, path: string, input: unknown): { status: number; body: unknown } {
  const session = [...sim.state.sessions.values()].find(({ userId }) => userId === ids.service)?.token ?? '';
  const body = input === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify({ input }));
  const answer = sim.handle({ method, url: `/apirest.php/${path}`, headers: { 'session-token': session }, body });
  const text = String(answer.body);
  return {
    status: answer.status,
    body: text.startsWith('[') || text.startsWith('{') ? (JSON.parse(text) as unknown) : text,
  };
}

describe('actors', () => {
  it.each(['9.5', '10', '11'] as const)('are replaced on %s without losing who is not spoken of', async (profile) => {
    const stage = openStage({ profile });
    const id = await made(stage, 'Acteurs', { _users_id_requester: [helene], _users_id_assign: [marie] });
    const fields = { _users_id_assign: [{ id: '4', name: null }] };
    const [receipt] = await apply(stage.connector, { key: key('acteurs'), kind: 'update', id, fields });
    expect(receipt).toMatchObject({ outcome: 'done' });
    expect(receipt).not.toHaveProperty('dropped');
    expect([usersOf(stage.sim, id, 1), usersOf(stage.sim, id, 2)]).toEqual([[ids.helene], [4]]);
    expect(statusOf(stage.sim, id)).toBe(2);
  });

  it('would be lost by the whole set that 10 takes, and be nobody by the list that 9.5 takes', async () => {
    const ten = openStage();
    const id = await made(ten, 'Acteurs', { _users_id_requester: [helene] });
    raw(ten.sim, 'PUT', `Ticket/${id}`, { _actors: { assign: [{ itemtype: 'User', items_id: 4 }] } });
    expect(usersOf(ten.sim, id, 1)).toEqual([]);
    const nine = openStage({ profile: '9.5' });
    const other = await made(nine, 'Acteurs', { _users_id_requester: [helene] });
    raw(nine.sim, 'PUT', `Ticket/${other}`, { _users_id_assign: [4] });
    expect(usersOf(nine.sim, other, 2)).toEqual([0]);
  });

  it('are not the account itself on 9.5, which puts itself where nobody is named', async () => {
    const { sim, ...stage } = openStage({ profile: '9.5' });
    const id = await made({ sim, ...stage }, 'Sans technicien', { _users_id_requester: [helene] });
    expect([usersOf(sim, id, 1), usersOf(sim, id, 2), statusOf(sim, id)]).toEqual([[ids.helene], [], 1]);
    raw(sim, 'POST', 'Ticket', { name: 'sans clés', content: 'x' });
    expect(usersOf(sim, String(Number(id) + 1), 2)).toEqual([ids.service]);
  });

  it('may have nothing but an address', async () => {
    const stage = openStage();
    const id = await made(stage, 'Par courriel', {
      _users_id_requester: [{ id: null, name: null, email: 'ext@exemple.org' }],
    });
    expect((await readOne(stage.connector, id)).fields['_users_id_requester']).toMatchObject([
      { id: null, email: 'ext@exemple.org' },
    ]);
  });
});

describe('automatic moves', () => {
  it.each([
    ['waiting', 4],
    ['solved', 5],
  ])('leave a %s ticket alone when the account is its requester and writes in it', async (_name, status) => {
    const stage = openStage();
    const id = await made(stage, 'Écho', {
      _users_id_requester: [{ id: String(ids.service), name: null }],
      status: '1',
    });
    stage.sim.as('tech').change(Number(id), { status });
    await apply(stage.connector, append(id, 'Pour information'));
    expect(statusOf(stage.sim, id)).toBe(status);
    raw(stage.sim, 'POST', 'ITILFollowup', { itemtype: 'Ticket', items_id: Number(id), content: 'sans _no_reopen' });
    expect(statusOf(stage.sim, id)).toBe(1);
  });

  it('solve, close and reopen in one act, and the verdict is read with its reason', async () => {
    const stage = openStage();
    const id = await made(stage, 'Cycle', { _users_id_requester: [helene], _users_id_assign: [marie] });
    const [solved] = await apply(stage.connector, append(id, 'Câble changé', 'solution'));
    expect([kindOf(solved), statusOf(stage.sim, id)]).toEqual(['done', 5]);
    stage.clock.advance(5_000);
    stage.sim.as('hmuller').refuse(Number(id), 'Toujours pas de réseau');
    const { fields, entries } = await readOne(stage.connector, id);
    expect(fields['status']).toBe('2');
    expect(entries.map(({ journal, fields: told }) => [journal, told?.['status'] ?? told?.['verdict']])).toEqual([
      ['solution', '4'],
      ['followup', '4'],
    ]);
    expect(entries.at(-1)?.text).toBe('Toujours pas de réseau');
  });

  it('make a refused ticket new only where nobody is assigned', async () => {
    const stage = openStage();
    const id = await made(stage, 'Sans technicien', { _users_id_requester: [helene] });
    await apply(stage.connector, append(id, 'Fait', 'solution'));
    stage.sim.as('hmuller').refuse(Number(id), 'Non');
    expect(statusOf(stage.sim, id)).toBe(1);
  });

  it('close after the entity’s delay and leave the solution waiting', async () => {
    const stage = openStage();
    const id = await made(stage, 'Clôture', { entities_id: 'Entité racine > Lycée', _users_id_requester: [helene] });
    await apply(stage.connector, append(id, 'Fait', 'solution'));
    stage.clock.advance(23 * 3_600_000);
    expect(stage.sim.closeSolved()).toBe(0);
    stage.clock.advance(2 * 3_600_000);
    expect(stage.sim.closeSolved()).toBe(1);
    const { fields, entries } = await readOne(stage.connector, id);
    expect([fields['status'], entries[0]?.fields?.['status']]).toEqual(['6', '2']);
  });

  it('answer a solution for the requester through a follow-up, since changing the solution moves no ticket', async () => {
    const stage = openStage();
    const id = await made(stage, 'Verdict', { _users_id_requester: [helene] });
    const [solution] = await apply(stage.connector, append(id, 'Fait', 'solution'));
    const part = solution?.outcome === 'done' ? (solution.part ?? '') : '';
    const [without] = await apply(stage.connector, {
      key: key('r'),
      kind: 'amend',
      id,
      entry: part,
      change: { status: '4' },
    });
    expect(without).toMatchObject({
      outcome: 'refused',
      fault: { told: { fr: expect.stringContaining('motif') as unknown } },
    });
    await apply(stage.connector, {
      key: key('a'),
      kind: 'amend',
      id,
      entry: part,
      change: { status: '3', text: 'Merci' },
    });
    expect(statusOf(stage.sim, id)).toBe(6);
    raw(stage.sim, 'PUT', 'Ticket', [{ id: Number(id), status: 5 }]);
    raw(stage.sim, 'PUT', 'ITILSolution', [{ id: 1, status: 4 }]);
    expect(statusOf(stage.sim, id)).toBe(5);
  });

  it('refuse a refusal without a reason before GLPI takes our mark for one', async () => {
    const stage = openStage();
    const id = await made(stage, 'Refus', { _users_id_requester: [helene] });
    await apply(stage.connector, append(id, 'Fait', 'solution'));
    const [receipt] = await apply(stage.connector, append(id, '', 'followup', { fields: { verdict: '4' } }));
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'rejected' } });
    expect(statusOf(stage.sim, id)).toBe(5);
  });

  it('refuse what comes after closing, in words that name the cause', async () => {
    const stage = openStage();
    const id = await made(stage, 'Clos', {});
    stage.sim.as('tech').change(Number(id), { status: 6 });
    const [changed] = await apply(stage.connector, { key: key('x'), kind: 'update', id, fields: { urgency: '5' } });
    const [task] = await apply(stage.connector, append(id, 'Trop tard', 'task'));
    expect([kindOf(changed), kindOf(task)]).toEqual(['rejected', 'rejected']);
    expect(changed).toMatchObject({ fault: { message: expect.stringContaining('closed ticket') as unknown } });
  });
});

describe('tasks and approvals', () => {
  it.each(['9.5', '10'] as const)(
    'keep their state, window, duration and technician on %s, and are done later',
    async (profile) => {
      const stage = openStage({ profile });
      const id = await made(stage, 'Tâche', { _users_id_requester: [helene] });
      const fields = {
        state: '1',
        begin: '2026-12-01T08:00:00.000Z',
        end: '2026-12-01T09:30:00.000Z',
        actiontime: '900',
        users_id_tech: { id: '4', name: null },
        taskcategories_id: 'Intervention',
      };
      const [receipt] = await apply(stage.connector, append(id, 'Changer le disque', 'task', { fields }));
      const part = receipt?.outcome === 'done' ? (receipt.part ?? '') : '';
      expect(statusOf(stage.sim, id)).toBe(3);
      const [entry] = (await readOne(stage.connector, id)).entries;
      expect(entry?.fields).toMatchObject({ ...fields, users_id_tech: { id: '4', name: 'tech' } });
      const change = {
        state: '2',
        begin: '2026-12-01T10:00:00.000Z',
        end: '2026-12-01T11:00:00.000Z',
        actiontime: '1800',
      };
      expect(
        kindOf((await apply(stage.connector, { key: key('fait'), kind: 'amend', id, entry: part, change }))[0]),
      ).toBe('done');
      expect((await readOne(stage.connector, id)).entries[0]?.fields).toMatchObject(change);
    },
  );

  it('refuse a state that GLPI would keep without knowing it', async () => {
    const stage = openStage();
    const id = await made(stage, 'Tâche', {});
    expect(kindOf((await apply(stage.connector, append(id, 'x', 'task', { fields: { state: '7' } })))[0])).toBe(
      'rejected',
    );
    expect(
      kindOf((await apply(stage.connector, { key: key('s'), kind: 'update', id, fields: { status: '42' } }))[0]),
    ).toBe('rejected');
  });

  it.each(['10', '11'] as const)('are asked for and answered on %s', async (profile) => {
    const stage = openStage({ profile });
    const id = await made(stage, 'Achat', {});
    const [asked] = await apply(
      stage.connector,
      append(id, 'Pour accord', 'validation', { fields: { users_id_validate: marie } }),
    );
    const part = asked?.outcome === 'done' ? (asked.part ?? '') : '';
    expect((await readOne(stage.connector, id)).fields['global_validation']).toBe('2');
    const refusal = { status: '4', comment_validation: 'Trop cher' };
    await apply(stage.connector, { key: key('non'), kind: 'amend', id, entry: part, change: refusal });
    const { fields, entries } = await readOne(stage.connector, id);
    expect([fields['global_validation'], entries[0]?.fields]).toMatchObject([
      '4',
      { ...refusal, users_id_validate: { id: marie.id } },
    ]);
  });
});

describe('an approval that 11.0.5 says it took', () => {
  it('and did not is refused rather than called done', async () => {
    const stage = openStage({ profile: '11', quirks: { approvalsStick: true } });
    const id = await made(stage, 'Achat', {});
    const [asked] = await apply(
      stage.connector,
      append(id, 'Pour accord', 'validation', { fields: { users_id_validate: marie } }),
    );
    const part = asked?.outcome === 'done' ? (asked.part ?? '') : '';
    const [receipt] = await apply(stage.connector, {
      key: key('oui'),
      kind: 'amend',
      id,
      entry: part,
      change: { status: '3' },
    });
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'unsupported' } });
    const fields = { users_id_validate: marie, status: '3' };
    expect(await apply(stage.connector, append(id, 'Déjà donné', 'validation', { fields }))).toMatchObject([
      { outcome: 'done', dropped: [{ field: 'status', sent: '3', kept: '2' }] },
    ]);
  });
});

describe('forms', () => {
  it('of 11 are read from their own answers: people, places and choices by name', async () => {
    const { sim, connector } = openStage({ profile: '11' });
    const id = num(
      sim.as('hmuller').open({ name: 'Messagerie', content: 'x', _users_id_requester: [ids.helene] }),
      'id',
    );
    const extra_data = JSON.stringify({ options: { '17': 'Sur site (ou bureau)', '18': 'En télétravail' } });
    keep(sim.state, 'Glpi\\Form\\Question', { id: 4, name: 'Type de localisation', extra_data });
    const answers = [
      { question_id: 3, question_label: 'Pour une autre personne', raw_question_type: 'x', raw_answer: ['users_id-8'] },
      { question_id: 4, question_label: 'Type de localisation', raw_question_type: 'x', raw_answer: ['18'] },
      {
        question_id: 5,
        question_label: 'Lieu',
        raw_question_type: 'x',
        raw_answer: { itemtype: 'Location', items_id: 2 },
      },
      { question_id: 6, question_label: 'Objet *', raw_question_type: 'x', raw_answer: 'Boîte partagée' },
    ];
    const set = keep(sim.state, 'Glpi\\Form\\AnswersSet', { name: 'x', answers: JSON.stringify(answers) });
    keep(sim.state, 'Glpi\\Form\\Destination\\AnswersSet_FormDestinationItem', {
      forms_answerssets_id: num(set, 'id'),
      itemtype: 'Ticket',
      items_id: id,
    });
    expect((await readOne(connector, id)).fields).toMatchObject({
      'form:Pour une autre personne': { id: '8', name: 'Marie Martin' },
      'form:Type de localisation': 'En télétravail',
      'form:Lieu': 'Bâtiment A > Salle 203',
      'form:Objet': 'Boîte partagée',
    });
  });

  it('of Formcreator are read from the text, and are no machines', async () => {
    const { sim, connector } = openStage();
    const tech = sim.as('tech');
    const content =
      '<h1>Données du formulaire</h1><div><b>1) Objet : </b>Boîte partagée</div><div><b>2) Type de localisation : </b>En télétravail</div>';
    const id = num(tech.open({ name: 'x', content }), 'id');
    tech.tie(id, 'PluginFormcreatorFormAnswer', 12);
    tech.tie(id, 'Computer', ids.computers.p20302);
    const { fields } = await readOne(connector, id);
    expect(fields).toMatchObject({
      'form:Objet': 'Boîte partagée',
      'form:Type de localisation': 'En télétravail',
      items: [{ id: 'Computer:1' }],
    });
  });

  it('of Formcreator may hold colons in their questions and answers', async () => {
    const { sim, connector } = openStage();
    const need = 'Déclarer un incident : Cela fonctionnait avant';
    const content = `<h1>Données du formulaire</h1><div><b>1) Sélectionnez votre besoin: : </b>${need}</div><div>2) Lieu : Bureau : 12</div>`;
    const id = num(sim.as('tech').open({ name: 'x', content }), 'id');
    expect((await readOne(connector, id)).fields).toMatchObject({
      'form:Sélectionnez votre besoin': need,
      'form:Lieu': 'Bureau : 12',
    });
  });
});

describe('a solution that was refused', () => {
  it('waits for an answer again when its ticket is resolved again without another one', async () => {
    const { sim, connector } = openStage();
    const id = num(sim.as('hmuller').open({ name: 'x', content: 'x', _users_id_requester: [ids.helene] }), 'id');
    sim.as('tech').solve(id, 'Toner remplacé');
    sim.as('hmuller').refuse(id, '<p>&nbsp;</p>');
    const statuses = () => rowsOf(sim.state, 'ITILSolution').map((row) => num(row, 'status'));
    expect(statuses()).toEqual([4]);
    await apply(connector, { key: key('rétabli'), kind: 'update', id: String(id), fields: { status: '5' } });
    expect(statuses()).toEqual([2]);
    // Control: the requester can refuse it again, with a reason, and one that was accepted stays so.
    sim.as('hmuller').refuse(id, 'Toujours en panne');
    expect(statuses()).toEqual([4]);
  });
});

describe('documents', () => {
  it('of a refused type are told, and no empty document is left behind', async () => {
    const stage = openStage();
    const id = await made(stage, 'Pièce', {});
    const [receipt] = await apply(stage.connector, attach(id, 'virus.exe', Buffer.from('MZ')));
    expect(receipt).toMatchObject({
      outcome: 'refused',
      fault: { kind: 'rejected', message: expect.stringContaining('virus.exe') as unknown },
    });
    expect(rowsOf(stage.sim.state, 'Document')).toEqual([]);
  });

  it('on a private line are internal, and on the ticket public', async () => {
    const { sim, connector } = openStage();
    const tech = sim.as('tech');
    for (let nth = 0; nth < 4; nth++) {
      const ticket = num(tech.open({ name: `Pièces ${nth}`, content: 'x' }), 'id');
      const line = tech.followup(ticket, 'Entre nous', { is_private: 1 });
      tech.attach(ticket, 'public.txt', Buffer.from('a'));
      tech.attach(ticket, 'interne.txt', Buffer.from('b'), { itemtype: 'ITILFollowup', id: num(line, 'id') });
    }
    const told = (all: Awaited<ReturnType<typeof pullAll>>) =>
      all.map(({ attachments }) => attachments.map(({ name, audience }) => `${name} ${audience}`));
    const expected = ['public.txt public', 'interne.txt internal'];
    expect(told(await pullAll(connector))).toEqual([expected, expected, expected, expected]);
    expect(told([await readOne(connector, 2)])).toEqual([expected]);
  });
});

describe('bulk answers', () => {
  it('that leave out a ticket say nothing false of the others', async () => {
    const stage = openStage();
    const known = [await made(stage, 'un'), await made(stage, 'deux')];
    const update = (id: string) => ({ key: key(`u${id}`), kind: 'update' as const, id, fields: { urgency: '5' } });
    const receipts = await apply(stage.connector, update('99999'), ...known.map(update));
    expect(receipts.map(kindOf)).toEqual(['gone', 'done', 'done']);
    const { body } = raw(stage.sim, 'PUT', 'Ticket', [
      { id: 99999, urgency: 4 },
      { id: Number(known[0]), urgency: 4 },
    ]);
    expect(body).toEqual(['ERROR_GLPI_PARTIAL_UPDATE', [{ [known[0] ?? '']: true, message: '' }]]);
  });

  it('of which some were refused leave each with its own receipt', async () => {
    const stage = openStage();
    const id = await made(stage, 'un');
    const receipts = await apply(
      stage.connector,
      append(id, 'un', 'task'),
      append('99999', 'deux', 'task'),
      append(id, 'trois', 'task'),
    );
    expect(receipts.map(kindOf)).toEqual(['done', 'rejected', 'done']);
  });

  it.each(['before', 'after'] as const)(
    'that are an empty page (PHP died %s it was done) are unknown, and found',
    async (fatal) => {
      const stage = openStage();
      const id = await made(stage, 'un');
      const command = append(id, 'Mort de PHP');
      stage.sim.state.switches.fatal = fatal;
      const [receipt] = await apply(stage.connector, command);
      expect(receipt?.outcome).toBe('unknown');
      expect((await stage.connect().sink?.find(command))?.verdict).toBe(fatal === 'after' ? 'landed' : 'not-landed');
    },
  );
});

describe('foreign keys', () => {
  it('to nothing are refused by us: GLPI keeps them', async () => {
    const stage = openStage();
    const [receipt] = await apply(stage.connector, create('Catégorie', { itilcategories_id: 'Nulle part' }));
    expect(receipt).toMatchObject({
      outcome: 'refused',
      fault: { message: expect.stringContaining('Nulle part') as unknown },
    });
    const id = await made(stage, 'Machine');
    expect(kindOf((await apply(stage.connector, { key: key('l'), kind: 'link', id, asset: 'Computer:99' }))[0])).toBe(
      'gone',
    );
    expect(
      raw(stage.sim, 'POST', 'Item_Ticket', { tickets_id: Number(id), itemtype: 'Computer', items_id: 99 }).status,
    ).toBe(201);
  });

  it('that are there already are done, not refused', async () => {
    const stage = openStage();
    const id = await made(stage, 'Machine');
    const link = (name: string) => ({
      key: key(name),
      kind: 'link' as const,
      id,
      asset: `Computer:${ids.computers.p20302}`,
    });
    await apply(stage.connector, link('une'));
    expect(await apply(stage.connector, link('deux'))).toMatchObject([{ outcome: 'done', already: true }]);
    expect((await readOne(stage.connector, id)).fields['items']).toEqual([{ id: 'Computer:1', name: '203-02' }]);
  });
});

describe('texts', () => {
  const awkward = `<p>L'été & «<b>gras</b>» "x" \\ €</p>`;

  it.each(['9.5', '10', '11'] as const)('come back as they were written on %s', async (profile) => {
    const stage = openStage({ profile });
    const id = await made(stage, `A & B <c> 'd' "e"`, { content: awkward });
    const { fields } = await readOne(stage.connector, id);
    expect([fields['name'], fields['content']]).toEqual([`A & B <c> 'd' "e"`, awkward]);
    const kept = str(rowOf(stage.sim.state, 'Ticket', Number(id)), 'content');
    expect(kept.startsWith({ '9.5': '&lt;p&gt;', '10': '&#60;p&#62;', '11': '<p>' }[profile])).toBe(true);
  });

  it('keep an emoji on 9.5, which would write question marks for it', async () => {
    const stage = openStage({ profile: '9.5' });
    const [receipt] = await apply(stage.connector, create('Écran 🖥️ noir', { content: 'Noir 🖤 &#169;' }));
    expect(receipt).toMatchObject({ outcome: 'done' });
    expect(receipt).not.toHaveProperty('dropped');
    const id = receipt?.outcome === 'done' ? receipt.id : '';
    expect((await readOne(stage.connector, id)).fields).toMatchObject({
      name: 'Écran 🖥️ noir',
      content: 'Noir 🖤 &#169;',
    });
    // The control: what any other client sends.
    const [told] = [raw(stage.sim, 'POST', 'Ticket', { name: 'Écran 🖥️', content: 'x' }).body] as { id: number }[];
    expect((await readOne(stage.connector, String(told?.id))).fields['name']).toBe('Écran ????\uFE0F');
  });

  it('are cut at 255 on 9.5 without half an emoji', async () => {
    const stage = openStage({ profile: '9.5' });
    const [receipt] = await apply(stage.connector, create(`${'é'.repeat(250)}🖥`));
    expect(receipt).toMatchObject({ outcome: 'done', dropped: [{ field: 'name', kept: 'é'.repeat(250) }] });
  });

  it('keep their mark when the description is rewritten', async () => {
    const stage = openStage();
    const id = await made(stage, 'Marque', {});
    await apply(stage.connector, { key: key('t'), kind: 'update', id, fields: { content: '<p>Autre chose</p>' } });
    expect((await readOne(stage.connector, id)).fields['content']).toBe('<p>Autre chose</p>');
    expect(await apply(stage.connect(), create('Marque'))).toMatchObject([{ outcome: 'done', id, already: true }]);
  });

  it.each(['9.5', '10', '11'] as const)(
    'of HTML bear a mark that is found again on %s, people’s words below it or not',
    async (profile) => {
      const stage = openStage({ profile });
      const command = create('HTML', { content: '<p>Bonjour</p>' });
      const [first] = await apply(stage.connector, command);
      const id = first?.outcome === 'done' ? first.id : '';
      expect(await apply(stage.connect(), command)).toMatchObject([{ outcome: 'done', id, already: true }]);
      const kept = plain(str(rowOf(stage.sim.state, 'Ticket', Number(id)), 'content'));
      stage.sim.as('tech').change(Number(id), { content: `${kept}<p>ajout</p>` });
      expect(await apply(stage.connect(), command)).toMatchObject([{ outcome: 'done', id, already: true }]);
      expect((await readOne(stage.connector, id)).fields['content']).toBe('<p>Bonjour</p><p>ajout</p>');
    },
  );

  it('without markup are read as the HTML that GLPI shows', async () => {
    const stage = openStage({ config: { texts: 'html' } });
    const tech = stage.sim.as('tech');
    const id = num(tech.open({ name: 'x', content: 'a < b & c\nligne 2' }), 'id');
    expect((await readOne(stage.connector, id)).fields['content']).toBe('a &lt; b &amp; c<br>\nligne 2');
  });
});

describe('pages with 200 and wrong doors', () => {
  it.each([
    ['maintenance', 'unavailable', 'maintenance'],
    ['databaseDown', 'unavailable', 'database'],
  ] as const)('in %s are no empty list', async (name, kind, word) => {
    const stage = openStage();
    await made(stage, 'un');
    stage.sim.state.switches[name] = true;
    const fault = await faultOf(pullAll(stage.connector));
    expect([fault.kind, fault.message]).toEqual([kind, expect.stringContaining(word)]);
    const [receipt] = await apply(stage.connector, create('deux'));
    expect(receipt?.outcome).toBe('failed');
    stage.sim.state.switches[name] = false;
    expect(await pullAll(stage.connector)).toHaveLength(1);
  });

  it.each([
    ['a wrong token', { config: { auth: { userToken: 'faux' } } }, 'API token'],
    ['a missing application token', { quirks: { appToken: 'x'.repeat(40) } }, 'appToken'],
    ['an address without a client', { quirks: { addressRefused: true } }, 'API client'],
    ['an API that is off', { quirks: { apiEnabled: false } }, 'REST API'],
    [
      'passwords that are off',
      { quirks: { passwordLogin: false }, config: { auth: { user: 'passerelle', password: 'motdepasse' } } },
      'user token',
    ],
    ['a profile that the account lacks', { config: { profile: 9 } }, 'profile 9'],
    ['a closed entity', { config: { entity: { id: 77 } } }, 'entity 77'],
    ['a closed entity on 9.5', { profile: '9.5' as const, config: { entity: { id: 77 } } }, 'entity 77'],
  ])('%s is said in words that help', async (_name, options, word) => {
    const stage = openStage(options);
    const health = await stage.connector.check();
    expect([health.ok, health.findings[0]?.detail.en]).toEqual([false, expect.stringContaining(word)]);
    expect((await faultOf(pullAll(stage.connector))).kind).toBe('unauthorized');
  });

  it('a password works like a token', async () => {
    const stage = openStage({ config: { auth: { user: 'passerelle', password: 'motdepasse' } } });
    expect((await stage.connector.check()).ok).toBe(true);
  });

  it('an entity holds the reading to itself and those below', async () => {
    const { sim, connect } = openStage();
    const tech = sim.as('tech');
    tech.open({ name: 'racine', content: 'x' });
    tech.open({ name: 'lycée', content: 'x', entities_id: ids.lycee });
    expect((await pullAll(connect({ entity: { id: ids.lycee } }))).map(({ fields }) => fields['name'])).toEqual([
      'lycée',
    ]);
  });

  it('a profile that sees no private lines is found out, for GLPI leaves them out without a word', async () => {
    const stage = openStage();
    const id = num(stage.sim.as('tech').open({ name: 'x', content: 'x' }), 'id');
    stage.sim.as('tech').followup(id, 'Entre nous', { is_private: 1 });
    stage.sim.state.secrets.set(ids.blind, { password: null, token: 'aveugle' });
    const blind = stage.connect({ auth: { userToken: 'aveugle' } });
    expect((await readOne(blind, id)).entries).toEqual([]);
    const { ok, findings } = await blind.check();
    expect([ok, findings.filter((one) => one.blocking).map(({ name }) => name)]).toEqual([
      false,
      ['private follow-ups', 'private tasks'],
    ]);
  });
});

describe('time', () => {
  it('is read and written in the zone of the account', async () => {
    const stage = openStage({ config: { zone: 'Asia/Tokyo' } });
    const user = rowOf(stage.sim.state, 'User', ids.service);
    if (user) user['timezone'] = 'Asia/Tokyo';
    const at = '2026-07-01T03:00:00.000Z';
    const [receipt] = await apply(stage.connector, { ...create('Tokyo'), ticket: { ...create('Tokyo').ticket, at } });
    const id = receipt?.outcome === 'done' ? receipt.id : '';
    expect(num(rowOf(stage.sim.state, 'Ticket', Number(id)), 'date')).toBe(Date.parse(at));
    expect((await readOne(stage.connector, id)).fields['date']).toBe(at);
  });

  it('in another zone than the one set stops everything rather than being read wrong', async () => {
    const stage = openStage({ config: { zone: 'Europe/Paris' } });
    const fault = await faultOf(pullAll(stage.connector));
    expect([fault.kind, fault.message]).toEqual(['rejected', expect.stringContaining('Europe/Paris')]);
  });

  it('of a change in the cursor’s own second is seen, though morethan is strict', async () => {
    const { sim, connector, clock } = openStage({ config: { lag: 0 } });
    const tech = sim.as('tech');
    tech.open({ name: 'un', content: 'x' });
    let cursor = '';
    for await (const page of connector.source?.pull(null) ?? []) cursor = page.cursor;
    tech.open({ name: 'deux', content: 'x' });
    clock.advance(60_000);
    expect((await pullAll(connector, cursor)).map(({ fields }) => fields['name'])).toEqual(['un', 'deux']);
  });
});

describe('counters that a profile is not shown', () => {
  it('are no zeros: what hangs on the ticket is looked for', async () => {
    const { sim, connector } = openStage({ quirks: { hiddenColumns: [27, 28, 119, 39, 131] } });
    const tech = sim.as('tech');
    for (const name of ['un', 'deux', 'trois']) {
      const id = num(tech.open({ name, content: 'x' }), 'id');
      tech.followup(id, 'Bonjour');
      tech.task(id, 'Passer');
      tech.solve(id, 'Fait');
      tech.change(id, { status: 2 });
      tech.attach(id, 'a.txt', Buffer.from(name));
      tech.tie(id, 'Computer', ids.computers.p20302);
    }
    for (const { entries, attachments, fields } of [...(await pullAll(connector)), await readOne(connector, 2)])
      expect([entries.length, attachments.length, fields['items']]).toMatchObject([3, 1, [{ id: 'Computer:1' }]]);
  });
});

describe('what does not move date_mod', () => {
  it('is read all the same: a document on a line, and the text of a solution', async () => {
    const { sim, connector, clock } = openStage({ config: { lag: 0 } });
    const tech = sim.as('tech');
    const opened = ['un', 'deux', 'trois'].map((name) => num(tech.open({ name, content: 'x' }), 'id'));
    const [one = 0, two = 0] = opened;
    const line = tech.followup(one, 'avec pièce');
    tech.solve(two, 'Fait');
    clock.advance(3_600_000);
    tech.open({ name: 'quatre', content: 'x' });
    let cursor = '';
    for await (const page of connector.source?.pull(null) ?? []) cursor = page.cursor;
    clock.advance(3_600_000);
    tech.attach(one, 'tard.txt', Buffer.from('a'), { itemtype: 'ITILFollowup', id: num(line, 'id') });
    await connector.check();
    raw(sim, 'PUT', 'ITILSolution', [{ id: 1, content: 'Fait et refait' }]);
    const again = await pullAll(connector, cursor);
    expect(new Set(again.map(({ fields }) => fields['name']))).toEqual(new Set(['un', 'deux', 'quatre']));
    expect(again.find(({ id }) => id === String(one))?.attachments.map(({ name }) => name)).toEqual(['tard.txt']);
    expect(again.find(({ id }) => id === String(two))?.entries[0]?.text).toBe('Fait et refait');
  });
});

describe('a quiet turn', () => {
  const openNow = (sim: Glpi, name: string): number =>
    num(sim.as('hmuller').open({ name, content: 'x', _users_id_requester: [ids.helene] }), 'id');

  it('asks three times, and still finds what shows up late in the second of the last change', async () => {
    const { sim, connector, door, clock } = openStage({ config: { lag: 60 } });
    const seen = openNow(sim, 'À l’heure');
    const late = openNow(sim, 'Même seconde');
    const hidden = rowOf(sim.state, 'Ticket', late);
    sim.state.shelves.get('Ticket')?.rows.delete(late);
    clock.advance(30_000);
    const pull = async (cursor: string | null) => {
      const found: string[] = [];
      let reached = cursor;
      for await (const page of connector.source?.pull(cursor) ?? []) {
        found.push(...page.items.map(({ id }) => id));
        reached = page.cursor;
      }
      return { found, cursor: reached };
    };
    const first = await pull(null);
    expect(first.found).toEqual([String(seen)]);
    if (hidden) sim.state.shelves.get('Ticket')?.rows.set(late, hidden);
    clock.advance(31_000);
    const second = await pull(first.cursor);
    expect(second.found).toEqual([String(seen), String(late)]);
    const before = door.tally().calls;
    const quiet = await pull(second.cursor);
    expect([door.tally().calls - before, quiet.found]).toEqual([3, []]);
    const next = openNow(sim, 'Ensuite');
    expect((await pull(quiet.cursor)).found).toEqual([String(next)]);
  });
});

describe('what an instance is', () => {
  it('decides whether anything is written to it', async () => {
    const stage = openStage();
    const { instance } = await stage.connector.check();
    const [wrong] = await apply(stage.connect({ instance: 'une autre' }), create('Clone'));
    expect([wrong?.outcome, rowsOf(stage.sim.state, 'Ticket').length]).toEqual(['failed', 0]);
    expect((await apply(stage.connect({ instance }), create('Vrai')))[0]?.outcome).toBe('done');
  });
});

describe('mails', () => {
  it.each([
    ['10', true, 0],
    ['10', false, 2],
    // Creation still writes to the requester there.
    ['9.5', true, 1],
  ] as const)('on %s, silent %s: %i of a ticket with a follow-up', async (profile, silent, count) => {
    const stage = openStage({ profile, config: { silent } });
    const id = await made(stage, 'Bruit', { _users_id_requester: [helene] });
    await apply(stage.connector, append(id, 'Bonjour'), append(id, 'Entre nous', 'followup_private'));
    expect(stage.sim.mails.filter(({ toRequester }) => toRequester)).toHaveLength(count);
    expect(stage.sim.mails.every(({ text }) => !plain(text).includes('Entre nous'))).toBe(true);
  });
});
