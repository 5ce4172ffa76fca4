import type { Told } from '@passerelle/connector';
import type { ErrorCode, YAMLError } from 'yaml';
import type { MappingFault } from '../fault.js';
import { faultAt, type Place } from './place.js';

/** What the yaml package objects to; it speaks English alone. */
const french: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'un alias avec des propriétés',
  BAD_ALIAS: 'un alias ou une ancre sans nom valable',
  BAD_COLLECTION_TYPE: 'une étiquette qui ne va pas avec ce qu’elle marque',
  BAD_DIRECTIVE: 'une directive inconnue',
  BAD_DQ_ESCAPE: 'un échappement inconnu entre guillemets',
  BAD_INDENT: 'un retrait qui ne suit pas celui des lignes voisines',
  BAD_PROP_ORDER: 'une ancre ou une étiquette avant l’indicateur',
  BAD_SCALAR_START: 'un texte sans guillemets qui commence par un caractère réservé',
  BLOCK_AS_IMPLICIT_KEY: 'une liste ou une table imbriquée sur la ligne d’une clé',
  BLOCK_IN_FLOW: 'un bloc entre crochets ou accolades',
  DUPLICATE_KEY: 'une clé déjà présente',
  IMPOSSIBLE: 'une suite de signes impossible',
  KEY_OVER_1024_CHARS: 'une clé de plus de 1024 caractères',
  MISSING_CHAR: 'une ligne où il manque un caractère : guillemet, virgule, deux-points ou espace',
  MULTILINE_IMPLICIT_KEY: 'une clé sur plusieurs lignes',
  MULTIPLE_ANCHORS: 'plusieurs ancres à la fois',
  MULTIPLE_DOCS: 'plusieurs documents à la suite',
  MULTIPLE_TAGS: 'plusieurs étiquettes à la fois',
  NON_STRING_KEY: 'une clé qui n’est pas du texte',
  RESOURCE_EXHAUSTION: 'trop de niveaux ou d’alias',
  TAB_AS_INDENT: 'une tabulation pour retrait',
  TAG_RESOLVE_FAILED: 'une étiquette inconnue',
  UNEXPECTED_TOKEN: 'un signe inattendu',
};

export function yamlFault(place: Place, { code, message }: YAMLError): MappingFault {
  return faultAt(place, { fr: 'du YAML valide', en: 'valid YAML' }, yamlObjection({ code, message }), adviceOn(code));
}

/** Its first line says what it is; the others quote the file. */
export function yamlObjection({ code, message }: Pick<YAMLError, 'code' | 'message'>): Told {
  return { fr: french[code], en: message.split('\n')[0] ?? message };
}

export function adviceOn(code: ErrorCode): Told {
  if (code === 'DUPLICATE_KEY') return { fr: 'gardez-en une seule', en: 'keep one of the two' };
  if (code === 'TAB_AS_INDENT') return { fr: 'indentez avec des espaces', en: 'indent with blanks' };
  return { fr: 'corrigez la ligne', en: 'correct the line' };
}
