import { expect, it } from '@jest/globals';
import { blankTicket, type Ticket } from '@passerelle/ticket';
import { alone, judge } from './conflict.js';

const ticket: Ticket = { ...blankTicket, id: 't', number: 'N1', references: [], title: 'ours' };
const untold = new Set(['title'] as const);

it('takes the word of somebody who knew ours, although it still waits to be told', () => {
  const verdict = judge('a', { title: 'theirs' }, ticket, {
    ...alone,
    untold,
    knew: (_field, value) => value === 'ours',
  });
  expect(verdict).toEqual({ taken: { title: 'theirs' }, back: [], disputes: [] });
});

it('asks a human about the word of somebody who did not', () => {
  const verdict = judge('a', { title: 'theirs' }, ticket, { ...alone, untold, knew: () => false });
  expect(verdict).toMatchObject({ taken: {}, back: ['title'], disputes: [{ stands: 'ours', owner: null }] });
});
