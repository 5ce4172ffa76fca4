import { Loader, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Job } from '@passerelle/api';
import classes from '../operations/operations.module.css';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { When } from '../pieces/when.js';
import { shareOf } from './share-of.js';

/** What goes on now, with its counts as they grow. */
export function JobPanel({ job }: { readonly job: Job }) {
  const { t, i18n } = useTranslation();
  const share = shareOf(job.progress);
  return (
    <Panel
      title={
        <>
          {t(`verb.${job.verb}`)}{' '}
          <Pill tone={job.state === 'failed' ? 'bad' : job.state === 'going' ? 'info' : 'good'}>
            {t(`job.${job.state}`)}
          </Pill>
        </>
      }
      aside={
        <>
          <When at={job.started} form="full" /> – <When at={job.ended} form="full" />
        </>
      }
    >
      <div role="status" aria-live="polite">
        {job.error ? (
          <p className={classes.error}>
            {job.error.message} → {job.error.advice}
          </p>
        ) : null}
        {share !== null ? (
          <Progress mb="sm" value={share} animated={job.state === 'going'} aria-label={t('job.progress')} />
        ) : job.state === 'going' ? (
          <Loader size="xs" />
        ) : null}
        <dl className={classes.gauges}>
          {Object.entries(job.progress).map(([name, count]) => (
            <div key={name}>
              <dt>{t(`count.${name}`, name)}</dt>
              <dd>{count.toLocaleString(i18n.language)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}
