import type { Told } from '@passerelle/connector';
import { isInstant, type Person } from '@passerelle/ticket';
import type { Canon, LabelDomain, Language } from '../canon.js';
import { plainFrom } from '../text/plain.js';

/** How values stand in the few lines that people read. */
export interface Wording {
  label(field: string, language: Language): string;
  word(domain: LabelDomain, word: string | number, language: Language): string;
  value(value: unknown, language: Language, zone: string): string;
  person(person: Person): string;
  instant(instant: string, language: Language, zone: string): string;
}

/** What people read of the plan is in their language, whatever the one that is written. */
export function inBoth(say: (language: Language) => string): Told {
  return { fr: say('fr'), en: say('en') };
}

export function wordingOf(canon: Canon): Wording {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const instant: Wording['instant'] = (text, language, zone) => {
    const key = `${language} ${zone}`;
    let format = formats.get(key);
    if (format === undefined) {
      format = formatOf(language, zone);
      formats.set(key, format);
    }
    return format.format(Date.parse(text)).replace(',', '');
  };
  return {
    label: (field, language) => labelOf(canon, field, language),
    word: (domain, word, language) =>
      domain === 'category' ? canon.categoryPath(String(word), language) : canon.label(domain, String(word), language),
    value: (value, language, zone) => {
      if (isInstant(value)) return instant(value, language, zone);
      if (typeof value === 'boolean') return { fr: ['non', 'oui'], en: ['no', 'yes'] }[language][Number(value)] ?? '';
      return plainFrom(String(value));
    },
    person: ({ name, email, login, employeeNumber }) => {
      const more = [email, login, employeeNumber].filter((part) => part !== null && part !== name);
      if (name === null) return more.join(', ');
      return more.length === 0 ? name : `${name} (${more.join(', ')})`;
    },
    instant,
  };
}

/** A custom field without a label is called by its own name: `derniere_realisation`. */
function labelOf(canon: Canon, field: string, language: Language): string {
  const [head, part] = splitOnce(field);
  if (part === null) return canon.label('field', head, language);
  const key = head === 'custom' ? part : field;
  const label = canon.label('custom', key, language);
  return label === key ? part.replaceAll('_', ' ') : label;
}

function splitOnce(field: string): readonly [string, string | null] {
  const dot = field.indexOf('.');
  return dot < 0 ? [field, null] : [field.slice(0, dot), field.slice(dot + 1)];
}

/** French as written in France; English in the one order that nobody reads the wrong way round. */
function formatOf(language: Language, zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'sv-SE', {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}
