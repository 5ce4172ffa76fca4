import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { View } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import { filterOfView, readFilter, writeFilter, type Filter, type Sort } from './filter.js';

export interface Desk {
  readonly view: View | null;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly up: boolean;
  /** The page shows something else than the desk whose name it bears. */
  readonly isChanged: boolean;
  readonly change: (filter: Filter) => void;
  readonly order: (sort: Sort, up: boolean) => void;
  /** Columns that the address or the saved desk names; null where neither does. */
  readonly columns: readonly string[] | null;
  readonly show: (columns: readonly string[]) => void;
}

/** `own=1` says that the address carries the whole filter; otherwise it is that of the desk, however that changes. */
const own = 'own';

/** What the list shows lives in the address: it can be bookmarked, sent to a colleague and gone back to. */
export function useDesk(): Desk {
  const [search, setSearch] = useSearchParams();
  const { data } = useAnswer('listViews', {}, { staleTime: 120_000 });
  const view = data?.views.find(({ id }) => id === search.get('view')) ?? null;
  const isOwn = search.has(own) || !search.has('view');
  const filter = useMemo(() => {
    if (!isOwn) return view ? filterOfView(view.filter) : { lists: {}, marks: { open: true }, texts: {} };
    const read = readFilter(search);
    return search.has(own) ? read : { ...read, marks: { open: true, ...read.marks } };
  }, [isOwn, search, view]);
  const sort = (search.get('sort') ?? view?.sort ?? 'urgent') as Sort;
  const up = search.get('up') === 'true';
  const columns = search.get('columns')?.split(',') ?? view?.columns ?? null;
  const write = useCallback(
    (next: Filter, order: { readonly sort: Sort; readonly up: boolean }, wanted?: readonly string[]) =>
      setSearch(
        (before) => {
          const kept = before.get('view');
          const pairs = [...(kept ? [['view', kept] as const] : []), [own, '1'] as const, ...writeFilter(next)];
          const show = wanted?.join() ?? before.get('columns');
          const ordered = [
            ['sort', order.sort] as const,
            ...(order.up ? [['up', 'true'] as const] : []),
            ...(show ? [['columns', show] as const] : []),
          ];
          return new URLSearchParams([...pairs, ...ordered].map(([name, value]) => [name, value]));
        },
        { replace: true },
      ),
    [setSearch],
  );
  return {
    view,
    filter,
    sort,
    up,
    isChanged: search.has(own),
    change: (next) => write(next, { sort, up }),
    order: (nextSort, nextUp) => write(filter, { sort: nextSort, up: nextUp }),
    columns,
    show: (wanted) => write(filter, { sort, up }, wanted),
  };
}
