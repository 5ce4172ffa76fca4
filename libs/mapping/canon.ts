import { whatCame } from '@passerelle/connector';
import type { MappingFault } from './fault.js';
import { CanonYaml, type Labels } from './schema/canon-file.js';
import { forms } from './schema/forms.js';
import { knownOf } from './schema/keys.js';
import { readYaml, type MappingFile } from './yaml/document.js';
import { faultAt } from './yaml/place.js';
import { shapeOf } from './yaml/shape.js';

export type Language = 'fr' | 'en';
export type LabelDomain = keyof CanonYaml['canon'];

/** Our own words: which categories there are, and how each word is called for people. */
export interface Canon {
  readonly file: string;
  readonly categories: ReadonlySet<string>;
  /** The word itself where nobody gave it a label. */
  label(domain: LabelDomain, word: string, language: Language): string;
  /** `Matériel › Ordinateur portable`. */
  categoryPath(word: string, language: Language): string;
}

export type LoadedCanon = { readonly canon: Canon } | { readonly faults: readonly MappingFault[] };

export function loadCanon(file: MappingFile): LoadedCanon {
  const document = readYaml(file);
  const shaped = shapeOf(document, CanonYaml, knownOf(CanonYaml, forms));
  const faults = [...document.faults, ...shaped.faults];
  const category = shaped.value?.canon.category ?? {};
  for (const word of Object.keys(category)) {
    const above = word.slice(0, Math.max(0, word.lastIndexOf('.')));
    if (above !== '' && !Object.hasOwn(category, above))
      faults.push(
        faultAt(
          document.place(category, word, true),
          { fr: `une catégorie «${above}»`, en: `a category «${above}»` },
          whatCame.none,
          { fr: `ajoutez «${above}:» au-dessus`, en: `add «${above}:» above it` },
        ),
      );
  }
  if (shaped.value === null || faults.length > 0) return { faults };
  return { canon: canonOf(file.path, shaped.value.canon) };
}

function canonOf(file: string, labels: CanonYaml['canon']): Canon {
  const tables = new Map<string, ReadonlyMap<string, Labels>>(
    Object.entries(labels).map(([domain, words]) => [domain, new Map(Object.entries(words as Record<string, Labels>))]),
  );
  const label = (domain: LabelDomain, word: string, language: Language): string =>
    tables.get(domain)?.get(word)?.[language] ?? word;
  return {
    file,
    categories: new Set(Object.keys(labels.category)),
    label,
    categoryPath: (word, language) =>
      word
        .split('.')
        .map((_, index, parts) => label('category', parts.slice(0, index + 1).join('.'), language))
        .join(' › '),
  };
}
