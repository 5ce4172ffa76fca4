import { useCallback, useMemo, useRef, useState } from 'react';
import type { TicketRow } from '@passerelle/api';

/** The API takes so many at once. */
export const mostChosen = 200;

export interface Chosen {
  readonly ids: ReadonlySet<string>;
  readonly choose: (id: string, on: boolean, range: boolean) => void;
  readonly chooseAll: (on: boolean) => void;
  readonly clear: () => void;
}

/** What is between the last that was chosen and this one, in the order of the list. */
export function between(rows: readonly Pick<TicketRow, 'id'>[], from: string | null, to: string): readonly string[] {
  const [a, b] = [from, to].map((id) => rows.findIndex((row) => row.id === id));
  if (a === undefined || b === undefined || a < 0 || b < 0) return [to];
  return rows.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ id }) => id);
}

export function useChosen(rows: readonly TicketRow[]): Chosen {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const latest = useRef(rows);
  latest.current = rows;
  const choose = useCallback((id: string, on: boolean, range: boolean) => {
    const meant = range ? between(latest.current, last.current, id) : [id];
    last.current = id;
    setIds((before) => {
      const after = new Set(before);
      for (const one of meant) {
        if (!on) after.delete(one);
        else if (after.size < mostChosen) after.add(one);
      }
      return after;
    });
  }, []);
  const chooseAll = useCallback(
    (on: boolean) => setIds(on ? new Set(latest.current.slice(0, mostChosen).map(({ id }) => id)) : new Set()),
    [],
  );
  const clear = useCallback(() => setIds(new Set()), []);
  return useMemo(() => ({ ids, choose, chooseAll, clear }), [ids, choose, chooseAll, clear]);
}
