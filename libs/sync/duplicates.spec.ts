import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '@passerelle/ticket';
import { duplicatesAmong } from './duplicates.js';
import { sampleTicket } from './testing/samples.js';

const amelie = { name: 'Amélie Dupré', email: 'Amelie@exemple.fr', login: null, employeeNumber: null, cut: false };
const text = 'La souris ne marche plus depuis ce matin, le voyant est éteint';
const now = '2026-02-01T10:00:00.000Z';
let count = 0;
const told = (said: Partial<Ticket> = {}): Ticket =>
  sampleTicket(`t${(count += 1)}`, {
    kind: 'incident',
    requester: amelie,
    title: 'Souris en panne',
    description: text,
    created: '2026-02-01T08:00:00.000Z',
    relations: [],
    outcome: null,
    ...said,
  }).ticket;

describe('the same need told again', () => {
  const first = told({ number: 'A1' });

  it.each<[string, Partial<Ticket>]>([
    ['word for word', {}],
    [
      'in another case and order',
      { title: 'souris EN PANNE', description: `Depuis ce matin la souris ne marche plus, le voyant est eteint` },
    ],
    [
      'in another tool, under the same address',
      { requester: { ...amelie, email: 'AMELIE@exemple.fr', login: 'adupre', name: null } },
    ],
    ['as a request rather than an incident', { kind: 'request' }],
  ])('is offered: %s', (_, said) => {
    const again = told({ created: '2026-02-01T09:30:00.000Z', ...said });
    expect(duplicatesAmong([again, first], now)).toMatchObject([{ ticket: again.id, of: first.id, state: 'offered' }]);
  });

  it.each<[string, Partial<Ticket>]>([
    ['by somebody else', { requester: { ...amelie, email: 'jean@exemple.fr' } }],
    ['by nobody', { requester: null }],
    ['weeks later', { created: '2026-03-01T08:00:00.000Z' }],
    ['about something else', { description: 'Le clavier colle, il faudrait le changer' }],
    ['under another title', { title: 'Demande de clavier' }],
    ['when it is tied already', { relations: [{ as: 'duplicate', number: 'A1' }] }],
    ['when its outcome says so', { outcome: 'duplicate' }],
  ])('is not offered %s', (_, said) => {
    expect(duplicatesAmong([first, told({ created: '2026-02-01T09:30:00.000Z', ...said })], now)).toEqual([]);
  });

  it('is offered against the first of many, under names that stay', () => {
    const more = [9, 10, 11].map((hour) => told({ created: `2026-02-01T${String(hour).padStart(2, '0')}:00:00.000Z` }));
    const offered = duplicatesAmong([first, ...more], now);
    expect(offered.map(({ of }) => of)).toEqual([first.id, first.id, first.id]);
    expect(duplicatesAmong([...more, first], '2026-02-02T00:00:00.000Z').map(({ id }) => id)).toEqual(
      offered.map(({ id }) => id),
    );
  });

  const by = (said: object) => ({ name: null, email: null, login: null, employeeNumber: null, cut: false, ...said });
  it.each([
    ['an employee number', { employeeNumber: 'P-12' }, { employeeNumber: 'p-12', name: 'A. Dupré' }, true],
    ['a login', { login: 'adupre' }, { login: 'ADUPRE', name: 'A. Dupré' }, true],
    ['a name, where it is all that is said', { name: 'Amélie Dupré' }, { name: 'DUPRE Amelie' }, true],
    ['another name', { name: 'Amélie Dupré' }, { name: 'Amélie Durand' }, false],
    ['a login that is the other’s number', { login: 'p12' }, { employeeNumber: 'p12' }, false],
    ['a name that is the other’s login', { name: 'adupre' }, { login: 'adupre' }, false],
    ['nothing at all', {}, {}, false],
    ['a name that was cut', { name: 'Amélie Du', cut: true }, { name: 'Amélie Du', cut: true }, false],
  ])('is told apart by who tells it: %s', (_, one, other, offered) => {
    const [early, late] = [
      told({ requester: by(one) }),
      told({ requester: by(other), created: '2026-02-01T09:30:00.000Z' }),
    ];
    expect(duplicatesAmong([late, early], now).map(({ ticket }) => ticket)).toEqual(offered ? [late.id] : []);
  });

  it('is not told apart by a description that neither has, and never without an instant', () => {
    const early = told({ description: '' });
    const late = told({ description: '', created: '2026-02-01T09:30:00.000Z' });
    expect(duplicatesAmong([early, late], now)).toHaveLength(1);
    expect(duplicatesAmong([early, { ...late, created: null }], now)).toEqual([]);
    expect(duplicatesAmong([early, { ...late, title: '  ' }], now)).toEqual([]);
    expect(duplicatesAmong([early, { ...late, description: text }], now)).toEqual([]);
  });
});
