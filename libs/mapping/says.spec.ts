import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import { ticketFields, type Person, type Ticket, type TicketField } from '@passerelle/ticket';
import fc from 'fast-check';
import type { LoadedMapping } from './compile/mapping.js';
import type { Resolver } from './mapping.js';
import { openDesk } from './testing/desk.js';
import { loadText, nativeTicket, open, resolver, textOf, ticket, wellLoaded } from './testing/load-from.js';
import { anyResolver, anyTicket } from './testing/tickets.js';

const servicenow = open('servicenow', 'extends: servicenow\nwords:\n  group: { absent: groupe-absent-en-texte }\n');
const cassius = open('cassius');
const toy = (form: 'text' | 'markdown' | 'html') =>
  wellLoaded(
    loadText(`connector: outil
status: etat
statuses:
  - { native: "1", is: new, writes: [new, queued, assigned] }
  - { native: "2", is: in_progress, writes: [planned, in_progress, pending] }
  - { native: "3", is: { status: closed, outcome: solved }, writes: [resolved, closed] }
  - { native: "4", is: { status: closed, outcome: refused }, writes: [cancelled, { status: closed, outcome: refused }] }
fields:
  - { native: titre, is: title }
  - { native: texte, is: description, as: ${form} }
  - { native: notes, is: resolution.text, as: ${form} }
  - { native: etage, is: custom.étage }
  - { native: etiquettes, is: tags, separator: ";" }
  - { native: equipe, is: group }
  - { native: suivi_par, is: watchers, as: persons }
  - { native: materiels, is: assets, as: assets }
  - { is: updated, otherwise: loss }
words:
  group: { same: groupe-du-meme-nom, absent: groupe-absent-en-texte }
classes:
  ticket: { is: incident, audience: public, writes: [incident, request, suggestion] }
journals:
  - { native: public, is: comment }
  - { native: interne, is: work_note }
`),
  );

const tools: readonly (readonly [string, LoadedMapping, readonly string[]])[] = [
  ['ServiceNow', servicenow, ['incident', 'sc_req_item', 'sc_request']],
  ['a tool that keeps plain text', toy('text'), ['ticket']],
  ['a tool that keeps Markdown', toy('markdown'), ['ticket']],
  ['a tool that keeps HTML', toy('html'), ['ticket']],
];

/** Fields for whose words of this very ticket somebody has decided. */
function decided(
  mapping: LoadedMapping,
  nativeClass: string,
  whole: Ticket,
  resolve: Resolver,
): readonly TicketField[] {
  return mapping.writable(nativeClass).filter((field) => {
    const { words } = mapping.write(whole, nativeClass, [field], resolve);
    return words.every(({ decision }) => decision.by !== 'nobody');
  });
}

function unsaid(mapping: LoadedMapping, fields: NativeFields, nativeClass: string, whole: Ticket, resolve: Resolver) {
  return (field: TicketField) => !mapping.says(fields, nativeClass, field, whole, resolve);
}

describe.each(tools)('%s', (_, mapping, classes) => {
  it('already says every field of a ticket that was just written into it', () => {
    fc.assert(
      fc.property(anyTicket, anyResolver, fc.constantFrom(...classes), (whole, resolve, nativeClass) => {
        const { fields } = mapping.write(whole, nativeClass, mapping.writable(nativeClass), resolve);
        const told = decided(mapping, nativeClass, whole, resolve);
        expect(told.filter(unsaid(mapping, fields, nativeClass, whole, resolve))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('says what it is read as saying', () => {
    fc.assert(
      fc.property(anyTicket, anyResolver, fc.constantFrom(...classes), (whole, resolve, nativeClass) => {
        const { fields } = mapping.write(whole, nativeClass, mapping.writable(nativeClass), resolve);
        const native = nativeTicket(nativeClass, fields);
        const heard = { ...whole, ...mapping.read(native).said };
        expect(mapping.legible(native).filter(unsaid(mapping, fields, nativeClass, heard, resolve))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('is told nothing again by an update of what it says already: writing and asking agree', () => {
    fc.assert(
      fc.property(anyTicket, anyTicket, fc.constantFrom(...classes), (before, after, nativeClass) => {
        const resolve = resolver();
        const { fields } = mapping.write(before, nativeClass, mapping.writable(nativeClass), resolve);
        const missing = mapping.writable(nativeClass).filter(unsaid(mapping, fields, nativeClass, after, resolve));
        const told = { ...fields, ...mapping.write(after, nativeClass, missing, resolve).fields };
        const sure = new Set(decided(mapping, nativeClass, after, resolve));
        expect(
          missing.filter(unsaid(mapping, told, nativeClass, after, resolve)).filter((field) => sure.has(field)),
        ).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('does not say a field whose home somebody has filled otherwise: the control', () => {
    for (const nativeClass of classes)
      for (const field of ['title', 'description', 'status'] as const) {
        const whole = ticket({ title: 'Écran', description: 'noir', status: 'closed', outcome: 'solved' });
        const { fields } = mapping.write(whole, nativeClass, mapping.writable(nativeClass), resolver());
        const other = { ...whole, title: 'Clavier', description: 'muet', status: 'in_progress' } as const;
        const theirs = mapping.write(other, nativeClass, [field], resolver()).fields;
        expect(mapping.says(fields, nativeClass, field, whole, resolver())).toBe(true);
        expect(mapping.says({ ...fields, ...theirs }, nativeClass, field, whole, resolver())).toBe(false);
      }
  });
});

describe('a tool that is only read', () => {
  it('says what it is read as saying, and can be told nothing', () => {
    const native = nativeTicket('sc_req_item', {
      etat: 'En cours',
      libelle: 'Ordinateur Portable',
      demandeur: 'CL... ST...',
      groupe: 'DIRCI PROX P98888 - #33015',
      description: '',
      derniere_realisation: '2025-11-12T09:00:00.000Z',
    });
    const heard = { ...ticket(), ...cassius.read(native).said };
    const says = (field: TicketField, whole: Ticket) =>
      cassius.says(native.fields, native.class, field, whole, resolver());
    expect(cassius.legible(native)).toContain('custom');
    for (const field of cassius.legible(native)) expect([field, says(field, heard)]).toEqual([field, true]);
    expect(says('status', { ...heard, status: 'closed' })).toBe(false);
    expect(says('description', { ...heard, description: 'autre' })).toBe(false);
    expect(cassius.reach('sc_req_item', 'status')).toEqual({ read: true, write: false, home: null, lossy: false });
  });
});

const person = (name: string, more: Partial<Person> = {}): Person => ({
  name,
  email: null,
  login: null,
  employeeNumber: null,
  cut: false,
  ...more,
});
const says = (
  fields: NativeFields,
  field: TicketField,
  said: Partial<Ticket>,
  known: Partial<Resolver> = {},
  nativeClass = 'incident',
) => servicenow.says(fields, nativeClass, field, ticket({ kind: 'incident', ...said }), resolver(known));

describe('saying', () => {
  it.each<[string, NativeFields, TicketField, Partial<Ticket>, boolean]>([
    ['a nearest word is what we would write', { state: '2' }, 'status', { status: 'planned' }, true],
    [
      'a word that reads as the value says it',
      { state: '1', assigned_to: 'Zoé' },
      'status',
      { status: 'assigned' },
      true,
    ],
    ['another word does not', { state: '3' }, 'status', { status: 'in_progress' }, false],
    ['a code that nobody decided says nothing', { state: '12' }, 'status', { status: 'in_progress' }, false],
    ['nothing is said of a field that is not there', {}, 'title', { title: 'Écran' }, false],
    [
      'an empty field says nothing, where there is nothing to say',
      { short_description: '' },
      'title',
      { title: '' },
      true,
    ],
    [
      'an old code that reads as the outcome says it',
      { close_code: 'Solved (Permanently)', state: '6' },
      'outcome',
      { status: 'resolved', outcome: 'solved' },
      true,
    ],
    [
      'a priority that comes out is said, whatever it was made of',
      { impact: '1', urgency: '3', priority: '3' },
      'priority',
      { priority: 3 },
      true,
    ],
    [
      'a priority that does not come out is not',
      { impact: '1', urgency: '1', priority: '1' },
      'priority',
      { priority: 3 },
      false,
    ],
    ['an impact of which we say nothing is the tool’s own', { impact: '1' }, 'impact', { priority: 3 }, true],
    [
      'a channel in another word of the same meaning says it',
      { contact_type: 'virtual_agent' },
      'channel',
      { channel: 'chat' },
      true,
    ],
    [
      'blank ends and line ends are the tool’s own',
      { description: 'un\r\ndeux\r\n' },
      'description',
      { description: 'un\\\ndeux' },
      true,
    ],
    [
      'watchers are a set',
      {
        watch_list: [
          { id: 'id of B', name: null },
          { id: 'id of A', name: null },
        ],
      },
      'watchers',
      { watchers: [person('A'), person('B')] },
      true,
    ],
    [
      'a watcher more is a watcher more',
      {
        watch_list: [
          { id: 'id of B', name: null },
          { id: 'id of A', name: null },
        ],
      },
      'watchers',
      { watchers: [person('A')] },
      false,
    ],
  ])('%s', (_, fields, field, said, expected) => {
    expect(says(fields, field, said, { person: ({ name }) => `id of ${name}` })).toBe(expected);
  });

  it('tells namesakes apart by their accounts, and knows somebody by a mail where there is none', () => {
    const martin = person('Jean Martin', { email: 'jm@exemple.fr' });
    const field = (id: string | null, email: string | null) => ({ caller_id: { id, name: 'Jean Martin', email } });
    const known = { person: () => 'u1' };
    expect(says(field('u1', null), 'requester', { requester: martin }, known)).toBe(true);
    expect(says(field('u2', null), 'requester', { requester: martin }, known)).toBe(false);
    expect(says(field('u2', 'JM@exemple.fr'), 'requester', { requester: martin })).toBe(true);
    expect(says(field('u2', 'autre@exemple.fr'), 'requester', { requester: martin })).toBe(false);
  });

  it('hears one account from a list as its first', () => {
    const martin = person('Jean Martin');
    const known = { person: () => 'u1' };
    const one = (id: string) => ({ id, name: 'Jean Martin' });
    expect(says({ caller_id: [one('u1')] }, 'requester', { requester: martin }, known)).toBe(true);
    expect(says({ caller_id: [one('u1'), one('u2')] }, 'requester', { requester: martin }, known)).toBe(true);
    expect(says({ caller_id: [one('u2'), one('u1')] }, 'requester', { requester: martin }, known)).toBe(false);
    expect(says({ caller_id: [] }, 'requester', { requester: martin }, known)).toBe(false);
    expect(says({ caller_id: [] }, 'requester', { requester: null }, known)).toBe(true);
  });

  it('asks the tool which values it keeps as one', () => {
    const cut = {
      same: (_: string, field: string, a: unknown, b: unknown) =>
        field === 'due_date' && String(a).slice(0, 10) === String(b).slice(0, 10),
    };
    const due = { due_date: '2026-11-23' };
    expect(says(due, 'due', { due: '2026-11-23T08:00:00.000Z' })).toBe(false);
    expect(says(due, 'due', { due: '2026-11-23T08:00:00.000Z' }, cut)).toBe(true);
  });

  it('counts lines at the head of the description: none may be missing, and none left from earlier', () => {
    const whole = { site: 'Lyon', assignee: person('Zoé'), description: 'noir' };
    const written = servicenow.write(
      ticket({ kind: 'incident', ...whole }),
      'incident',
      ['site', 'assignee'],
      resolver(),
    );
    const description = textOf(written.fields, 'description');
    expect(description).toContain('Site : Lyon\nAffecté à : Zoé\n— —');
    const on = (text: string, field: TicketField, said: Partial<Ticket> = whole) =>
      says({ description: text }, field, said);
    expect(on(description, 'site')).toBe(true);
    expect(on(description.replace('Lyon', 'Nice'), 'site')).toBe(false);
    expect(on(description.replace('Lyon', 'Nice'), 'assignee')).toBe(true);
    expect(on('noir', 'site')).toBe(false);
    expect(on(description, 'site', { ...whole, site: null })).toBe(false);
    expect(on(description.replaceAll('\n', '\r\n'), 'site')).toBe(true);
    expect(on(`${description}\n\nun mot de plus`, 'site')).toBe(true);
    expect(on(`${description}\n\nun mot de plus`, 'description')).toBe(false);
    expect(on(description.replace('Lyon', 'Nice'), 'description')).toBe(true);
    expect(on(description, 'site', { ...whole, custom: { Site: 'Nice' } })).toBe(true);
  });

  it('of an outcome that the status carries means that status; an update of it is told as that status', () => {
    const closed = { kind: 'request', status: 'closed', outcome: 'abandoned' } as const;
    const item = (state: string) => says({ state }, 'outcome', closed, {}, 'sc_req_item');
    expect([item('7'), item('3')]).toEqual([true, false]);
    expect(says({ state: '3' }, 'status', closed, {}, 'sc_req_item')).toBe(true);
    expect(servicenow.write(ticket(closed), 'sc_req_item', ['outcome'], resolver()).fields).toMatchObject({
      state: '7',
    });
  });

  it('of an outcome that the status was chosen for means that status too, and so does taking one back', () => {
    const refused = { kind: 'request', status: 'closed', outcome: 'refused' } as const;
    const { fields } = servicenow.write(ticket(refused), 'sc_req_item', ['outcome'], resolver());
    expect(fields).toMatchObject({ state: '4', description: expect.stringContaining('Issue : Refusé') });
    const item = (state: string, of: Partial<Ticket>) => says({ ...fields, state }, 'outcome', of, {}, 'sc_req_item');
    expect([item('4', refused), item('3', refused)]).toEqual([true, false]);
    const none = { ...refused, outcome: null };
    expect(says({ state: '3' }, 'outcome', none, {}, 'sc_req_item')).toBe(true);
    expect(says({ state: '7' }, 'outcome', none, {}, 'sc_req_item')).toBe(false);
    expect(servicenow.write(ticket(none), 'sc_req_item', ['outcome'], resolver()).fields).toMatchObject({ state: '3' });
    const open = { ...none, status: 'in_progress' } as const;
    expect(says({ state: '2' }, 'outcome', open, {}, 'sc_req_item')).toBe(true);
  });

  it('never counts a word that nobody decided as ours', () => {
    const unknown = wellLoaded(
      loadText(
        'connector: outil\nstatus: etat\nstatuses:\n  - { native: "1", is: new }\nclasses:\n  t: { is: incident, audience: public }\njournals:\n  - { native: public, is: comment }\n  - { native: interne, is: work_note }\n',
      ),
    );
    expect(unknown.says({ etat: '' }, 't', 'status', ticket({ status: 'pending' }), resolver())).toBe(false);
    expect(unknown.says({}, 'autre', 'status', ticket(), resolver())).toBe(false);
  });
});

describe('what is within reach', () => {
  it('is told of each field of a class', () => {
    const reach = (field: TicketField, nativeClass = 'incident') => {
      const { read, write, home, lossy } = servicenow.reach(nativeClass, field);
      return [read, write, home, lossy];
    };
    expect(reach('title')).toEqual([true, true, 'field', false]);
    expect(reach('status')).toEqual([true, true, 'field', true]);
    expect(reach('approval')).toEqual([true, true, 'field', false]);
    expect(reach('channel')).toEqual([true, true, 'field', true]);
    expect(reach('category')).toEqual([true, true, 'field', true]);
    expect(reach('assets')).toEqual([true, true, 'field', true]);
    expect(toy('text').reach('ticket', 'assets')).toMatchObject({ home: 'field', lossy: false });
    expect(reach('assignee')).toEqual([true, true, 'field', false]);
    expect(reach('priority')).toEqual([true, true, 'field', false]);
    expect(reach('site')).toEqual([true, true, 'field', false]);
    expect(reach('service')).toEqual([true, true, 'description', true]);
    expect(reach('beneficiary')).toEqual([false, true, 'description', true]);
    expect(reach('audience')).toEqual([true, false, null, false]);
    expect(reach('outcome', 'sc_req_item')).toEqual([true, true, 'field', true]);
    expect(reach('beneficiary', 'sc_req_item')).toEqual([true, true, 'field', false]);
    expect(reach('title', 'change_request')).toEqual([false, false, null, false]);
    expect(toy('text').reach('ticket', 'updated')).toEqual({ read: false, write: false, home: null, lossy: false });
  });

  it('holds for every field: what is written is writable, and what is read comes out of some reading', () => {
    for (const [, mapping, classes] of [...tools, ['bureau', openDesk(), ['ticket']] as const])
      for (const nativeClass of classes)
        for (const field of ticketFields) {
          const { write, home } = mapping.reach(nativeClass, field);
          expect([field, write, home !== null && mapping.writable(nativeClass).includes(field)]).toEqual([
            field,
            home !== null,
            write,
          ]);
        }
  });
});
