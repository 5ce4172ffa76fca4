import { describe, expect, it } from '@jest/globals';
import { addRows } from './edit.js';

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

  it('refuses a file that it cannot read, rather than lose a part of it', () => {
    expect(() => addRows('extends: [', ['- { for: status, native: "x", is: new }'], 'cassius')).toThrow(
      /expected a mapping file/,
    );
    expect(() => addRows('- liste\n', ['- { for: status, native: "x", is: new }'], 'cassius')).toThrow(
      /expected a mapping file/,
    );
  });
});
