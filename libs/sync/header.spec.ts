import { describe, expect, it } from '@jest/globals';
import type { Entry } from '@passerelle/ticket';
import { headerOf, markOf, parseHeader, withoutHeader, withoutMark } from './header.js';

const entry = (more: Partial<Entry> = {}): Entry => ({
  id: 'e',
  ticket: 't',
  kind: 'comment',
  audience: 'public',
  text: 'Bonjour',
  author: { name: 'Élodie Martin', email: null, login: null, employeeNumber: null, cut: false },
  at: '2025-11-18T10:54:35.000Z',
  origin: { connection: 'cassius', native: 'n', ordinal: 3 },
  task: null,
  ...more,
});
const named = (name: string | null, login: string | null = null): Entry =>
  entry({ author: { name, login, email: null, employeeNumber: null, cut: false } });
const shown = (one: Entry, number = 'RITM0524w', language: 'fr' | 'en' = 'fr', zone = 'Europe/Paris'): string =>
  headerOf(one, number, language, zone).line;

describe('the header of an entry', () => {
  it('names the ticket, the place, the author and the instant in the zone of the route', () => {
    expect(shown(entry())).toBe('[cassius RITM0524w · 3 · Élodie Martin · 18/11/2025 11:54:35]');
    expect(shown(entry(), 'RITM0524w', 'en', 'UTC')).toBe(
      '[cassius RITM0524w · 3 · Élodie Martin · 18/11/2025, 10:54:35]',
    );
  });

  it.each([
    ['fr', '2025-03-30T00:59:59.000Z', '30/03/2025 01:59:59'],
    ['fr', '2025-03-30T01:00:00.000Z', '30/03/2025 03:00:00'],
    ['fr', '2025-10-26T00:30:00.000Z', '26/10/2025 02:30:00'],
    ['fr', '2025-10-26T01:30:00.000Z', '26/10/2025 02:30:00'],
  ] as const)('crosses the change of clocks, %s %s', (language, at, expected) => {
    expect(shown(entry({ at }), 'R1', language)).toContain(` · ${expected}]`);
  });

  it.each([
    ['fr', null, null, 'auteur inconnu', 'date inconnue'],
    ['en', null, null, 'unknown author', 'unknown date'],
  ] as const)('says in %s what is not known', (language, author, at, who, when) => {
    expect(shown(entry({ author, at }), 'R1', language)).toBe(`[cassius R1 · 3 · ${who} · ${when}]`);
  });

  it.each([
    ['takes the login of somebody without a name', named(null, 'emartin'), 'emartin'],
    ['takes a name of blanks for none', named('  ', 'emartin'), 'emartin'],
    ['takes somebody without anything for unknown', named(null), 'auteur inconnu'],
    ['keeps a name that was cut as it came', named('CL... ST...'), 'CL... ST...'],
    ['keeps the line one line', named('Élodie\r\nMartin\t(DSI)'), 'Élodie Martin (DSI)'],
    ['keeps its own brackets and dots to itself', named('[x] · y]'), 'x y'],
    ['keeps right-to-left names', named('محمد'), 'محمد'],
    ['lets no name turn the line round', named('a\u202eb\u2066c\u200fd'), 'a b c d'],
    ['keeps a family of emoji whole', named('👩‍👩‍👧'), '👩‍👩‍👧'],
    ['mends half a character', named('a\ud83d'), 'a\ufffd'],
  ])('%s', (_, one, expected) => {
    expect(shown(one)).toBe(`[cassius RITM0524w · 3 · ${expected} · 18/11/2025 11:54:35]`);
  });

  it('cuts a huge name without halving a character', () => {
    for (let before = 70; before <= 80; before += 1) {
      const line = shown(named(`${'a'.repeat(before)}${'👩‍👩‍👧🖥️é'.repeat(50)}`));
      expect(line.isWellFormed()).toBe(true);
      expect(line.length).toBeLessThan(180);
      expect(parseHeader(`${line}\nx`)?.rest).toBe('x');
    }
    // Control: cutting by units halves one.
    expect(`${'a'.repeat(79)}🖥️`.slice(0, 80).isWellFormed()).toBe(false);
  });

  it('has a mark of its own for every line of every ticket', () => {
    const origins = [1, 2, 12, 112].map((ordinal) => ({ connection: 'cassius', native: 'n', ordinal }));
    const marks = ['R1', 'R11'].flatMap((number) =>
      origins.map((origin) => headerOf(entry({ origin }), number, 'fr', 'UTC').mark),
    );
    expect(new Set(marks).size).toBe(8);
    for (const mark of marks) expect(marks.filter((other) => other.includes(mark))).toHaveLength(1);
  });
});

describe('reading a header back', () => {
  it.each([
    ['one line', 'Bonjour'],
    ['nothing', ''],
    ['many lines', 'a\n\n[cassius R1 · 9 · x · y]\nb'],
    ['right-to-left', '‏مرحبا'],
    ['huge', 'é'.repeat(200_000)],
  ])('gives back a text of %s', (_, text) => {
    const { line } = headerOf(entry(), 'RITM0524w', 'fr', 'Europe/Paris');
    expect(parseHeader(`${line}\n${text}`)).toEqual({
      connection: 'cassius',
      number: 'RITM0524w',
      ordinal: 3,
      rest: text,
    });
  });

  it('reads it through Windows line ends', () => {
    expect(parseHeader(`${shown(entry())}\r\nBonjour\r\nà vous`)?.rest).toBe('Bonjour\nà vous');
  });

  it.each([
    '',
    'Bonjour',
    '[x]',
    '[cassius RITM · trois · a · b]\nx',
    'a [cassius R1 · 3 · a · b]\nx',
    '[cassius R1 · 3 · a · b] x',
  ])('takes «%s» for no header', (text) => {
    expect(parseHeader(text)).toBeNull();
  });
});

describe('a mark at the end, of tools that keep the author', () => {
  const mark = '[cassius RITM0524w · 3 ·';

  it.each([
    ['on a line of its own', `Bonjour,\nl'écran reste noir.\n${mark}`, "Bonjour,\nl'écran reste noir."],
    ['under an empty line', `Bonjour\n\n${mark}\n`, 'Bonjour'],
    ['through Windows line ends', `Bonjour\r\nà vous\r\n${mark}`, 'Bonjour\nà vous'],
    ['after a break of HTML', `Bonjour<br>${mark}`, 'Bonjour'],
    ['after a closed break of HTML', `Bonjour<br />\n${mark}`, 'Bonjour'],
    ['in a paragraph of its own', `<p>Bonjour</p><p>${mark}</p>`, '<p>Bonjour</p>'],
    ['in a paragraph of its own, spaced', `<p>Bonjour</p>\n<p>${mark} </p>`, '<p>Bonjour</p>'],
    ['under nothing', mark, ''],
    ['under brackets of people', `[urgent] salle [B12]\n${mark}`, '[urgent] salle [B12]'],
  ])('is found %s, and taken off', (_, text, rest) => {
    expect(markOf(text)).toMatchObject({ connection: 'cassius', ordinal: 3 });
    expect(withoutMark(text)).toBe(rest);
  });

  it.each([
    ['in the middle of a sentence', `voir ${mark}`],
    ['followed by words', `Bonjour\n${mark} merci`],
    ['without its place', 'Bonjour\n[cassius RITM0524w ·'],
    ['with a place that is no number', 'Bonjour\n[cassius RITM0524w · trois ·'],
    ['with two tickets', 'Bonjour\n[cassius R1] · 3 ·'],
    ['without any bracket', 'Bonjour'],
    ['that is endless', `Bonjour\n[cassius ${'R'.repeat(500)} · 3 ·`],
    ['after a character that merely begins a tag', `1 < 2 ${mark}`],
  ])('is no mark %s', (_, text) => {
    expect(markOf(text)).toBeNull();
    expect(withoutMark(text)).toBe(text);
  });

  it('yields to the header at the head', () => {
    expect(markOf(`[glpi 59 · 12 · Zoé · 18/11/2025]\nBonjour\n${mark}`)).toMatchObject({
      connection: 'glpi',
      ordinal: 12,
    });
  });
});

describe('a line of ours as Markdown', () => {
  const escaped = String.raw`\[cassius RITM0524w · 3 · Élodie Martin · 18/11/2025 11:54:35\]`;
  const mark = String.raw`\[cassius RITM0524w · 3 ·`;

  it.each([
    ['an escaped header', `${escaped}\nBonjour`, 'Bonjour'],
    ['a header before a break', `${escaped}\\\nBonjour\nà vous`, 'Bonjour\nà vous'],
    ['a header before a break of blanks', `${escaped}  \nBonjour`, 'Bonjour'],
    ['a header as the tool kept it', `${shown(entry())}\n\nBonjour`, 'Bonjour'],
    ['a mark', `Bonjour\nà vous\n${mark}`, 'Bonjour\nà vous'],
    ['a mark and its break', `Bonjour\\\n${mark}`, 'Bonjour'],
    ['a mark, and no backslash that somebody typed', `C:\\\\\n${mark}`, 'C:\\\\'],
    ['both', `${escaped}\nBonjour\n${mark}`, 'Bonjour'],
    ['a header alone', escaped, ''],
  ])('loses %s', (_, text, rest) => {
    expect(withoutHeader(text)).toBe(rest);
  });

  it.each([
    ['no header', 'Bonjour\n\nà vous'],
    ['a header that somebody quotes below', `Bonjour\n${escaped}\nest faux`],
    ['brackets of its own', String.raw`\[urgent\] écran`],
    ['a break at its end', 'Bonjour\\'],
  ])('stays whole with %s', (_, text) => {
    expect(withoutHeader(text)).toBe(text);
  });
});

describe('a header that a tool has turned into HTML', () => {
  const line = shown(entry());

  it.each([
    ['a paragraph', `<p>${line}</p><p>Bonjour</p>`, '<p>Bonjour</p>'],
    ['a break', `${line}<br>Bonjour`, 'Bonjour'],
    ['a closed break', `${line} <br />Bonjour`, 'Bonjour'],
    ['nothing that follows', `${line}  `, ''],
    ['blanks before it', ` \n${line}\nBonjour`, 'Bonjour'],
  ])('is read through %s', (_, text, rest) => {
    expect(parseHeader(text)).toMatchObject({ connection: 'cassius', number: 'RITM0524w', ordinal: 3, rest });
  });
});
