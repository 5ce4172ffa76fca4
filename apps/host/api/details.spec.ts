import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { OperatorError } from '@passerelle/runtime';
import { detailIn, frenchOf } from './details.js';
import { problemOf, refusalOf } from './problem.js';
import { ApiRefusal } from './refusal.js';

const sources = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

/** Sentences that refusals are made with; a piece that is filled in as a name. */
const said = sources.flatMap((text) =>
  [...text.matchAll(/new ApiRefusal\(\s*'[a-z-]+',\s*(?:'([^']+)'|`([^`]+)`)/g)].map(([, plain, filled]) =>
    (plain ?? filled ?? '').replaceAll(/\$\{[^}]+\}/g, 'x'),
  ),
);

describe('the details of a refusal', () => {
  it('are written in French, too, wherever a refusal is made', () => {
    expect(said.length).toBeGreaterThan(35);
    expect(said.filter((english) => frenchOf(english) === null)).toEqual([]);
  });

  it('are in the language of the reader, names as they are', () => {
    const refusal = new ApiRefusal('no-right', 'this takes the right «$& operate»');
    expect(problemOf(refusal, 'fr')).toMatchObject({
      title: 'Droit manquant',
      detail: 'il faut le droit « $& operate »',
    });
    expect(problemOf(refusal, 'en').detail).toBe('this takes the right «$& operate»');
    expect(problemOf(new ApiRefusal('not-found'), 'fr').detail).toBe('Introuvable');
  });

  it('are those of the program in the language of the reader, where it stopped', () => {
    const busy = new OperatorError('busy', { fr: 'occupé', en: 'busy' }, { fr: 'attendez', en: 'wait' });
    expect(problemOf(refusalOf(busy), 'fr')).toMatchObject({ detail: 'occupé', advice: 'attendez' });
    expect(problemOf(refusalOf(busy), 'en')).toMatchObject({ detail: 'busy', advice: 'wait' });
    const quoted = new OperatorError('refused', 'HTTP 403', { fr: 'attendez', en: 'wait' });
    expect(problemOf(refusalOf(quoted), 'fr')).toMatchObject({
      detail: 'réponse d’origine : « HTTP 403 »',
      advice: 'attendez',
    });
  });

  it('quote what a tool said, since nobody has written it in another language', () => {
    const tool = 'glpi: expected 200, 401 came (ERROR_GLPI_LOGIN)';
    expect(detailIn('fr', tool)).toBe(`réponse d’origine : « ${tool} »`);
    expect(detailIn('en', tool)).toBe(tool);
  });
});
