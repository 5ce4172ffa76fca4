import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { faultText, loadCanon, loadMapping, type Mapping, type Resolver } from '@passerelle/mapping';
import { blankTicket, type Person, type Ticket } from '@passerelle/ticket';
import { itop } from './index.js';
import { columnsOf } from './reading/row.js';
import { apply, key, openStage, read, type Stage } from './testing/stage.js';

const file = (path: string) => ({ path, text: readFileSync(path, 'utf8') });

function mapping(): Mapping {
  const canon = loadCanon(file('mappings/canon.yaml'));
  if ('faults' in canon) throw new Error(canon.faults.map((fault) => faultText(fault).en).join('\n'));
  const loaded = loadMapping({
    connection: 'itop',
    connector: 'itop',
    files: [file('mappings/itop.yaml')],
    journals: itop.journals,
    canon: canon.canon,
  });
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.mapping;
}

const words = mapping();
const suzanne: Person = {
  name: 'Suzanne Diabaté',
  email: 'suzanne.diabate@ac-toulouse.fr',
  login: null,
  employeeNumber: null,
  cut: false,
};
const catherine: Person = { ...suzanne, name: 'Catherine Buffet', email: 'catherine.buffet@ac-toulouse.fr' };
const resolver: Resolver = {
  person: ({ email }) => (email === suzanne.email ? '1' : '3'),
  group: (name) => (name === 'HELPDESK' ? '4' : '5'),
  asset: () => '1',
  // Organisations that iTop knows, each by its number.
  place: (kind, name) => (kind === 'organisation' && name === 'Collège voisin' ? { id: '2', name } : null),
  maxLength: () => null,
  language: 'fr',
  zone: 'Europe/Paris',
};

async function through(stage: Stage, said: Partial<Ticket>, nativeClass = 'UserRequest') {
  const kind = nativeClass === 'Incident' ? 'incident' : 'request';
  const ticket: Ticket = { ...blankTicket, audience: 'public', id: 't1', number: 'T1', references: [], kind, ...said };
  const writing = words.write(ticket, nativeClass, words.writable(nativeClass), resolver);
  if (!('fields' in writing)) throw new Error(JSON.stringify(writing));
  const draft = { class: nativeClass, fields: writing.fields, at: ticket.created };
  const [receipt] = await apply(stage.connector, { key: key('trip'), kind: 'create', ticket: draft });
  if (receipt?.outcome !== 'done') throw new Error(String(receipt?.outcome === 'refused' && receipt.fault));
  const native = await read(stage.connector, receipt.id);
  return { receipt, said: words.read(native!).said, native: native! };
}

const plain: Partial<Ticket> = {
  title: 'Écran « noir » 🖥️',
  description: 'Bonjour,\n\n1 < 2 & <jean@exemple.fr>',
  status: 'new',
  requester: suzanne,
  impact: 3,
  urgency: 2,
  channel: 'email',
  organisation: 'Collège voisin',
  service: 'Outils d’enseignement',
  subService: 'Anglais',
  watchers: [catherine],
  created: '2025-11-18T10:54:35.000Z',
};

describe('a ticket of another tool, written into iTop and read again', () => {
  it('says what it said', async () => {
    const { said, receipt } = await through(openStage(), plain);
    const { title, status, impact, urgency, channel, organisation, service, subService, created } = plain;
    expect(said).toMatchObject({ title, status, impact, urgency, channel, organisation, service, subService, created });
    expect(said.requester?.email).toBe(suzanne.email);
    expect(said.watchers?.map(({ name }) => name)).toEqual(['Catherine Buffet']);
    expect(said.description).toContain('jean@exemple.fr');
    expect(receipt.dropped ?? []).toEqual([]);
  });

  it.each<readonly [string, Partial<Ticket>, string]>([
    ['a team and nobody', { status: 'queued', group: { name: 'PILOTES' } as Ticket['group'] }, 'new'],
    [
      'an agent',
      { status: 'assigned', group: { name: 'HELPDESK' } as Ticket['group'], assignee: catherine },
      'assigned',
    ],
    [
      'somebody to wait for',
      {
        status: 'pending',
        pendingReason: 'supplier',
        group: { name: 'HELPDESK' } as Ticket['group'],
        assignee: catherine,
      },
      'pending',
    ],
    [
      'an end',
      {
        status: 'resolved',
        outcome: 'solved',
        resolution: { code: null, text: 'Remplacé', verdict: null, reason: null },
        group: { name: 'HELPDESK' } as Ticket['group'],
        assignee: catherine,
      },
      'resolved',
    ],
    ['an approval', { approval: 'requested' }, 'waiting_for_approval'],
  ])('has %s', async (_what, more, status) => {
    const { said, native } = await through(openStage(), { ...plain, ...more });
    expect(native.fields['status']).toBe(status);
    const { group, assignee, resolution, ...words } = more;
    expect(said).toMatchObject(words);
    expect([said.group?.name, said.assignee?.name, said.resolution?.text]).toEqual([
      group?.name,
      assignee?.name,
      resolution?.text,
    ]);
  });

  it('is an incident where it is one', async () => {
    const { said, native } = await through(openStage(), plain, 'Incident');
    expect([native.class, native.number?.slice(0, 2), said.title]).toEqual(['Incident', 'I-', plain.title]);
  });

  it('keeps the mark of its creation when people are told why it is watched, and shows it to nobody', async () => {
    const stage = openStage();
    const { receipt, native } = await through(stage, plain);
    expect(native.fields['escalation_reason']).toBeNull();
    const fields = { escalation_flag: 'yes', escalation_reason: 'VIP' };
    await apply(stage.connector, { key: key('vip'), kind: 'update', id: receipt.id, fields });
    expect((await read(stage.connector, receipt.id))?.fields['escalation_reason']).toBe('VIP');
    const writing = { class: 'UserRequest', fields: { title: 'Encore' }, at: null };
    const found = await stage.connect().sink!.find({ key: key('trip'), kind: 'create', ticket: writing });
    expect(found).toMatchObject({ verdict: 'landed', receipt: { id: receipt.id } });
  });
});

it.each(['escalation_reason', 'marque_integration'])(
  'always asks for the attribute that keeps the mark, once, whether the site names it or not: %s',
  (mark) => {
    const asked = columnsOf({ escalation_reason: { kind: 'text', label: 'Raison' } }, mark);
    expect(asked.filter((code) => code === mark)).toEqual([mark]);
  },
);

describe('in the simple flavour, which has one class for both', () => {
  it.each(['Incident', 'UserRequest'])(
    '%s is heard as what it was written as, and can be assigned',
    async (nativeClass) => {
      const stage = openStage({ quirks: { flavour: 'simple' } });
      const more: Partial<Ticket> = {
        status: 'assigned',
        group: { name: 'HELPDESK' } as Ticket['group'],
        assignee: catherine,
      };
      const { native, said, receipt } = await through(stage, { ...plain, ...more }, nativeClass);
      expect([native.class, receipt.id]).toEqual([nativeClass, 'UserRequest::1']);
      expect([said.kind, said.status]).toEqual([nativeClass === 'Incident' ? 'incident' : 'request', 'assigned']);
    },
  );
});
