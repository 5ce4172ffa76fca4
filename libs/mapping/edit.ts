import type { Told } from '@passerelle/connector';
import { isMap, isSeq, parseDocument, type YAMLError } from 'yaml';
import { yamlObjection } from './yaml/objection.js';

/** A file that rows cannot be added to, or a row that is none. */
export class RowsRefused extends Error {
  readonly told: Told;

  constructor(told: Told) {
    super(told.en);
    this.name = 'RowsRefused';
    this.told = told;
  }
}

/**
 * Adds decided rows under `decisions:` of an overlay, and leaves everything else, comments included, as it was.
 * `rows` are lines as a WordUse gives them, with or without their hyphen. Empty text becomes a new overlay of `base`.
 */
export function addRows(text: string, rows: readonly string[], base: string): string {
  const start = text.trim() === '' ? `# yaml-language-server: $schema=../schema.json\nextends: ${base}\n` : text;
  if (rows.length === 0) return start;
  const document = parseDocument(start);
  if (document.errors.length > 0 || !isMap(document.contents)) throw noFile(document.errors[0]);
  const decisions = document.get('decisions');
  if (!isSeq(decisions)) document.set('decisions', document.createNode([]));
  for (const row of rows) {
    const { contents, errors } = parseDocument(row.replace(/^\s*-\s*/, ''));
    if (errors.length > 0 || !isMap(contents)) throw noRow(row);
    // The node itself, so that words keep their quotes.
    document.addIn(['decisions'], contents);
  }
  return document.toString({ lineWidth: 0 });
}

function noFile(error: YAMLError | undefined): RowsRefused {
  const came =
    error === undefined
      ? { fr: 'autre chose qu’un ensemble de clés', en: 'no map of keys' }
      : { fr: yamlObjection(error).fr, en: error.message };
  return new RowsRefused({
    fr: `attendu un fichier de mapping où ajouter des lignes, reçu ${came.fr} ; corrigez d’abord le fichier`,
    en: `expected a mapping file to add rows to, ${came.en} came; correct the file first`,
  });
}

function noRow(row: string): RowsRefused {
  const such = '- { for: status, native: "x", is: new }';
  return new RowsRefused({
    fr: `attendu une ligne comme ${such}, reçu «${row}» ; corrigez-la`,
    en: `expected a row such as ${such}, «${row}» came; correct it`,
  });
}
