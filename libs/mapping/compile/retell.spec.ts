import { describe, expect, it } from '@jest/globals';
import type { EntryPart, JournalForm } from '../schema/journal-rows.js';
import { shippedCanon } from '../testing/load-from.js';
import { retellingOf, withoutHeader } from './retell.js';
import { wordingOf } from './wording.js';

const retelling = retellingOf(wordingOf(shippedCanon()));
const zoe = { name: 'Zoé (DSI)', email: null, login: null, employeeNumber: null, cut: false };
const at = '2026-11-23T08:00:00.000Z';

describe('a part of an entry, in words', () => {
  it.each<readonly [EntryPart, unknown, string, string]>([
    ['task.state', 'to_do', 'État : À faire', 'State : To do'],
    ['task.category', 'a \\*b\\*', 'Catégorie de tâche : a *b*', 'Task category : a *b*'],
    ['task.technician', zoe, 'Technicien : Zoé (DSI) ()', 'Technician : Zoé (DSI) ()'],
    ['task.group', { name: 'RÉSEAU', codes: ['R1'] }, 'Équipe : RÉSEAU', 'Team : RÉSEAU'],
    ['task.plannedFrom', at, 'Prévue du : 23/11/2026 09:00:00 +01:00', 'Planned from : 2026-11-23 09:00:00 +01:00'],
    ['task.spent', 5400, 'Durée passée : 1 h 30 min', 'Time spent : 1 h 30 min'],
    ['solution.outcome', 'solved', 'Issue : Résolu', 'Outcome : Solved'],
    ['verdict.accepted', 'refused', 'Solution : Refusée', 'Solution : Refused'],
    ['approval.state', 'approved', 'Approbation : Approuvée', 'Approval : Approved'],
  ])('%s %j is «%s», in English «%s»', (part, value, french, english) => {
    const line = (language: 'fr' | 'en') => {
      const { label, value: text } = retelling.line(part, value, language, 'Europe/Paris');
      return `${label} : ${text}`;
    };
    expect([line('fr'), line('en')]).toEqual([french, english]);
  });
});

describe('an entry as it is written', () => {
  const lines = [{ label: 'État', value: 'Fait' }];
  it.each<readonly [JournalForm, string, string, string]>([
    ['text', 'a \\*b', '— Tâche —\nÉtat : Fait\n— —\n\na *b', '— Tâche —\nÉtat : Fait\n— —'],
    ['code_text', '[code]', '— Tâche —\nÉtat : Fait\n— —\n\n[ code]', '— Tâche —\nÉtat : Fait\n— —'],
    ['markdown', '**b**', '— Tâche —\\\nÉtat : Fait\\\n— —\n\n**b**', '— Tâche —\\\nÉtat : Fait\\\n— —'],
    [
      'html',
      '1 \\< 2',
      '— Tâche —<br>\nÉtat : Fait<br>\n— —<br>\n<br>\n1 &lt; 2',
      '— Tâche —<br>\nÉtat : Fait<br>\n— —',
    ],
  ])('in %s has its lines above its text, or alone', (form, text, whole, alone) => {
    expect(retelling.write('task', lines, text, form, 'fr')).toBe(whole);
    expect(retelling.write('task', lines, '', form, 'fr')).toBe(alone);
  });

  it('lets no line turn active where a journal renders tags', () => {
    const tagged = [{ label: 'Catégorie', value: '[code]<b>x</b>[/code]' }];
    for (const text of ['', 'Vu'])
      expect(retelling.write('task', tagged, text, 'code_text', 'fr')).toContain('[ code]<b>x</b>[ /code]');
  });

  it('is its text alone where there is nothing to say above it, unless that looks like lines of ours', () => {
    for (const form of ['text', 'code_text', 'markdown', 'html'] as const)
      expect(retelling.write('comment', null, 'Vu', form, 'fr')).toBe('Vu');
    const typed = '— Tâche —\nÉtat : Fait\n— —\n\nok';
    expect(retelling.write('comment', null, typed, 'text', 'fr')).toBe(`— Commentaire —\n— —\n\n${typed}`);
    expect(retelling.write('comment', null, typed, 'text', 'en')).toBe(`— Comment —\n— —\n\n${typed}`);
    expect(retelling.write('comment', null, typed.replace('Fait', 'Peut-être'), 'text', 'fr')).not.toContain(
      'Commentaire',
    );
  });
});

describe('a text as it is read', () => {
  const read = (text: string) => retelling.read(text, text, 'text');

  it.each([
    ['without an end', '— Tâche —\nÉtat : Fait'],
    ['without a head', 'État : Fait\n— —'],
    ['of no kind', '— Facture —\n— —'],
    ['with a line that is none of ours', '— Tâche —\nÉtat : Fait\nCouleur : rouge\n— —'],
    ['with a duration that is none', '— Tâche —\nDurée passée : longtemps\n— —'],
    ['with a moment that is none', '— Tâche —\nPrévue du : demain\n— —'],
    ['with something before it', 'ok\n— Tâche —\n— —'],
  ])('tells nothing %s', (_, text) => {
    expect(read(text)).toBeNull();
  });

  it('tells each part that it names, in either language', () => {
    const french =
      '— Tâche —\nÉtat : À faire\nTechnicien : Zoé (zalund)\nÉquipe : RÉSEAU\nPrévue du : 23/11/2026 09:00:00 +01:00\nDurée prévue : 1 min\n— —\n\nok';
    const english =
      '— Task —\nState: To do\nTechnician: Zoé (zalund)\nTeam: RÉSEAU\nPlanned from: 2026-11-23 09:00:00 +01:00\nForecast: 1 min\n— —\n\nok';
    const told = {
      kind: 'task',
      text: 'ok',
      task: {
        state: 'to_do',
        category: null,
        technician: { ...zoe, name: 'Zoé', login: 'zalund' },
        group: { name: 'RÉSEAU', codes: [] },
        plannedFrom: at,
        plannedTo: null,
        forecast: 60,
        spent: null,
      },
    };
    expect(read(french)).toEqual(told);
    expect(read(english)).toEqual(told);
    expect(read('— Tâche —\n— —')).toEqual({ kind: 'task', text: '' });
    expect(read("— Avis sur la solution —\nSolution : Acceptée\nMotif de l'avis : a *b*\n— —")).toEqual({
      kind: 'verdict',
      text: '',
      verdict: { accepted: true, reason: 'a \\*b\\*' },
    });
  });
});

describe('the line that says whose words these are', () => {
  it.each([
    ['[glpi 59 · 3 · Zoé · 23/11/2026 09:00:00]\nVu', 'Vu'],
    ['\\[glpi 59 · 3 · Zoé\\] \\\nVu', 'Vu'],
    ['<p>[glpi 59 · 3 · Zoé]</p>Vu', 'Vu'],
    ['[glpi 59 · 3 · ]<br />\nVu', 'Vu'],
    ['  [glpi 59 · 123456 · Zoé]\n\nVu', '\nVu'],
  ])('is taken off %j', (text, rest) => {
    expect(withoutHeader(text)).toBe(rest);
  });

  it.each([
    'Vu [glpi 59 · 3 · Zoé]\nok',
    '[glpi 59 · 3 · Zoé] ok',
    '[glpi · 3 · Zoé]\nok',
    '[glpi 59 · trois · Zoé]\nok',
    '[glpi 59 · 1234567 · Zoé]\nok',
    '[glpi 59 · 3]\nok',
    '[note]\nok',
    '',
  ])('is none in %j', (text) => {
    expect(withoutHeader(text)).toBe(text);
  });
});
