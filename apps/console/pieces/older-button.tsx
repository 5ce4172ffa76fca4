import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Paged {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** Below a list that goes back in time; nothing where all of it is there. */
export function OlderButton({ of: found }: { readonly of: Paged }) {
  const { t } = useTranslation();
  if (!found.hasNextPage) return null;
  return (
    <Button variant="subtle" fullWidth loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
      {t('older')}
    </Button>
  );
}
