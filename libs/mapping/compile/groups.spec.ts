import { describe, expect, it } from '@jest/globals';
import { loadText, nativeTicket, wellLoaded } from '../testing/load-from.js';

const tool = (words: string, more = '') =>
  wellLoaded(
    loadText(`connector: outil
fields: [{ native: equipe, is: group }]
words: {${words}}
classes:
  demande: { is: request }
  panne: { is: incident, words: { group: { rows: [{ native: N1, is: POSTE }] } } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
${more}`),
  );

describe('the name of a team', () => {
  it('is ours by a row of the class, and by the first class where no ticket is read', () => {
    const mapping = tool('group: { rows: [{ native: N1, is: RÉSEAU }, { native: N9, is: none }] }');
    const team = (nativeClass: string, equipe: string) =>
      mapping.read(nativeTicket(nativeClass, { equipe })).said.group ?? null;
    expect(team('demande', 'N1')).toEqual({ name: 'RÉSEAU', codes: [] });
    expect(team('panne', 'N1')).toEqual({ name: 'POSTE', codes: [] });
    expect(team('demande', 'N9')).toBeNull();
    expect(mapping.readGroup('N1')).toEqual({ name: 'RÉSEAU', codes: [] });
    expect(mapping.readGroup('N9')).toEqual({ name: 'N9', codes: [] });
    expect(mapping.readGroup('Inconnue')).toEqual({ name: 'Inconnue', codes: [] });
    expect(mapping.readGroup('')).toEqual({ name: '', codes: [] });
    expect(mapping.nativeGroup('RÉSEAU')).toBe('N1');
    expect(mapping.nativeGroup('Inconnue')).toBe('Inconnue');
  });

  it('has codes in it, each once, the first capture of each expression', () => {
    const mapping = tool('group: { same: meme-nom }', 'group_codes: ["P(\\\\d+)", "#\\\\w+"]\n');
    expect(mapping.readGroup('DIRCI P98 P7 #ab P98 #é')).toEqual({
      name: 'DIRCI P98 P7 #ab P98 #é',
      codes: ['98', '7', '#ab'],
    });
    expect(mapping.readGroup('Équipe sans code').codes).toEqual([]);
  });

  it('is looked through up to three hundred characters', () => {
    const mapping = tool('group: { same: meme-nom }', 'group_codes: ["P\\\\d"]\n');
    expect(mapping.readGroup(`P1${'é'.repeat(298)}`).codes).toEqual(['P1']);
    expect(mapping.readGroup(`P1${'é'.repeat(299)}`).codes).toEqual([]);
  });
});

describe('a tool whose teams nobody named', () => {
  it('stops on each, with the row to add', () => {
    const { said, words } = tool('').read(nativeTicket('demande', { equipe: 'Équipe «A»' }));
    expect(said.group).toBeUndefined();
    expect(words.at(-1)).toEqual({
      domain: 'group',
      class: 'demande',
      word: 'Équipe «A»',
      is: null,
      decision: {
        by: 'nobody',
        row: '- { for: group, native: "Équipe «A»", is: "?" }',
        file: 'mappings/sites/outil.yaml',
      },
    });
  });
});
