import type { Told } from '@passerelle/connector';

/** What schemas ask of text of a certain form. */
export const forms = {
  dotted: { fr: 'des mots en minuscules séparés par des points', en: 'dotted lower-case words' },
  duration: { fr: 'un nombre suivi de m, h ou d : 24h', en: 'a number with m, h or d: 24h' },
  field: { fr: 'un champ canonique, ou custom.<nom>', en: 'a canonical field, or custom.<name>' },
  rule: { fr: 'des mots en minuscules reliés par des traits d’union', en: 'lower-case words joined by hyphens' },
} as const satisfies Readonly<Record<string, Told>>;
