import type { Flaw, Piece } from './row.js';

/** Damaged lines that follow each other and name no ticket of their own are one place, told when it ends. */
export interface Region {
  tell(pieces: Piece[], flaw: Flaw): void;
  end(pieces: Piece[]): void;
}

export function damagedRegion(): Region {
  let open: Flaw | null = null;
  const end = (pieces: Piece[]): void => {
    if (open) pieces.push(open);
    open = null;
  };
  return {
    end,
    tell(pieces, flaw) {
      if (open && flaw.number === null) {
        open = { ...open, lastLine: flaw.lastLine };
        return;
      }
      end(pieces);
      open = flaw;
    },
  };
}

export function swallowFlaw(number: string, line: number, lastLine: number): Flaw {
  const came = {
    fr: 'une cellule entre guillemets qui contient des lignes entières («quotes: none» si cet export ne met pas de guillemets, «quotes: trust» si la cellule est juste)',
    en: 'a quoted cell that holds whole rows («quotes: none» if this export quotes nothing, «quotes: trust» if the cell is right)',
  };
  return { line, lastLine, column: null, number, expected: { fr: 'une seule ligne', en: 'one row' }, came };
}

export function endlessFlaw(line: number, most: number): Flaw {
  const expected = {
    fr: `des lignes d’au plus ${most} octets (limits.record)`,
    en: `rows of at most ${most} bytes (limits.record)`,
  };
  const came = { fr: 'une ligne plus longue', en: 'a line that is longer' };
  return { line, lastLine: line, column: null, number: null, expected, came };
}
