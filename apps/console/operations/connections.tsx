import { Button } from '@mantine/core';
import { IconHeartbeat, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ConnectionState } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { Pill, type Tone } from '../pieces/pill.js';
import { Answered } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import { ConnectionGauges } from './connection-gauges.js';
import { Health } from './health.js';
import classes from './operations.module.css';
import { PauseButton } from './pauses.js';

export const stateTones: Readonly<Record<ConnectionState['state'], Tone>> = {
  well: 'good',
  late: 'warn',
  failing: 'bad',
  paused: 'plain',
  idle: 'plain',
};

export function Connections() {
  const found = useAnswer('listConnections', {}, { every: 15_000 });
  return (
    <Answered of={found}>
      {({ connections }) => (
        <div className={classes.cards}>
          {connections.map((connection) => (
            <ConnectionCard key={connection.name} connection={connection} />
          ))}
        </div>
      )}
    </Answered>
  );
}

function ConnectionCard({ connection }: { readonly connection: ConnectionState }) {
  const { t } = useTranslation();
  const params = { connection: connection.name };
  const check = useAct('checkConnection');
  const wake = useAct('wakeConnection', {
    touches: ['listConnections'],
    says: t('connection.woken', { name: connection.name }),
  });
  return (
    <article className={classes.card} data-state={connection.state}>
      <div className={classes.top}>
        <h2>
          <Link to={`/operations/connections/${encodeURIComponent(connection.name)}`}>{connection.name}</Link>
        </h2>
        <small>{connection.connector}</small>
        <Pill tone={stateTones[connection.state]}>{t(`connection.${connection.state}`)}</Pill>
      </div>
      {connection.error ? (
        <div className={classes.error}>
          {connection.error.message}
          <br />→ {connection.error.advice}
        </div>
      ) : null}
      <ConnectionGauges connection={connection} />
      <div className={classes.left}>
        {(['queued', 'inFlight', 'postponed', 'quarantined', 'dead'] as const).map((name) => {
          const count = connection.left[name];
          return count > 0 ? (
            <Pill key={name} tone={name === 'dead' || name === 'quarantined' ? 'bad' : 'info'}>
              {t(`left.${name}`)}: {count}
            </Pill>
          ) : null;
        })}
        <small>
          {t('connection.lastGood')} <When at={connection.lastGood} form="ago" />
          {connection.owner ? ` · ${t('connection.owner', { name: connection.owner })}` : ''}
        </small>
      </div>
      <div className={classes.foot}>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconRefresh size={13} />}
          onClick={() => wake.mutate({ params })}
        >
          {t('connection.wake')}
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconHeartbeat size={13} />}
          loading={check.isPending}
          onClick={() => check.mutate({ params })}
        >
          {t('connection.check')}
        </Button>
        <PauseButton scope={`connection:${connection.name}`} small />
      </div>
      {check.data ? <Health health={check.data} /> : null}
    </article>
  );
}
