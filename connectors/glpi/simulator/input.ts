import { cut, stored } from './encoding.js';
import { Denied } from './refusal.js';
import type { Cell, Row, Session, State } from './state.js';
import { shelf } from './state.js';
import { meantIn } from './zone-time.js';

/** What stands under `input` of a write. */
export type Input = Readonly<Record<string, unknown>>;

const lengths: Readonly<Record<string, number>> = { name: 255, filename: 255, alternative_email: 255 };

/** The columns of the itemtype among the input, as they are stored; unknown ones are passed over without a word. */
export function cellsOf(state: State, session: Session, itemtype: string, input: Input): Row | Denied {
  const cells: Row = {};
  for (const { name, kind } of shelf(state, itemtype).columns) {
    if (name === 'id' || !(name in input)) continue;
    const value = input[name];
    if (kind === 'instant') {
      if (value === null || value === '' || value === 'NULL') {
        cells[name] = null;
        continue;
      }
      const meant = meantIn(session.zone, said(value));
      if (meant === null) return new Denied(`Valeur incorrecte pour le champ ${name}.`);
      cells[name] = meant;
    } else if (kind === 'number') cells[name] = Math.trunc(Number(value)) || 0;
    else cells[name] = value === null ? null : textOf(state, name, said(value));
  }
  return cells;
}

export function textOf(state: State, name: string, text: string): Cell {
  const length = lengths[name];
  const kept = stored(text, state.quirks);
  return length === undefined ? kept : cut(kept, length);
}

/** What PHP makes of a value where a text is wanted. */
export function said(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export function flag(input: Input, name: string): boolean {
  const value = input[name];
  return value === true || Number(value) === 1;
}
