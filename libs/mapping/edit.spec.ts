import { describe, expect, it } from '@jest/globals';
import { addRows, RowsRefused } from './edit.js';

describe('adding decided rows', () => {
  it('begins an overlay where there is none', () => {
    expect(addRows('', ['- { for: status, native: "Gelé", is: "?" }'], 'cassius')).toBe(
      [
        '# yaml-language-server: $schema=../schema.json',
        'extends: cassius',
        'decisions:',
        '  - { for: status, native: "Gelé", is: "?" }',
        '',
      ].join('\n'),
    );
  });

  it('keeps every comment, order and line that people wrote', () => {
    const text = [
      '# Notre site, voir le ticket 1234.',
      'extends: cassius # la base',
      'statuses:',
      '  # Les gelés attendent.',
      '  - { native: Gelé, is: pending }',
      'decisions:',
      '  - { for: group, native: "DSI", is: "DIRCI" } # décidé par Zoé le 3 mars',
      '',
    ].join('\n');
    const added = addRows(
      text,
      ['- { for: priority, native: "P0", is: 1 }', '{ for: status, native: "1", is: new }'],
      'cassius',
    );
    expect(added).toBe(
      `${text}  - { for: priority, native: "P0", is: 1 }\n  - { for: status, native: "1", is: new }\n`,
    );
  });

  it('keeps a word that YAML would take for something else in quotes', () => {
    const added = addRows(
      '',
      ['- { for: status, native: "12", is: "?" }', '- { for: status, native: "non: # \\"x\\"", is: new }'],
      'x',
    );
    expect(added).toContain('native: "12"');
    expect(added).toContain('native: "non: # \\"x\\""');
  });

  it('changes nothing when there is nothing to add', () => {
    expect(addRows('extends:   cassius\n', [], 'cassius')).toBe('extends:   cassius\n');
  });

  it('begins the rows where the key is there and holds nothing, or something else', () => {
    for (const decisions of ['', ' []', ' aucune'])
      expect(addRows(`extends: x\ndecisions:${decisions}\n`, ['{ for: status, native: Été, is: new }'], 'x')).toMatch(
        /^extends: x\ndecisions:\s+(?:\[ )?(?:- )?\{ for: status, native: Été, is: new \}(?: \])?\n$/u,
      );
  });

  it('begins an overlay without rows where there are none to add', () => {
    const begun = '# yaml-language-server: $schema=../schema.json\nextends: cassius\n';
    expect(addRows(' \n', [], 'cassius')).toBe(begun);
  });

  it('keeps a long line in one piece', () => {
    const row = `- { for: group, native: "${'Équipe de nuit '.repeat(12).trim()}", is: "?" }`;
    expect(addRows('', [row], 'x').split('\n')[3]).toBe(`  ${row}`);
  });

  it('refuses a file that it cannot read, rather than lose a part of it', () => {
    const row = '- { for: status, native: "x", is: new }';
    expect(() => addRows('- liste\n', [row], 'cassius')).toThrow(
      new RowsRefused({
        fr: 'attendu un fichier de mapping où ajouter des lignes, reçu autre chose qu’un ensemble de clés ; corrigez d’abord le fichier',
        en: 'expected a mapping file to add rows to, no map of keys came; correct the file first',
      }),
    );
    expect(() => addRows('extends: [', [row], 'cassius')).toThrow(
      /^expected a mapping file to add rows to, Flow sequence .* came; correct the file first$/su,
    );
  });

  it.each(['été', '- été', '{ for: status', ''])('refuses «%s», which is no row', (row) => {
    expect(() => addRows('', [row], 'x')).toThrow(
      new Error(`expected a row such as - { for: status, native: "x", is: new }, «${row}» came; correct it`),
    );
  });

  it('says why in French, too', () => {
    const refused = (text: string, row: string): string => {
      try {
        return addRows(text, [row], 'x');
      } catch (error) {
        return (error as RowsRefused).told.fr;
      }
    };
    expect([refused('a: 1\na: 2\n', ''), refused('', 'été')]).toEqual([
      'attendu un fichier de mapping où ajouter des lignes, reçu une clé déjà présente ; corrigez d’abord le fichier',
      'attendu une ligne comme - { for: status, native: "x", is: new }, reçu «été» ; corrigez-la',
    ]);
  });
});
