import { describe, expect, it } from '@jest/globals';
import { codesOf, matchPlace } from './places.js';

const places = (...names: readonly string[]): readonly { name: string }[] => names.map((name) => ({ name }));

describe('matching teams, organisations and sites', () => {
  it('reads the codes that a name carries', () => {
    expect(codesOf('Lycée Bellevue (0310094J)')).toEqual(['0310094J']);
    expect(codesOf('DIRCI PROX P98888 - #33015')).toEqual(['P98888', '33015']);
    expect(codesOf('Support N2 Région 2026')).toEqual([]);
  });

  it('knows an establishment by its UAI, whatever it is called', () => {
    const found = matchPlace('0310094j LYC BELLEVUE TLSE', places('Lycée Bellevue (0310094J)', 'Lycée Bellevue'));
    expect(found).toMatchObject({ evidence: 'code', place: { name: 'Lycée Bellevue (0310094J)' } });
  });

  it('knows a team by its name without accents, case and punctuation', () => {
    expect(matchPlace('RESEAU - Télécom', places('Réseau / Telecom', 'Réseau'))).toMatchObject({
      evidence: 'name',
      place: { name: 'Réseau / Telecom' },
    });
  });

  it('prefers the very name to what resembles it', () => {
    expect(matchPlace('Réseau', places('RESEAU', 'Réseau')).place?.name).toBe('Réseau');
    // Control: without the very name there are two that resemble it.
    expect(matchPlace('Reseau', places('RESEAU', 'Réseau')).evidence).toBe('ambiguous');
  });

  it('does not take two sites of one name and different codes for one', () => {
    const found = matchPlace('Lycée Jean Moulin (0310094J)', places('Lycée Jean Moulin (0810959U)'));
    expect(found).toMatchObject({ evidence: 'ambiguous', place: null });
  });

  it('knows nobody by nothing', () => {
    expect(matchPlace('---', places('***')).evidence).toBe('none');
  });
});
