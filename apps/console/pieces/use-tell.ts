import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { describeRefusal } from '../api/describe-refusal.js';

export interface Tell {
  readonly good: (message: string) => void;
  readonly refusal: (error: unknown) => void;
}

export function useTell(): Tell {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      good: (message) =>
        void notifications.show({
          message,
          color: 'teal',
          autoClose: 4_000,
          closeButtonProps: { 'aria-label': t('close') },
        }),
      refusal: (error) => {
        const { title, detail, advice } = describeRefusal(error, t);
        const message = [detail, advice].filter(Boolean).join(' → ');
        notifications.show({
          title,
          message,
          color: 'red',
          autoClose: 12_000,
          closeButtonProps: { 'aria-label': t('close') },
        });
      },
    }),
    [t],
  );
}
