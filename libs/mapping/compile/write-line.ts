import type { Told } from '@passerelle/connector';
import type { Asset, Group, Person } from '@passerelle/ticket';
import type { LabelDomain, Language } from '../canon.js';
import { domainOf, type FieldDomain } from '../laws/fields.js';
import type { ClassView } from '../load/class-view.js';
import type { FieldRow } from '../schema/rows.js';
import type { Page } from './page.js';
import { isBlank, type Part } from './parts.js';
import { inBoth, type Wording } from './wording.js';

export interface WriteSurroundings {
  readonly view: ClassView;
  readonly file: string;
  readonly wording: Wording;
}

/** A part as people read it in the preamble; null where it says nothing. */
export function lineOf({ resolve }: Page, part: Part, wording: Wording): string | null {
  return lineIn(resolve.language, resolve.zone, part, wording);
}

/** The same as a plan shows it. */
export function toldLine({ resolve }: Page, part: Part, wording: Wording): Told | null {
  if (isBlank(part.value, part.name)) return null;
  return inBoth((language) => lineIn(language, resolve.zone, part, wording) ?? '');
}

function lineIn(language: Language, zone: string, { name, value }: Part, wording: Wording): string | null {
  if (isBlank(value, name)) return null;
  const domain = name === 'resolution.verdict' ? 'verdict' : domainOf(name as FieldRow['is']);
  if (domain !== null) return wording.word(labelsOf(domain), value as string | number, language);
  if (Array.isArray(value))
    return value.map((one: unknown) => lineIn(language, zone, { name, value: one } as Part, wording)).join(', ');
  if (typeof value === 'object' && value !== null)
    return 'cut' in value ? wording.person(value as Person) : (value as Group | Asset).name;
  return wording.value(value, language, zone);
}

function labelsOf(domain: FieldDomain | 'verdict'): LabelDomain {
  return domain === 'priority' || domain === 'impact' || domain === 'urgency' ? 'level' : domain;
}
