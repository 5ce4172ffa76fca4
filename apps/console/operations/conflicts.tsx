import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ConflictOf } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered, Empty } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import { useSay } from '../words/use-say.js';
import classes from './operations.module.css';

/** Two voices about one field: both are shown, and a human picks. */
export function Conflicts() {
  const { t } = useTranslation();
  const [state, setState] = useState<'open' | 'decided'>('open');
  const found = useAnswer('listConflicts', { query: { state } }, { keep: true });
  return (
    <>
      <SegmentedControl
        mb="sm"
        size="xs"
        aria-label={t('conflicts.shown')}
        value={state}
        onChange={(value) => setState(value === 'decided' ? 'decided' : 'open')}
        data={(['open', 'decided'] as const).map((value) => ({ value, label: t(`conflicts.${value}`) }))}
      />
      <Answered of={found}>
        {({ conflicts }) =>
          conflicts.length === 0 ? (
            <Empty title={t('conflicts.none')}>{t('conflicts.none.text')}</Empty>
          ) : (
            <div style={{ display: 'grid', gap: 12 }}>
              {conflicts.map((conflict) => (
                <ConflictCard key={conflict.id} conflict={conflict} />
              ))}
            </div>
          )
        }
      </Answered>
    </>
  );
}

function ConflictCard({ conflict }: { readonly conflict: ConflictOf }) {
  const { t } = useTranslation();
  const say = useSay();
  const decide = useAct('decideConflict', { touches: ['listConflicts', 'readTicket'], says: t('conflicts.done') });
  return (
    <Panel
      title={
        <>
          <Link to={`/tickets/${encodeURIComponent(conflict.ticket)}`}>{conflict.number ?? conflict.ticket}</Link> ·{' '}
          {conflict.title} · {t(`field.${conflict.field}`, conflict.field)}
        </>
      }
      aside={<When at={conflict.at} form="full" />}
    >
      <div className={classes.versus}>
        {(['theirs', 'ours'] as const).map((side) => (
          <div key={side} className={classes.side} data-stands={conflict.stands === side || undefined}>
            <span>
              {side === 'theirs' ? <ConnectionMark name={conflict.connection} /> : t('conflicts.ours')}{' '}
              {conflict.stands === side ? <Pill tone="info">{t('conflicts.stands')}</Pill> : null}
            </span>
            <b>{say(conflict.field, conflict[side])}</b>
            {conflict.state === 'open' ? (
              <Button
                variant={conflict.stands === side ? 'filled' : 'default'}
                loading={
                  decide.isPending &&
                  decide.variables?.body !== undefined &&
                  'stands' in decide.variables.body &&
                  decide.variables.body.stands === side
                }
                onClick={() => decide.mutate({ params: { conflict: conflict.id }, body: { stands: side } })}
              >
                {t(side === 'theirs' ? 'conflicts.takeTheirs' : 'conflicts.keepOurs')}
              </Button>
            ) : null}
          </div>
        ))}
      </div>
    </Panel>
  );
}
