import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { NativeTicket } from '@passerelle/connector';
import { faultText, loadCanon, loadMapping, type Resolver } from '@passerelle/mapping';
import { blankTicket, type Person, type Ticket } from '@passerelle/ticket';
import { seedCategories } from './lifecycle.js';
import { journals } from './reading/native.js';
import { seedCategories as simulated, typed } from './simulator/index.js';
import { one, open as open_, pull } from './testing/stage.js';

const root = join(import.meta.dirname, '..', '..', 'mappings');
const file = (name: string) => ({
  path: `mappings/${name}.yaml`,
  text: readFileSync(join(root, `${name}.yaml`), 'utf8'),
});

function open() {
  const canon = loadCanon(file('canon'));
  if ('faults' in canon) throw new Error(canon.faults.map((fault) => faultText(fault).en).join('\n'));
  const loaded = loadMapping({
    connection: 'intranet',
    connector: 'intranet-form',
    files: [file('intranet-form')],
    journals,
    canon: canon.canon,
  });
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.mapping;
}

const mapping = open();

function ticket(category: string, status: string, more: NativeTicket['fields'] = {}): NativeTicket {
  return {
    id: 'AAA-BBB-CCC1',
    class: category,
    number: 'AAA-BBB-CCC1',
    version: '1',
    changedAt: null,
    url: null,
    fields: {
      category,
      status,
      subject: 'Écran noir',
      message: 'Depuis ce matin',
      priority: '2',
      owner: null,
      ...more,
    },
    entries: [],
    attachments: [],
  };
}

describe('the mapping of the form', () => {
  it('knows the thirteen categories word for word, and no word is left to guess', () => {
    expect(simulated.filter(({ isPrivate }) => !isPrivate).map(({ name }) => name)).toEqual(seedCategories);
    for (const name of seedCategories) {
      const { words } = mapping.read(ticket(name, '0'));
      expect(words.filter(({ decision }) => decision.by === 'nobody')).toEqual([]);
    }
  });

  it.each([
    ['DSI Connexion internet', 'incident'],
    ['DSI Désactivation/ activation de log', 'request'],
    ['Bytel accès nouvelle application', 'request'],
    ['Bytel arrêt production', 'incident'],
    ['Suggestion', 'suggestion'],
  ])('reads «%s» as %s', (name, kind) => {
    expect(mapping.read(ticket(name, '0')).said.kind).toBe(kind);
  });

  it.each([
    ['0', { status: 'new' }],
    ['1', { status: 'in_progress' }],
    ['2', { status: 'in_progress' }],
    ['4', { status: 'in_progress' }],
    ['5', { status: 'pending' }],
    ['3', { status: 'resolved' }],
    ['locked', { status: 'closed' }],
    ['merged', { status: 'closed', outcome: 'duplicate' }],
    ['Rebut', { status: 'cancelled', outcome: 'refused' }],
  ])('reads the state %s as %j: an answer and a wait for one are turns, no pending', (status, meaning) => {
    expect(mapping.read(ticket('DSI Reporting', status)).said).toMatchObject(meaning);
  });

  it('reads what was moved into the bin as cancelled, whatever its state', () => {
    for (const status of ['0', '1', '2', '3', '4', '5', 'locked'])
      expect(mapping.read(ticket('Rebut', status)).said).toMatchObject({ status: 'cancelled', outcome: 'refused' });
  });

  it('keeps the help of each category as users are given it', () => {
    const helped = mapping.categories.flatMap(({ label, native, help }) => (help ? [label ?? native] : []));
    expect(helped.toSorted()).toEqual([...seedCategories].toSorted());
    for (const { help } of mapping.categories) expect(help?.length ?? 20).toBeGreaterThanOrEqual(20);
  });

  it('stops a ticket of a category that nobody has named yet, with the row to add', () => {
    const { words } = mapping.read(ticket('DSI Télétravail', '0'));
    expect(words.some(({ decision }) => decision.by === 'nobody')).toBe(true);
  });

  it('has one class for each kind to begin with', () => {
    expect(mapping.classFor('incident')).toBe('DSI Autre problème');
    expect(mapping.classFor('request')).toBe('DSI Désactivation/ activation de log');
    expect(mapping.classFor('suggestion')).toBe('Suggestion');
  });
});

describe('the mapping and the connector together', () => {
  it('read every category of a running tool without a word to guess, and write what the tool takes', async () => {
    const mine = await open_('staff');
    try {
      for (const { id, isPrivate } of mine.tool.tables.categories) if (!isPrivate) mine.ticket({ category: id });
      const readings = (await pull(mine.connect())).tickets.map((native) => mapping.read(native));
      expect(readings).toHaveLength(13);
      expect(readings.flatMap(({ words }) => words).filter(({ decision }) => decision.by === 'nobody')).toEqual([]);
      expect(readings[0]?.said).toMatchObject({
        title: 'Écran noir',
        description: 'Depuis ce matin',
        status: 'new',
        priority: 3,
        requester: { name: 'Amélie Dupré', email: 'amelie.dupre@exemple.fr' },
      });

      const wanted: Ticket = {
        ...blankTicket,
        id: 't1',
        number: null,
        references: [],
        kind: 'incident',
        title: 'Plus d’internet',
        description: 'Étage 3',
        status: 'pending',
        priority: 1,
        category: 'network.internet',
        requester: { name: 'Zoé Ålund', email: 'zoe@exemple.fr', login: null, employeeNumber: null, cut: false },
      };
      const fields = ['title', 'description', 'status', 'priority', 'category', 'requester'] as const;
      const nobody: Resolver = {
        person: () => null,
        group: () => null,
        asset: () => null,
        maxLength: () => null,
        language: 'fr',
        zone: 'Europe/Paris',
      };
      const written = mapping.write(wanted, mapping.classFor('incident') ?? '', fields, nobody);
      const receipt = await one(mine.connect(), {
        kind: 'create',
        ticket: { class: written.class, fields: written.fields, at: null },
      });
      expect(receipt).toMatchObject({ outcome: 'done' });
      const made = [...mine.tool.tables.tickets.values()].at(-1);
      expect([made?.category, made?.priority, made?.status, made?.subject]).toEqual([2, 0, 5, 'Plus d’internet']);
      // Requesters have no account here: who asked is told by name and address, and the text holds nothing of it.
      expect([made?.name, made?.email, typed(made?.message ?? '')]).toEqual([
        'Zoé Ålund',
        'zoe@exemple.fr',
        expect.stringMatching(/^Étage 3\n/),
      ]);
      const [heard] = (await pull(mine.connect())).tickets.filter(({ number }) => number === made?.trackid);
      expect(heard && mapping.read(heard).said.requester).toMatchObject({ name: 'Zoé Ålund', email: 'zoe@exemple.fr' });
      expect(heard && mapping.says(heard.fields, heard.class, 'requester', wanted, nobody)).toBe(true);

      // Control: without an address nobody could be written to, and who asked stands at the head of the text.
      const without: Person = { name: 'Zoé Ålund', email: null, login: null, employeeNumber: null, cut: false };
      const unreachable = { ...wanted, requester: without };
      const text = mapping.write(unreachable, written.class, fields, nobody).fields;
      expect(text['requester']).toBeUndefined();
      expect(text['message']).toContain('Demandeur : Zoé Ålund');
    } finally {
      await mine.close();
    }
  });
});
