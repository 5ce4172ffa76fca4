import { Button, CopyButton } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered, Empty } from '../pieces/states.js';
import { useTell } from '../pieces/use-tell.js';
import { When } from '../pieces/when.js';
import classes from './operations.module.css';

/** Tickets that were stopped rather than guessed at, each with the row that would let it through. */
export function Quarantine() {
  const { t } = useTranslation();
  const tell = useTell();
  const found = useAnswer('listHeld');
  const retry = useAct('retryHeld', {
    touches: ['listHeld', 'listConnections'],
    done: ({ before, after, errors }) => {
      tell.good(t('quarantine.retried', { freed: before - after, after }));
      if (errors.length > 0) tell.refusal(new Error(errors.join('\n')));
    },
  });
  return (
    <Answered of={found}>
      {({ held }) =>
        held.length === 0 ? (
          <Empty title={t('quarantine.none')}>{t('quarantine.none.text')}</Empty>
        ) : (
          <div style={{ display: 'grid', gap: 12 }}>
            <div>
              <Button
                leftSection={<IconRefresh size={15} />}
                loading={retry.isPending}
                onClick={() => retry.mutate({ body: {} })}
              >
                {t('quarantine.retry')}
              </Button>
            </div>
            {held.map((one) => (
              <Panel
                key={`${one.connection}:${one.native}`}
                title={
                  <>
                    <ConnectionMark name={one.connection} /> {one.number ?? one.native}{' '}
                    <Pill tone="bad">{t(`quarantine.${one.reason}`)}</Pill>
                  </>
                }
                aside={<When at={one.at} form="full" />}
              >
                {one.detail}
                {one.owner ? <small> · {one.owner}</small> : null}
                {one.advice ? (
                  <>
                    <code className={classes.row}>{one.advice}</code>
                    <CopyButton value={one.advice}>
                      {({ copied, copy }) => (
                        <Button mt={6} size="compact-xs" variant="default" onClick={copy}>
                          {t(copied ? 'copied' : 'quarantine.copy')}
                        </Button>
                      )}
                    </CopyButton>
                  </>
                ) : null}
              </Panel>
            ))}
          </div>
        )
      }
    </Answered>
  );
}
