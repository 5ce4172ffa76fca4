import { describe, expect, it } from '@jest/globals';
import { blankTicket, type Ticket } from '@passerelle/ticket';
import { matches, type TicketFilter } from './route.js';

const ticket: Ticket = {
  ...blankTicket,
  id: 't',
  number: 'RITM0524w',
  references: [],
  kind: 'request',
  status: 'pending',
  group: { name: 'DIRCI PROX P98888 - #33015', codes: ['P98888', '33015'] },
  category: 'matériel.écran',
  created: '2025-11-18T10:54:35.000Z',
};
const bare: Ticket = { ...ticket, number: null, group: null, category: null, created: null };

describe('the filter of a route', () => {
  it.each<[string, TicketFilter, Ticket, boolean]>([
    ['takes all when it says nothing', {}, bare, true],
    ['takes a kind', { kind: ['incident', 'request'] }, ticket, true],
    ['leaves another kind', { kind: ['incident'] }, ticket, false],
    ['takes nothing from an empty list', { status: [] }, ticket, false],
    ['takes a status', { status: ['new', 'pending'] }, ticket, true],
    ['leaves another status', { status: ['closed'] }, ticket, false],
    ['takes a group by its whole name', { group: ['DIRCI PROX P98888 - #33015'] }, ticket, true],
    ['leaves a group by a part of its name', { group: ['DIRCI'] }, ticket, false],
    ['leaves a ticket without a group', { group: ['DIRCI'] }, bare, false],
    ['takes a category', { category: ['matériel.écran'] }, ticket, true],
    ['takes all below a category', { category: ['matériel'] }, ticket, true],
    ['leaves a category that only begins alike', { category: ['mat'] }, ticket, false],
    ['leaves what is above a category', { category: ['matériel.écran.lcd'] }, ticket, false],
    ['leaves a ticket without a category', { category: ['matériel'] }, bare, false],
    ['takes a number', { number: ['RITM0524w'] }, ticket, true],
    ['leaves another number', { number: ['RITM0524'] }, ticket, false],
    ['leaves a ticket without a number', { number: ['RITM0524w'] }, bare, false],
    ['takes the very first instant', { createdFrom: '2025-11-18T10:54:35.000Z' }, ticket, true],
    ['leaves the very last', { createdBefore: '2025-11-18T10:54:35.000Z' }, ticket, false],
    ['takes the instant before it', { createdBefore: '2025-11-18T10:54:35.001Z' }, ticket, true],
    ['leaves a ticket of unknown birth from a wave of dates', { createdFrom: '2000-01-01T00:00:00.000Z' }, bare, false],
    ['takes what fits all members', { kind: ['request'], status: ['pending'], category: ['matériel'] }, ticket, true],
    ['leaves what fits all but one', { kind: ['request'], status: ['new'], category: ['matériel'] }, ticket, false],
  ])('%s', (_, filter, one, expected) => {
    expect(matches(filter, one)).toBe(expected);
  });
});
