import { IconEye, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/provide.js';
import classes from './ticket-head.module.css';

/** Who else has it open, and who is answering right now: two answers to one requester are one too many. */
export function Presences({ ticket, isWriting }: { readonly ticket: string; readonly isWriting: boolean }) {
  const { t } = useTranslation();
  const ask = useAsk();
  const doing = isWriting ? 'answering' : 'viewing';
  const { data } = useQuery({
    queryKey: ['announce', { ticket }, doing],
    queryFn: () => ask('announce', { params: { ticket }, body: { doing } }),
    refetchInterval: 25_000,
    retry: false,
    placeholderData: (before) => before,
  });
  useEffect(
    () => () => {
      // The server forgets it after a minute in any case.
      ask('leave', { params: { ticket } }).catch(() => undefined);
    },
    [ask, ticket],
  );
  return (
    <span role="status" aria-live="polite" className={data?.others.length ? undefined : 'unseen'}>
      {data?.others.map(({ name, doing: what }) => (
        <span key={name} className={classes.others} data-answering={what === 'answering' || undefined}>
          {what === 'answering' ? <IconPencil size={13} aria-hidden /> : <IconEye size={13} aria-hidden />}
          {t(`presence.${what}`, { name })}
        </span>
      ))}
    </span>
  );
}
