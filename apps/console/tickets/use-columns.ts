import { useLocalStorage } from '@mantine/hooks';
import { readColumns, usual, type ColumnId } from './columns.js';
import type { Desk } from './use-desk.js';

export interface Columns {
  readonly shown: readonly ColumnId[];
  /** Null for the usual ones. */
  readonly show: (columns: readonly ColumnId[] | null) => void;
}

/**
 * A desk that somebody saved brings its columns along, and what is changed there stands in the address until it is saved;
 * everywhere else the columns are those that one chose last in this browser.
 */
export function useColumns(desk: Desk): Columns {
  const [own, keep] = useLocalStorage<readonly string[] | null>({ key: 'passerelle.columns', defaultValue: null });
  const isSaved = desk.view !== null && desk.view.owner !== 'house';
  return {
    shown: readColumns(desk.columns) ?? readColumns(own) ?? usual,
    show: (columns) => (isSaved ? desk.show(columns ?? usual) : keep(columns === null ? null : [...columns])),
  };
}
