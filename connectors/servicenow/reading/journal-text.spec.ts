import { describe, expect, it } from '@jest/globals';
import { parseJournal, parseRendered } from './journal-text.js';
import { learnDates } from './shown-dates.js';

const dates = learnDates([{ raw: '2022-11-04 22:29:20', shown: '2022-11-04 15:29:20' }], ['US/Pacific'])!;

/** As a 2022 instance rendered it, for an account in US/Pacific. */
const recorded =
  '2022-11-04 15:29:20 - System Administrator (Additional comments)\ntest\n\n' +
  '2016-12-13 07:53:01 - Joe Employee (Additional comments)\nHi David,\nThank you! I use the corporate VPN and was also unable to connect to the email server at 9:30AM and 10:45AM.\n\n';

describe('the text of a journal', () => {
  it('gives its entries oldest first, in UTC, with the audience of its column', () => {
    expect(parseJournal(recorded, 'comments', dates)).toEqual([
      {
        id: null,
        journal: 'comments',
        audience: 'public',
        author: { id: null, name: 'Joe Employee' },
        at: '2016-12-13T15:53:01.000Z',
        text: 'Hi David,\nThank you! I use the corporate VPN and was also unable to connect to the email server at 9:30AM and 10:45AM.',
      },
      {
        id: null,
        journal: 'comments',
        audience: 'public',
        author: { id: null, name: 'System Administrator' },
        at: '2022-11-04T22:29:20.000Z',
        text: 'test',
      },
    ]);
  });

  it('keeps empty lines, dashes and brackets in a body', () => {
    const body = 'un\n\n\ndeux \u00a0\n-- \nHélène (poste 12) - 2022';
    const text = `2022-11-04 15:29:20 - Anne-Sophie L'Hermitte - DSI (Work notes)\n${body}\n\n`;
    const [entry] = parseJournal(text, 'work_notes', dates) ?? [];
    expect(entry).toMatchObject({ text: body, audience: 'internal', author: { name: "Anne-Sophie L'Hermitte - DSI" } });
  });

  it('never takes a heading that somebody quotes for one of another column', () => {
    const quoted = '2022-11-04 10:00:00 - Beth Anglin (Additional comments)\nmot de passe : 1234';
    const text = `2022-11-04 15:29:20 - Beth Anglin (Work notes)\nElle a écrit :\n${quoted}\n\n`;
    const entries = parseJournal(text, 'work_notes', dates) ?? [];
    expect(entries.map(({ audience }) => audience)).toEqual(['internal']);
    expect(entries[0]?.text).toContain(quoted);
  });

  it('understands renamed and translated labels', () => {
    const text = '2022-11-04 15:29:20 - Éric Legrand (Commentaires supplémentaires)\nvu\n\n';
    expect(parseJournal(text, 'comments', dates)).toMatchObject([{ text: 'vu' }]);
  });

  it('is given up, not guessed at, when it does not begin with a heading', () => {
    expect(parseJournal('Bonjour\n\n', 'comments', dates)).toBeNull();
    expect(parseJournal('04/11/2022 15:29:20 - X (Additional comments)\nz\n\n', 'comments', dates)).toBeNull();
    expect(parseJournal('', 'comments', dates)).toEqual([]);
  });

  it('tells the labels of several columns in one text', () => {
    const text = '2022-11-04 15:29:20 - A (Work notes)\nnon\n\n2022-11-04 15:29:20 - A (Additional comments)\noui\n\n';
    expect(parseRendered(text, dates, 'several')?.map(({ label, text: body }) => [label, body])).toEqual([
      ['Additional comments', 'oui'],
      ['Work notes', 'non'],
    ]);
  });
});

describe('the dates of a profile', () => {
  it('are understood from dates whose meaning is known', () => {
    const learnt = learnDates([{ raw: '2025-11-03 09:15:00', shown: '03/11/2025 10:15:00' }], ['UTC', 'Europe/Paris']);
    expect(learnt?.read('04/07/2025 08:00:00')).toBe('2025-07-04T06:00:00.000Z');
  });

  it('are told apart from their American twin by a day after the twelfth', () => {
    const samples = [
      { raw: '2025-11-03 09:15:00', shown: '11/03/2025 10:15:00' },
      { raw: '2025-11-23 09:15:00', shown: '11/23/2025 10:15:00' },
    ];
    expect(learnDates(samples, ['Europe/Paris'])?.read('07/04/2025 08:00:00')).toBe('2025-07-04T06:00:00.000Z');
  });

  it('are not read at all when no known zone explains them', () => {
    expect(
      learnDates([{ raw: '2025-11-03 09:15:00', shown: '2025-11-03 01:15:00' }], ['Europe/Paris', 'UTC']),
    ).toBeNull();
    expect(learnDates([], ['UTC'])).toBeNull();
  });
});
