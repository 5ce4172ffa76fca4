import {
  IconAlarm,
  IconAlertTriangle,
  IconArrowBackUp,
  IconBell,
  IconCornerDownRight,
  IconEyeOff,
  IconRubberStamp,
  IconSitemap,
  IconTransferOut,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TicketRow } from '@passerelle/api';
import { Pill } from '../pieces/pill.js';
import { useWords } from '../words/use-words.js';
import { isEnded, ofFamily } from './row-facts.js';
import classes from './ticket-list.module.css';

/** What wants an eye, each with a word. */
export function TicketFlags({ row }: { readonly row: TicketRow }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <span className={classes.flags}>
      {row.escalation === 'none' ? null : (
        <Pill tone="bad" icon={<IconAlarm aria-hidden />} title={words.label('escalation', row.escalation)}>
          {t('flag.escalated')}
        </Pill>
      )}
      {row.travel === 'stuck' ? (
        <Pill tone="bad" icon={<IconAlertTriangle aria-hidden />} title={t('flag.stuck.why')}>
          {t('flag.stuck')}
        </Pill>
      ) : null}
      {row.members > 0 ? (
        <Link to={ofFamily(row.id)} title={t('flag.members.why')} className={classes.pill}>
          <Pill tone="fresh" icon={<IconSitemap aria-hidden />}>
            {t('flag.members', { count: row.members })}
          </Pill>
        </Link>
      ) : null}
      {row.lead ? (
        <Link to={ofFamily(row.lead.id)} title={row.lead.title} className={classes.pill}>
          <Pill outline icon={<IconCornerDownRight aria-hidden />}>
            {row.lead.number ?? t('col.lead')}
          </Pill>
        </Link>
      ) : null}
      {row.approval === 'requested' ? (
        <Pill tone="fresh" icon={<IconRubberStamp aria-hidden />}>
          {t('flag.approve')}
        </Pill>
      ) : null}
      {row.turn === 'support' && !isEnded(row) && row.status !== 'new' && row.status !== 'queued' ? (
        <Pill outline icon={<IconArrowBackUp aria-hidden />} title={t('flag.ours.why')}>
          {t('flag.ours')}
        </Pill>
      ) : null}
      {row.travel === 'awaiting' ? (
        <Pill outline icon={<IconTransferOut aria-hidden />} title={t('flag.awaiting.why')}>
          {t('flag.awaiting')}
        </Pill>
      ) : null}
      {row.followed ? (
        <Pill outline icon={<IconBell aria-hidden />}>
          {t('flag.followed')}
        </Pill>
      ) : null}
      {row.audience === 'internal' ? (
        <Pill tone="warn" icon={<IconEyeOff aria-hidden />} title={t('audience.internal')}>
          {t('internal.word')}
        </Pill>
      ) : null}
    </span>
  );
}
