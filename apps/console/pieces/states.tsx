import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { describeRefusal } from '../api/describe-refusal.js';
import classes from './states.module.css';

/** Nothing to show, and why that is well. */
export function Empty({
  title,
  children,
  icon,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly icon?: ReactNode;
}) {
  return (
    <div className={classes.state}>
      <span className={classes.glyph}>{icon ?? <IconCircleCheck aria-hidden />}</span>
      <strong>{title}</strong>
      {children ? <p>{children}</p> : null}
    </div>
  );
}

export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useTranslation();
  const { title, detail, advice } = describeRefusal(error, t);
  return (
    <div className={classes.state} role="alert" data-bad>
      <span className={classes.glyph}>
        <IconAlertTriangle aria-hidden />
      </span>
      <strong>{title}</strong>
      <p>{[detail, advice].filter(Boolean).join(' → ')}</p>
      {retry ? (
        <Button variant="default" onClick={retry}>
          {t('again')}
        </Button>
      ) : null}
    </div>
  );
}

export function Waiting({ lines = 6 }: { readonly lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className={classes.waiting} aria-busy="true">
      <span className="unseen" role="status">
        {t('loading')}
      </span>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={18} width={`${90 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  );
}

/** Shows what came, or that it is on its way, or why it did not come. */
export function Answered<T>({
  of,
  children,
}: {
  readonly of: { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  readonly children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <Failed error={of.error} retry={() => void of.refetch()} />;
  return <Waiting />;
}
