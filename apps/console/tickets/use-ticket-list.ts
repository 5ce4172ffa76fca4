import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TicketRow } from '@passerelle/api';
import { useAsk } from '../api/provide.js';
import { queryOf } from './filter.js';
import type { Desk } from './use-desk.js';

const pageSize = 100;

/** The list as far as it was scrolled, page after page behind the last row. */
export function useTicketList({ filter, sort, up }: Pick<Desk, 'filter' | 'sort' | 'up'>) {
  const ask = useAsk();
  const query = { ...queryOf(filter), sort, ...(up ? { up: true } : {}), limit: pageSize };
  const found = useInfiniteQuery({
    queryKey: ['listTickets', query],
    queryFn: ({ pageParam, signal }) => ask('listTickets', { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
    // What changed above is told by events; asking for a hundred pages again at each focus would be felt.
    refetchOnWindowFocus: false,
  });
  const rows = useMemo(() => unique(found.data?.pages.flatMap((page) => page.rows) ?? []), [found.data]);
  return { ...found, rows };
}

/** A ticket that moved down while one was scrolling comes twice: once is enough. */
function unique(rows: readonly TicketRow[]): readonly TicketRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
