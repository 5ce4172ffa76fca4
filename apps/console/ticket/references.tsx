import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WholeTicket } from '@passerelle/api';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { safeLink } from '../pieces/safe-link.js';
import classes from './lists.module.css';

/** Every tool that it lives in, with the way there and what is still to be told. */
export function References({ ticket }: { readonly ticket: WholeTicket }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('ticket.references')}>
      <ul className={classes.list}>
        {ticket.references.map((one) => {
          const url = safeLink(one.url);
          return (
            <li key={`${one.connection}:${one.number}`}>
              <ConnectionMark name={one.connection} />
              {url ? (
                <a href={url} target="_blank" rel="noopener noreferrer">
                  {one.number ?? t('open')} <IconExternalLink size={12} aria-label={t('opensOutside')} />
                </a>
              ) : (
                <b>{one.number ?? '—'}</b>
              )}
              {one.tombstone ? <Pill tone="bad">{t(`tombstone.${one.tombstone}`)}</Pill> : null}
              {one.waiting > 0 ? <Pill tone="info">{t('reference.waiting', { count: one.waiting })}</Pill> : null}
              {one.stuck > 0 ? <Pill tone="bad">{t('reference.stuck', { count: one.stuck })}</Pill> : null}
              {one.waiting + one.stuck === 0 && !one.tombstone ? <Pill tone="good">{t('travel.synced')}</Pill> : null}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
