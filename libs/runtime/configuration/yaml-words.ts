import type { Told } from '@passerelle/connector';
import type { ErrorCode } from 'yaml';

/** What came in place of valid YAML: the parser says it in English alone. */
export const yamlSaid: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'un alias avec une ancre ou une étiquette',
  BAD_ALIAS: 'un alias mal formé ou sans ancre',
  BAD_COLLECTION_TYPE: 'une liste ou un ensemble de clés d’un autre type',
  BAD_DIRECTIVE: 'une directive mal formée',
  BAD_DQ_ESCAPE: 'un échappement inconnu entre guillemets doubles',
  BAD_INDENT: 'un retrait qui ne convient pas',
  BAD_PROP_ORDER: 'une ancre ou une étiquette mal placée',
  BAD_SCALAR_START: 'un texte qui commence par un signe réservé',
  BLOCK_AS_IMPLICIT_KEY: 'une clé sur une ligne qui en porte déjà une',
  BLOCK_IN_FLOW: 'un bloc entre crochets ou accolades',
  DUPLICATE_KEY: 'deux fois la même clé',
  IMPOSSIBLE: 'un texte que le lecteur de YAML ne comprend pas',
  KEY_OVER_1024_CHARS: 'une clé de plus de 1024 caractères',
  MISSING_CHAR: 'un texte où il manque un signe',
  MULTILINE_IMPLICIT_KEY: 'une clé sur plusieurs lignes',
  MULTIPLE_ANCHORS: 'plusieurs ancres pour une valeur',
  MULTIPLE_DOCS: 'plusieurs documents',
  MULTIPLE_TAGS: 'plusieurs étiquettes pour une valeur',
  NON_STRING_KEY: 'une clé qui n’est pas du texte',
  RESOURCE_EXHAUSTION: 'trop d’alias ou de niveaux',
  TAB_AS_INDENT: 'un retrait fait de tabulations',
  TAG_RESOLVE_FAILED: 'une étiquette inconnue',
  UNEXPECTED_TOKEN: 'un signe qui n’a pas sa place ici',
};

export function yamlAdvice(code: ErrorCode): Told {
  if (code === 'DUPLICATE_KEY') return { fr: 'gardez l’une des deux', en: 'keep one of the two' };
  if (code === 'TAB_AS_INDENT') return { fr: 'faites le retrait avec des espaces', en: 'indent with blanks' };
  return { fr: 'corrigez la ligne', en: 'correct the line' };
}
