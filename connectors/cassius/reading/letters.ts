import type { Told } from '@passerelle/connector';
import { looksMisread, type Writing } from './encoding.js';
import type { Flaw, Row } from './row.js';
import { shown } from '../words.js';

/** Finds cells with letters that cannot be what somebody wrote, as far as the file's encoding lets that be known. */
export function damageReader(writing: Pick<Writing, 'encoding' | 'mixed'> | null): (row: Row) => Flaw | null {
  const misread = writing?.mixed === true && writing.encoding === 'windows-1252';
  const lost = writing?.mixed === true && writing.encoding === 'utf-8';
  const judge = (text: string): { expected: Told; came: Told } | null => {
    if (lost && text.includes('\ufffd'))
      return {
        expected: { fr: 'de l’UTF-8 comme le reste du fichier', en: 'UTF-8 like the rest of the file' },
        came: { fr: 'un autre encodage', en: 'another encoding' },
      };
    if (misread && looksMisread(text))
      return {
        expected: { fr: 'du Windows-1252 comme le reste du fichier', en: 'Windows-1252 like the rest of the file' },
        came: { fr: 'des mots en UTF-8', en: 'words in UTF-8' },
      };
    if (text.includes('\u0000'))
      return {
        expected: { fr: 'du texte', en: 'text' },
        came: { fr: 'un caractère NUL', en: 'a NUL character' },
      };
    return text.isWellFormed()
      ? null
      : {
          expected: { fr: 'des caractères entiers', en: 'whole characters' },
          came: { fr: 'la moitié d’un caractère (surrogate)', en: 'half of a surrogate pair' },
        };
  };
  return (row) => {
    for (const [index, cell] of row.cells.entries()) {
      const text =
        typeof cell === 'string' ? cell : cell instanceof Date ? null : (cell?.display ?? cell?.value ?? null);
      const found = text === null ? null : judge(text);
      if (!found || text === null) continue;
      const quoted = shown(text.replaceAll('\u0000', '␀').toWellFormed(), 60);
      const came = { fr: `${found.came.fr} : «${quoted}»`, en: `${found.came.en}: «${quoted}»` };
      const column = row.names[index] ?? null;
      return { line: row.line, lastLine: row.line, column, number: null, expected: found.expected, came };
    }
    return null;
  };
}
