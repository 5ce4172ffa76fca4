import { describe, expect, it } from '@jest/globals';
import { blockAt, blockText, lineHead, linesOf, lineText, oneLine, plainLines } from './block.js';

const head = /^— Tâche —\n/u;

describe('a line of a block', () => {
  it('is its label and its value, with the punctuation of the language', () => {
    expect(lineText({ label: 'État', value: 'À faire' }, 'fr')).toBe('État : À faire');
    expect(lineText({ label: 'State', value: 'To do' }, 'en')).toBe('State: To do');
  });

  it('goes on below itself, indented, whatever line ends its value has', () => {
    expect(lineText({ label: 'Avis', value: 'un\ndeux\r\ntrois\rquatre' }, 'fr')).toBe(
      'Avis : un\n  deux\n  trois\n  quatre',
    );
  });

  it('has a label of one line and at most a hundred characters, and some label always', () => {
    expect(lineHead(' Motif\n\tde  l’avis ', 'fr')).toBe('Motif de l’avis : ');
    expect(lineHead('é'.repeat(100), 'fr')).toBe(`${'é'.repeat(100)} : `);
    expect(lineHead('é'.repeat(101), 'en')).toBe(`${'é'.repeat(100)}: `);
    expect(lineHead(' \n', 'en')).toBe('?: ');
    expect(oneLine('  a \r\n b\u00a0\u2028c ')).toBe('a b c');
  });

  it('stands between a head and an end', () => {
    expect(blockText('— Tâche —', [{ label: 'État', value: 'Fait' }], 'fr')).toBe('— Tâche —\nÉtat : Fait\n— —');
    expect(blockText('— Tâche —', [], 'fr')).toBe('— Tâche —\n— —');
  });
});

describe('the block that a text begins with', () => {
  it('has a head, a body and a rest, each as it stands', () => {
    expect(blockAt('— Tâche —\nÉtat : Fait\n  et rangé\n— —\n\nCâble 🔌\n', head)).toEqual({
      head: '— Tâche —\n',
      body: 'État : Fait\n  et rangé',
      rest: 'Câble 🔌\n',
    });
  });

  it.each([
    ['nothing between head and end', '— Tâche —\n— —\n\nsuite', '', 'suite'],
    ['nothing below it', '— Tâche —\nÉtat : Fait\n— —', 'État : Fait', ''],
    ['no blank line below it', '— Tâche —\nÉtat : Fait\n— —\nsuite', 'État : Fait', 'suite'],
    ['two blank lines below it, of which one is the text’s', '— Tâche —\na : b\n— —\n\n\nsuite', 'a : b', '\nsuite'],
    ['line ends of Windows', '— Tâche —\na : b\r\n  c\r\n— —\r\n\r\nsuite', 'a : b\r\n  c', 'suite'],
    ['line ends of old', '— Tâche —\na : b\r— —\r\rsuite', 'a : b', 'suite'],
    ['breaks of Markdown', '— Tâche —\na : b\\\n— — \\\n \\\nsuite', 'a : b\\', 'suite'],
    ['a blank line within', '— Tâche —\na : b\n \nc : d\n— —\n', 'a : b\n \nc : d', ''],
    ['an empty line within', '— Tâche —\na : b\n\nc : d\n— —\n', 'a : b\n\nc : d', ''],
    [
      'blanks that an editor made unbreakable',
      '— Tâche —\na\u00a0: b\n\u00a0\u00a0c\n— —',
      'a\u00a0: b\n\u00a0\u00a0c',
      '',
    ],
    ['a blank that Markdown wrote as its number', '— Tâche —\na : b\n&#32; c\n— —', 'a : b\n&#32; c', ''],
    ['a label of which the value is below', '— Tâche —\na :\n  b\n— —', 'a :\n  b', ''],
    ['a label of which the value is below, in Markdown', '— Tâche —\na:\\\n  b\n— —', 'a:\\\n  b', ''],
    ['an end that stands further down again', '— Tâche —\na : b\n— —\nsuite\n— —\n', 'a : b', 'suite\n— —\n'],
    ['a label of two hundred in French', `— Tâche —\n${'é'.repeat(200)} : b\n— —`, `${'é'.repeat(200)} : b`, ''],
    ['a label of two hundred characters', `— Tâche —\n${'x'.repeat(200)}: b\n— —`, `${'x'.repeat(200)}: b`, ''],
  ])('may have %s', (_, text, body, rest) => {
    expect(blockAt(text, head)).toEqual({ head: '— Tâche —\n', body, rest });
  });

  it.each([
    ['without its head', 'État : Fait\n— —'],
    ['with its head further down', 'Bonjour\n— Tâche —\nÉtat : Fait\n— —'],
    ['without its end', '— Tâche —\nÉtat : Fait'],
    ['with an end that goes on', '— Tâche —\nÉtat : Fait\n— — suite'],
    ['with an end inside a line', '— Tâche —\nÉtat : Fait — —\n'],
    ['with a line that is no fact', '— Tâche —\nÉtat : Fait\nBonjour\n— —'],
    ['with a line of which only one blank stands before it', '— Tâche —\nÉtat : Fait\n suite\n— —'],
    ['with a colon that no blank follows', '— Tâche —\nhttps://exemple.fr\n— —'],
    ['with a colon and nothing before it', '— Tâche —\n: Fait\n— —'],
    ['with a label that nobody would write', `— Tâche —\n${'x'.repeat(202)}: b\n— —`],
  ])('is none %s', (_, text) => {
    expect(blockAt(text, head)).toBeNull();
  });
});

describe('the lines of a body', () => {
  it.each<readonly [string, readonly string[]]>([
    ['', []],
    ['a : b', ['a : b']],
    ['a : b  \nc : d', ['a : b', 'c : d']],
    ['a : b\r\n  suite\r\n  fin  \rc : d', ['a : b\nsuite\nfin', 'c : d']],
    ['a : b\n  suite \t\n  fin', ['a : b\nsuite\nfin']],
    ['a : b\n    en retrait', ['a : b\n  en retrait']],
    ['a : b\n\nc : d', ['a : b', 'c : d']],
    ['a : b\n\n  fin', ['a : b\n\nfin']],
    ['\n  \na : b', ['a : b']],
    ['  seule', ['  seule']],
    ['a\u00a0: b\n\u00a0\u00a0fin', ['a : b\nfin']],
  ])('of %j are %j', (body, lines) => {
    expect(linesOf(body)).toEqual(lines);
  });

  it('are undone where they stand in Markdown, the last break too', () => {
    expect(plainLines('Nom : \\*Zoé\\*\\\nÉtat : Fait\\')).toBe('Nom : *Zoé*\nÉtat : Fait\n');
  });
});
