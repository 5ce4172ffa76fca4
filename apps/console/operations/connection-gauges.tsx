import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionState } from '@passerelle/api';
import { describeSpan } from '../words/dates.js';
import { budgetOf } from './budget-of.js';
import classes from './operations.module.css';

/** How far behind, how fast it may go, and how much of its allowance is left. */
export function ConnectionGauges({ connection }: { readonly connection: ConnectionState }) {
  const { t, i18n } = useTranslation();
  const { lag, every, pace, quota, calls, backlog } = connection;
  const budget = budgetOf(quota);
  const paces = pace
    ? [
        pace.perSecond === null ? null : t('pace.perSecond', { count: pace.perSecond }),
        pace.perHour === null ? null : t('pace.perHour', { count: pace.perHour }),
        pace.concurrency === null ? null : t('pace.concurrency', { count: pace.concurrency }),
      ].filter((one) => one !== null)
    : [];
  return (
    <dl className={classes.gauges}>
      <div>
        <dt>{t('connection.lag')}</dt>
        <dd>
          {lag === null ? '—' : describeSpan(lag, i18n.language)}
          <small>
            {every === null
              ? t('connection.byHand')
              : t('connection.every', { span: describeSpan(every, i18n.language) })}
          </small>
        </dd>
      </div>
      <div>
        <dt>{t('connection.pace')}</dt>
        <dd>
          {calls === null ? '—' : calls.toLocaleString(i18n.language)}
          <small>{paces.join(', ') || t('pace.none')}</small>
        </dd>
      </div>
      <div>
        <dt>{t('connection.budget')}</dt>
        <dd>
          {budget ? `${budget.percent} %` : '—'}
          {budget ? (
            <Progress
              size={5}
              mt={4}
              value={budget.percent}
              color={budget.percent < 10 ? 'red.8' : budget.percent < 30 ? 'orange.8' : 'lagoon.6'}
              aria-label={t('connection.budget')}
            />
          ) : null}
          <small>
            {budget
              ? `${budget.remaining} / ${budget.limit}`
              : backlog?.seconds
                ? t('connection.backlog', { span: describeSpan(backlog.seconds * 1_000, i18n.language) })
                : t('connection.noBudget')}
          </small>
        </dd>
      </div>
    </dl>
  );
}
