import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '@passerelle/ticket';
import { loadText, resolver, textOf, ticket, wellLoaded } from '../testing/load-from.js';

const tool = (form: 'text' | 'html') =>
  wellLoaded(
    loadText(`connector: outil
fields: [{ native: texte, is: description, as: ${form} }]
classes: { demande: { is: request, audience: public } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
  );

function told(form: 'text' | 'html', max: number | null, more: Partial<Ticket>, language: 'fr' | 'en' = 'fr') {
  const { fields, losses } = tool(form).write(
    ticket({ number: 'R1', references: [], ...more }),
    'demande',
    ['description', 'title', 'site'],
    resolver({ maxLength: () => max, language }),
  );
  return { text: textOf(fields, 'texte'), losses: losses.map(({ field, what, kept }) => `${field} ${what} ${kept}`) };
}
const head = '— Repris de R1 —';

describe('the description of a ticket', () => {
  it('begins with where it comes from, as far as that is known', () => {
    const from = (more: Partial<Ticket>) => told('text', null, { description: 'noir', ...more }).text.split('\n')[0];
    const known = (connection: string, number: string) => [{ connection, number, url: null }];
    expect(from({})).toBe(head);
    expect(from({ number: null })).toBe('noir');
    expect(from({ references: known('cassius', 'R1') })).toBe('— Repris de cassius R1 —');
    expect(from({ references: known('cassius', 'R2') })).toBe(head);
    expect(from({ references: known('outil', 'R1') })).toBe('noir');
    expect(from({ references: known('outil', 'R2') })).toBe(head);
    expect(from({ references: [...known('cassius', 'R1'), ...known('outil', 'R1')] })).toBe('noir');
  });

  it('keeps its lines where the field has just room for them, in their order, and says which it has no room for', () => {
    const more = { title: 'Écran', site: 'Lyon', description: '' };
    const whole = `${head}\nTitre : Écran\nSite : Lyon\n— —`;
    expect(told('text', whole.length, more)).toEqual({
      text: whole,
      losses: ['title no-field true', 'site no-field true'],
    });
    expect(told('text', whole.length - 1, more)).toEqual({
      text: `${head}\nTitre : Écran\n— —`,
      losses: ['title no-field true', 'site no-field false'],
    });
    const title = { ...more, title: 'Écran noir depuis ce matin' };
    expect(told('text', whole.length, title)).toEqual({
      text: `${head}\nSite : Lyon\n— —`,
      losses: ['title no-field false', 'site no-field true'],
    });
  });

  it('gives way to its lines, by no more than it must', () => {
    const more = { site: 'Lyon', description: 'Le mur est noir' };
    const whole = `${head}\nSite : Lyon\n— —\n\nLe mur est noir`;
    expect(told('text', whole.length, more)).toEqual({ text: whole, losses: ['site no-field true'] });
    expect(told('text', whole.length - 1, more)).toEqual({
      text: `${head}\nSite : Lyon\n— —\n\nLe mur est…`,
      losses: ['site no-field true', 'description cut false'],
    });
    const none = `${head}\nSite : Lyon\n— —`;
    for (const room of [none.length, none.length + 2, none.length + 3])
      expect(told('text', room, more).text).toBe(none);
    expect(told('text', none.length + 4, more).text).toBe(`${none}\n\nL…`);
  });

  it('is all there is where there is no room for where it comes from', () => {
    expect(told('text', 10, { description: 'Le mur est noir' })).toEqual({
      text: 'Le mur…',
      losses: ['description cut false'],
    });
    expect(told('text', 0, { description: 'Le mur' }).text).toBe('');
    expect(told('text', null, { number: null, description: '' }).text).toBe('');
  });

  it('is never cut within an escape, which would show its backslash', () => {
    const stars = (max: number) => told('html', max, { number: null, description: 'ab\\*\\*\\*\\*' }).text;
    expect([3, 4, 5, 6].map(stars)).toEqual(['ab…', 'ab*…', 'ab**…', 'ab****']);
    expect(told('html', 9, { number: null, description: 'a & b' }).text).toBe('a &amp; b');
    expect(told('html', 8, { number: null, description: 'a & b' }).text.length).toBeLessThanOrEqual(8);
  });

  it('says how long it was, and what the tool keeps', () => {
    const { losses } = tool('text').write(
      ticket({ number: null, references: [], description: 'Le mur est noir' }),
      'demande',
      ['description'],
      resolver({ maxLength: () => 10, language: 'en' }),
    );
    expect(losses).toEqual([
      {
        field: 'description',
        what: 'cut',
        detail: {
          fr: 'Description : 15 caractères, l’outil cible en garde 10',
          en: 'Description: 15 characters, the target keeps 10',
        },
        kept: false,
      },
    ]);
  });
});
