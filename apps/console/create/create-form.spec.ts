import { describe, expect, it } from '@jest/globals';
import { NewTicket, type WholeTicket } from '@passerelle/api';
import { blankForm, formFrom, newTicketOf } from './create-form.js';

const lea = { name: 'Léa Martin', email: 'lea@exemple.fr', login: null, employeeNumber: null };
const filled = { ...blankForm, requester: lea, title: ' Écran noir ', description: 'Depuis ce matin', priority: '2' };

describe('a ticket for a caller', () => {
  it('is one that the API takes', () => {
    const wish = NewTicket.parse(newTicketOf(filled, [{ id: 'f1' }], { parent: 'itop:380' }));
    expect(wish).toMatchObject({
      kind: 'incident',
      title: 'Écran noir',
      priority: 2,
      team: null,
      files: ['f1'],
      parent: 'itop:380',
    });
    expect(wish.connection).toBeUndefined();
  });

  it('waits for who, what and why', () => {
    for (const part of [{ requester: null }, { title: '  ' }, { description: '' }])
      expect(newTicketOf({ ...filled, ...part }, [], {})).toBeNull();
  });

  it('takes over who and where for a child, and the need too for a copy', () => {
    const person = { ...lea, key: 'email:lea@exemple.fr', cut: false };
    const ticket = {
      kind: 'request',
      title: 'Portable',
      description: 'Un portable',
      category: 'hardware.laptop',
      people: { requester: person, beneficiary: null },
      site: 'Muret',
      callbackPhone: null,
      assets: [{ name: '203-02' }],
      team: null,
      impact: 3,
      urgency: null,
      priority: null,
    } as unknown as WholeTicket;
    expect(formFrom(ticket, true)).toEqual({ ...blankForm, requester: lea, site: 'Muret', assets: ['203-02'] });
    expect(formFrom(ticket, false)).toMatchObject({ title: 'Portable', category: 'hardware.laptop', impact: '3' });
  });
});
