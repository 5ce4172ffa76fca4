import { asIs, type Audience, type NativeReference } from '@passerelle/connector';
import { cellWords, personOf, textOf } from '../cell.js';
import type { Config } from '../config.js';
import { indexHeadings, publicWords } from '../headings.js';
import { instantReader } from '../instant.js';
import { layoutReader } from '../layout.js';
import type { Notices } from '../notices.js';
import { flawIn, placeOf, readDate } from '../piece.js';
import { nothing } from '../reading/flaw-words.js';
import type { Flaw, Row } from '../reading/row.js';
import type { Table } from '../reading/table.js';
import { fold, shown } from '../words.js';

/** What the index says of one file. */
export interface Listed {
  readonly number: string;
  readonly name: string;
  readonly at: string | null;
  readonly author: NativeReference | null;
  readonly audience: Audience;
}

export function indexLayouts(config: Config) {
  return layoutReader(indexHeadings, config.headings.index);
}

export interface IndexReader {
  read(row: Row, table: Table): Listed | Flaw;
}

export function indexReader(config: Config, zone: string, notices: Notices): IndexReader {
  const layouts = indexLayouts(config);
  const words = cellWords(config.empty, []);
  const instants = instantReader(config.dates.formats, zone);
  return {
    read(row, table) {
      const { at } = layouts.of(row.names);
      const text = (index: number | undefined): string | null => textOf(row.cells[index ?? -1], words);
      const number = text(at.numero)?.normalize('NFC') ?? null;
      const damage = table.damageIn(row);
      if (damage) return { ...damage, number };
      const name = text(at.fichier)?.normalize('NFC') ?? null;
      if (number === null)
        return flawIn(row, at.numero, null, { fr: 'le numéro d’un ticket', en: "a ticket's number" }, nothing);
      if (name === null || /[/\\]/.test(name) || name === '..' || name === '.')
        return flawIn(
          row,
          at.fichier,
          number,
          {
            fr: 'le nom d’un fichier du dossier de son ticket',
            en: 'the name of a file in the folder of its ticket',
          },
          name === null ? nothing : asIs(shown(name)),
        );
      const date = at.date === undefined ? null : readDate(row, at.date, table, instants, words, notices);
      if (date !== null && typeof date !== 'string') return { ...date, number };
      const visibility = text(at.visibilite);
      const author = at.auteur === undefined ? null : personOf(row.cells[at.auteur], null, words);
      const isPublic = visibility !== null && publicWords.has(fold(visibility));
      if (visibility !== null && !isPublic && !internalWords.has(fold(visibility))) {
        const word = shown(visibility);
        notices.tell(
          { fr: 'pièces jointes de visibilité inconnue', en: 'attachments of an unknown visibility' },
          placeOf(table, row.line),
          {
            fr: `visibilité «${word}» inconnue : la pièce jointe est interne (connues : Public, Interne)`,
            en: `unknown visibility «${word}»: the attachment is internal (known: Public, Interne)`,
          },
        );
      }
      return { number, name, at: date, author, audience: isPublic ? 'public' : 'internal' };
    },
  };
}

const internalWords: ReadonlySet<string> = new Set(['interne', 'internes', 'internal', 'prive', 'privee']);
