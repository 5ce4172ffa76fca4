import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { NativeFields, NativeTicket } from '@passerelle/connector';
import { faultText, loadCanon, loadMapping, type Mapping } from '@passerelle/mapping';
import type { Ticket } from '@passerelle/ticket';
import { itop } from './index.js';
import { logOf, textOf, type Stored } from './simulator/index.js';
import { academie, academieSite } from './testing/academie.js';
import { append, apply, create, key, openStage, read, type Stage } from './testing/stage.js';

const file = (path: string) => ({ path, text: readFileSync(path, 'utf8') });

function mapping(): Mapping {
  const canon = loadCanon(file('mappings/canon.yaml'));
  if ('faults' in canon) throw new Error(canon.faults.map((fault) => faultText(fault).en).join('\n'));
  const loaded = loadMapping({
    connection: 'itop-academie',
    connector: 'itop',
    files: [file('mappings/itop.yaml'), file('mappings/sites/itop-academie.yaml')],
    journals: itop.journals,
    canon: canon.canon,
  });
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.mapping;
}

const words = mapping();
const stageOf = (): Stage =>
  openStage({
    ...academie,
    config: { site: { UserRequest: academieSite }, organisation: { default: 'Académie de Toulouse' } },
  });
const only = (stage: Stage): Stored => stage.sim.instance.database.all('UserRequest')[0]!;

/** A ticket as people of the académie open it, every field of their screens filled. */
function filled(stage: Stage): Stored {
  const agent = stage.sim.as('buffet');
  const { database } = stage.sim.instance;
  database.insert('Problem', { ref: 'P-000009', title: 'Anglais', org_id: '1' }, 9_001);
  database.insert('RoutineChange', { ref: 'C-000010', title: 'Mise à jour', org_id: '1' }, 9_002);
  const ticket = agent.open('UserRequest', {
    title: 'Impossible de lancer le logiciel',
    description: '<p>Bonjour, <b>rien</b> ne se lance</p>',
    org_id: 1,
    caller_id: 1,
    beneficiary_id: 2,
    visible_by: 'me',
    establishment_id: 1,
    business_team_id: 5,
    origin: 'phone',
    domain: 'Applications de gestion et pédagogiques (Services métiers)',
    family_group: 'Pédagogiques',
    service_family: 'Incident',
    service_id: 1,
    servicesubcategory_id: 1,
    service_details: 'Version 3',
    post_it: 'Rappeler avant midi',
    request_kind: 'help',
    callback_phone: '05 61 00 00 00',
    impact: '3',
    urgency: '3',
    parent_problem_id: 9_001,
    parent_change_id: 9_002,
    contacts_list: [{ contact_id: 3 }],
    functionalcis_list: [{ functionalci_id: 1 }],
  });
  agent.open('UserRequest', { title: 'Fille', description: 'x', org_id: 1, parent_request_id: ticket.id });
  agent.fire(ticket.id, 'ev_assign', { team_id: 4, agent_id: 3 });
  agent.write(ticket.id, 'public_log', '<p>Avez-vous testé depuis un autre poste ?</p>');
  agent.write(ticket.id, 'private_log', '<p>Licence expirée ?</p>');
  agent.attach(ticket.id, 'capture d’écran.png', Buffer.from('png'));
  const order = {
    ticket_id: String(ticket.id),
    name: 'Passage',
    description: 'Salle 12',
    status: 'open',
    team_id: '4',
  };
  database.insert('WorkOrder', { ...order, start_date: '2026-01-06 14:00:00' });
  return ticket;
}

async function canonical(stage: Stage, ticket: Stored) {
  const native = await read(stage.connector, `${ticket.class}::${ticket.id}`);
  return words.read(native!);
}

describe('the screens of the académie', () => {
  type Said = Partial<Ticket>;
  it.each<readonly [screen: string, of: (said: Said) => unknown, expected: unknown]>([
    ['Organisation', (t) => t.organisation, 'Académie de Toulouse'],
    ['Demandeur', (t) => t.requester?.name, 'Suzanne Diabaté'],
    ['Email demandeur', (t) => t.requester?.email, 'suzanne.diabate@ac-toulouse.fr'],
    ['Visible par', (t) => t.custom?.['visible_par'], 'me'],
    ['Bénéficiaire', (t) => t.beneficiary?.name, 'Paul Smith'],
    ['Etablissement concerné', (t) => t.site, '0310094J - RECTORAT ACADEMIE DE TOULOUSE - TOULOUSE'],
    ['Equipe métier concernée', (t) => t.custom?.['equipe_metier'], 'PILOTES'],
    ['Statut', (t) => t.status, 'assigned'],
    ['Origine', (t) => t.channel, 'phone'],
    ['Domaine', (t) => t.custom?.['domaine'], 'Applications de gestion et pédagogiques (Services métiers)'],
    ['Groupe de famille', (t) => t.custom?.['groupe_de_famille'], 'Pédagogiques'],
    ['Famille de service', (t) => t.custom?.['famille_de_service'], 'Incident'],
    ['Service', (t) => t.service, 'Outils d’enseignement'],
    ['Sous catégorie de service', (t) => t.subService, 'Anglais'],
    ['Détails sur le service', (t) => t.custom?.['details_sur_le_service'], 'Version 3'],
    ['Equipe', (t) => t.group?.name, 'HELPDESK'],
    ['Equipe de 1ère affectation', (t) => t.firstGroup?.name, 'HELPDESK'],
    ['Agent', (t) => t.assignee?.name, 'Catherine Buffet'],
    ['Objet de la demande', (t) => t.title, 'Impossible de lancer le logiciel'],
    ['Description', (t) => t.description, 'Bonjour, **rien** ne se lance'],
    ['Post-it', (t) => t.custom?.['post_it'], 'Rappeler avant midi'],
    ['Type de demande', (t) => t.custom?.['type_de_demande'], 'help'],
    ['Impact', (t) => t.impact, 4],
    ['Urgence', (t) => t.urgency, 3],
    ['Priorité', (t) => t.priority, 3],
    ['Téléphone de rappel', (t) => t.callbackPhone, '05 61 00 00 00'],
    ['Date de début', (t) => t.created, '2026-01-05T08:00:00.000Z'],
    ['Date d’assignation', (t) => t.taken, '2026-01-05T08:00:00.000Z'],
    ['Contacts', (t) => t.watchers?.map(({ name }) => name), ['Catherine Buffet']],
    ['CIs', (t) => t.assets?.map(({ name }) => name), ['POSTE-12']],
  ])('%s', async (_screen, of, expected) => {
    const stage = stageOf();
    const { said } = await canonical(stage, filled(stage));
    expect(of(said)).toEqual(expected);
  });

  it('Demandes filles, Problème lié, Changement parent', async () => {
    const stage = stageOf();
    const { said } = await canonical(stage, filled(stage));
    const relations = said.relations ?? [];
    expect(relations.map(({ as, number }) => `${as} ${number}`).toSorted()).toEqual([
      'change C-000010',
      'child R-000002',
      'problem P-000009',
    ]);
  });

  it('Journal demandeur, Journal intervenant, Interventions, Pièces jointes', async () => {
    const stage = stageOf();
    const ticket = filled(stage);
    const reading = await canonical(stage, ticket);
    const told = reading.entries.map(({ kind, audience, text }) => `${kind} ${audience} ${text}`);
    expect(told).toEqual([
      'comment public Avez-vous testé depuis un autre poste ?',
      'work_note internal Licence expirée ?',
      'task internal Salle 12',
    ]);
    const native = (await read(stage.connector, `UserRequest::${ticket.id}`))!;
    expect(native.attachments.map(({ name }) => name)).toEqual(['capture d’écran.png']);
  });

  it('Code de résolution, Solution', async () => {
    const stage = stageOf();
    const ticket = filled(stage);
    stage.sim
      .as('buffet')
      .fire(ticket.id, 'ev_resolve', { resolution_code: 'software patch', solution: '<p>Réinstallé</p>' });
    const { said } = await canonical(stage, ticket);
    expect(said).toMatchObject({ status: 'resolved', outcome: 'solved', resolution: { text: 'Réinstallé' } });
    expect(said.resolution).toMatchObject({ code: 'software patch' });
  });

  it('every field of the class is spoken of by a row, or known and left unread', async () => {
    const stage = stageOf();
    const { words: uses } = await canonical(stage, filled(stage));
    expect(uses.filter(({ decision }) => decision.by === 'nobody')).toEqual([]);
  });
});

describe('states and actions of the académie', () => {
  it.each([
    ['dispatched', 'queued', null, null],
    ['redispatched', 'queued', null, null],
    ['assigned', 'assigned', null, null],
    ['to_complete', 'pending', 'requester', null],
    ['abandoned', 'cancelled', null, 'abandoned'],
    ['admin_closed', 'closed', null, 'administrative'],
    ['closed', 'closed', null, null],
  ])('%s is read', (native, status, pendingReason, outcome) => {
    const fields: NativeFields = {
      status: native,
      title: 'x',
      team_id: { id: '4', name: 'HELPDESK' },
      resolution_code: null,
    };
    const ticket: NativeTicket = {
      id: 'UserRequest::1',
      class: 'UserRequest',
      number: 'R-000001',
      version: '1',
      changedAt: null,
      url: null,
      fields: native === 'assigned' ? { ...fields, agent_id: { id: '3', name: 'Catherine Buffet' } } : fields,
      entries: [],
      attachments: [],
    };
    const { said } = words.read(ticket);
    const told = [said.status, said.pendingReason ?? null, said.outcome ?? null];
    expect(told).toEqual([status, pendingReason, outcome]);
  });

  it.each([
    ['Abandonner', 'ev_assign', 'abandoned', 'abandoned'],
    ['À compléter', 'ev_assign', 'to_complete', 'to_complete'],
    ['Clore la demande', 'ev_assign', 'closed', 'closed'],
    ['Auto-réaffecter', 'ev_assign', 'ev_self_reassign', 'assigned'],
    ['Relancer', null, 'ev_remind', 'dispatched'],
    ['Clôture administrative', null, 'admin_closed', 'admin_closed'],
  ])('%s is fired', async (_action, before, to, state) => {
    const stage = stageOf();
    const [made] = await apply(stage.connector, create('Une demande'));
    const ticket = only(stage);
    if (before !== null) stage.sim.as('buffet').fire(ticket.id, before, { agent_id: 3 });
    const id = made?.outcome === 'done' ? made.id : '';
    const [receipt] = await apply(stage.connector, { key: key(to), kind: 'transition', id, to });
    expect([receipt?.outcome, textOf(ticket, 'status')]).toEqual(['done', state]);
  });

  it('Relancer is not fired by a status that is there already, since it does nothing but mail', async () => {
    const stage = stageOf();
    await apply(stage.connector, create('Une demande'));
    const ticket = only(stage);
    const fields = { post_it: 'Vu' };
    const id = 'UserRequest::1';
    await apply(stage.connector, { key: key('d'), kind: 'transition', id, to: 'dispatched', fields });
    await apply(stage.connector, {
      key: key('u'),
      kind: 'update',
      id,
      fields: { status: 'dispatched', title: 'Autre' },
    });
    expect(stage.sent.flatMap(({ stimulus }) => stimulus ?? [])).toEqual([]);
    expect([textOf(ticket, 'post_it'), textOf(ticket, 'title')]).toEqual(['Vu', 'Autre']);
  });

  it('Réassigner is fired where somebody else is to have it', async () => {
    const stage = stageOf();
    await apply(stage.connector, create('Une demande'));
    const ticket = only(stage);
    stage.sim.as('buffet').fire(ticket.id, 'ev_assign', { agent_id: 3 });
    const fields = { agent_id: { id: '1', name: null } };
    await apply(stage.connector, {
      key: key('a'),
      kind: 'update',
      id: 'UserRequest::1',
      fields: { status: 'assigned', ...fields },
    });
    expect(stage.sent.flatMap(({ stimulus }) => stimulus ?? [])).toEqual(['ev_reassign']);
    expect(textOf(ticket, 'agent_id')).toBe('1');
  });

  it('Reprendre takes a ticket up again', async () => {
    const stage = stageOf();
    await apply(stage.connector, create('Une demande'));
    const ticket = only(stage);
    stage.sim.as('buffet').fire(ticket.id, 'ev_assign', { agent_id: 3 });
    stage.sim.as('buffet').fire(ticket.id, 'ev_to_complete');
    const fields = { agent_id: { id: '3', name: null } };
    await apply(stage.connector, { key: key('r'), kind: 'transition', id: 'UserRequest::1', to: 'assigned', fields });
    expect(textOf(ticket, 'status')).toBe('assigned');
    expect(stage.sent.findLast(({ stimulus }) => stimulus !== undefined)?.stimulus).toBe('ev_resume');
  });
});

describe('the three walks of the tutorial', () => {
  it('an agent takes a ticket and talks to its requester', async () => {
    const stage = stageOf();
    const ticket = stage.sim
      .as('buffet')
      .open('UserRequest', { title: 'R-000380', description: 'x', org_id: 1, caller_id: 1 });
    const id = `UserRequest::${ticket.id}`;
    const agent = { team_id: { id: null, name: 'HELPDESK' }, agent_id: { id: null, name: 'Catherine Buffet' } };
    const receipts = await apply(
      stage.connector,
      { key: key('prendre'), kind: 'transition', id, to: 'assigned', fields: agent },
      append(id, 'Avez-vous testé l’application depuis un autre poste ?'),
      append(id, 'Licence expirée ?', 'private_log'),
    );
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
    expect([textOf(ticket, 'status'), textOf(ticket, 'agent_id')]).toEqual(['assigned', '3']);
    expect([logOf(ticket, 'public_log').length, logOf(ticket, 'private_log').length]).toEqual([1, 1]);
    stage.sim.as('buffet').write(ticket.id, 'public_log', '<p>J’ai fait le test sur plusieurs postes.</p>');
    const { entries } = await canonical(stage, ticket);
    expect(entries.filter(({ kind }) => kind === 'comment')).toHaveLength(2);
  });

  it('hands it to PILOTES, whom it concerns', async () => {
    const stage = stageOf();
    const ticket = stage.sim.as('buffet').open('UserRequest', { title: 'R-001056', description: 'x', org_id: 1 });
    const fields = { team_id: { id: null, name: 'PILOTES' } };
    const id = `UserRequest::${ticket.id}`;
    const [receipt] = await apply(stage.connector, {
      key: key('pilotes'),
      kind: 'transition',
      id,
      to: 'redispatched',
      fields,
    });
    expect(receipt).toMatchObject({ outcome: 'done', says: { team_id: { name: 'PILOTES' } } });
    const { said } = await canonical(stage, ticket);
    expect([said.status, said.group?.name, said.firstGroup?.name]).toEqual(['queued', 'PILOTES', 'HELPDESK']);
  });

  it('creates one for Paul Smith, who wrote a mail: without a team it goes to HELPDESK', async () => {
    const stage = stageOf();
    const [receipt] = await apply(
      stage.connector,
      create('Mon écran ne s’allume plus', {
        caller_id: { id: null, name: null, email: 'suzanne.diabate@ac-toulouse.fr' },
        beneficiary_id: { id: null, name: 'Paul Smith' },
        origin: 'mail',
      }),
    );
    expect(receipt).toMatchObject({ outcome: 'done' });
    const { said } = await canonical(stage, only(stage));
    expect(said).toMatchObject({ status: 'queued', channel: 'email', organisation: 'Académie de Toulouse' });
    expect([said.requester?.name, said.beneficiary?.name]).toEqual(['Suzanne Diabaté', 'Paul Smith']);
    expect([said.group?.name, said.firstGroup?.name]).toEqual(['HELPDESK', 'HELPDESK']);
  });
});
