import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Action } from '@passerelle/api';
import { useAsk } from '../api/provide.js';

/** What the tools would do, asked once the typing pauses. It changes nothing anywhere. */
export function usePreview(ticket: string | null, action: Action | null) {
  const ask = useAsk();
  const [settled] = useDebouncedValue(action, 400);
  return useQuery({
    queryKey: ['previewAction', { ticket }, settled],
    queryFn: ({ signal }) => {
      if (ticket === null || settled === null) throw new Error('expected a ticket and an action, none came');
      return ask('previewAction', { params: { ticket }, body: settled, signal });
    },
    enabled: ticket !== null && settled !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 30_000,
  });
}
