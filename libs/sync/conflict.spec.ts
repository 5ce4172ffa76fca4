import { describe, expect, it } from '@jest/globals';
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

describe('the axis of the status', () => {
  const resolved: Ticket = {
    ...ticket,
    status: 'resolved',
    outcome: 'solved',
    resolved: '2025-11-18T09:00:00.000Z',
    updated: '2025-11-18T09:00:00.000Z',
  };
  const waits = { ...alone, untold: new Set(['status'] as const) };
  const reopened = { status: 'in_progress', resolved: null } as const;

  it('takes a stamp with the move that it belongs to', () => {
    expect(judge('a', reopened, resolved, alone)).toEqual({ taken: reopened, back: [], disputes: [] });
  });

  it('takes no stamp that comes without a move', () => {
    expect(judge('a', { resolved: '2025-11-18T10:00:00.000Z' }, resolved, alone).taken).toEqual({});
  });

  it('takes no stamp of a move that lost', () => {
    expect(judge('a', reopened, resolved, waits)).toMatchObject({ taken: {}, back: ['status'] });
    expect(judge('a', reopened, resolved, { ...waits, ownerOf: () => 'b' }).taken).toEqual({});
    expect(judge('a', reopened, resolved, { ...alone, maySpeak: () => false })).toEqual({
      taken: {},
      back: ['status'],
      disputes: [],
    });
  });

  it('takes the stamp of a move that won', () => {
    const verdict = judge('a', reopened, resolved, { ...waits, ownerOf: () => 'a' });
    expect(verdict).toMatchObject({ taken: reopened, back: [], disputes: [{ stands: 'theirs', owner: 'a' }] });
  });

  it('asks the owner of the status about the outcome too', () => {
    const owned = { ...waits, ownerOf: (axis: string) => (axis === 'status' ? 'b' : 'a') };
    expect(judge('a', { outcome: 'abandoned' }, resolved, owned)).toMatchObject({ taken: {}, back: ['outcome'] });
  });
});

describe('stamps that stand alone', () => {
  const seen: Ticket = { ...ticket, updated: '2025-11-18T09:00:00.000Z', created: '2025-11-17T08:00:00.000Z' };

  it.each([
    ['the later instant of two tools for the last change', '2025-11-18T10:00:00.000Z', '2025-11-18T10:00:00.000Z'],
    ['nothing of a tool that looks back', '2025-11-18T08:00:00.000Z', '2025-11-18T09:00:00.000Z'],
    ['what a tool no longer says', null, null],
  ])('take %s', (_, updated, expected) => {
    expect(judge('a', { updated }, seen, alone).taken).toEqual({ updated: expected });
  });

  it('let a tool correct when the ticket was created, backwards too', () => {
    const created = '2025-11-16T08:00:00.000Z';
    expect(judge('a', { created }, seen, alone).taken).toEqual({ created });
  });

  it('take a first word', () => {
    const updated = '2025-11-18T08:00:00.000Z';
    expect(judge('a', { updated }, { ...seen, updated: null }, alone).taken).toEqual({ updated });
  });
});

describe('where one tool closes', () => {
  const working: Ticket = { ...ticket, status: 'in_progress' };
  const said = { status: 'closed', closed: '2025-11-18T10:00:00.000Z' } as const;

  it('hears the closing of another as resolved, without its instant', () => {
    expect(judge('a', said, working, { ...alone, closes: 'b' }).taken).toEqual({ status: 'resolved' });
  });

  it('believes the one that closes', () => {
    expect(judge('b', said, working, { ...alone, closes: 'b' }).taken).toEqual(said);
  });

  it('believes each where the route names none', () => {
    expect(judge('a', said, working, alone).taken).toEqual(said);
  });

  it('does not open again what is closed already', () => {
    const closed: Ticket = { ...working, status: 'closed', closed: '2025-11-18T09:00:00.000Z' };
    expect(judge('a', said, closed, { ...alone, closes: 'b' })).toEqual({ taken: {}, back: [], disputes: [] });
  });

  it('hears every other word of the others as it was said', () => {
    const verdict = judge('a', { status: 'pending', closed: null }, working, { ...alone, closes: 'b' });
    expect(verdict.taken).toEqual({ status: 'pending', closed: null });
  });
});

it('believes everything of a ticket that was never heard of', () => {
  const said = { title: 'Écran noir', updated: '2025-11-18T08:00:00.000Z' };
  expect(judge('a', said, null, { ...alone, maySpeak: () => false })).toEqual({ taken: said, back: [], disputes: [] });
});

it('tells a tool again what it may not say', () => {
  const oneWay = { ...alone, maySpeak: (field: string) => field !== 'title' };
  expect(judge('a', { title: 'theirs', description: 'plus de son' }, ticket, oneWay)).toEqual({
    taken: { description: 'plus de son' },
    back: ['title'],
    disputes: [],
  });
});

it('says whose word stood, and both words', () => {
  expect(judge('a', { title: 'theirs' }, ticket, { ...alone, untold, ownerOf: () => 'a' })).toEqual({
    taken: { title: 'theirs' },
    back: [],
    disputes: [{ field: 'title', theirs: 'theirs', ours: 'ours', stands: 'theirs', owner: 'a' }],
  });
});
