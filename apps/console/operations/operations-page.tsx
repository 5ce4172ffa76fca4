import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useAnswer } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';
import { PageHead } from '../pieces/page-head.js';
import { Alerts } from './alerts.js';
import { Conflicts } from './conflicts.js';
import { Connections } from './connections.js';
import { DeadLetters } from './dead-letters.js';
import classes from './operations.module.css';
import { PauseButton, Pauses } from './pauses.js';
import { People } from './people.js';
import { Quarantine } from './quarantine.js';
import { Routes } from './routes.js';
import { Runs } from './runs.js';

const parts = ['connections', 'routes', 'runs', 'conflicts', 'quarantine', 'dead-letters', 'people'] as const;

export function OperationsPage() {
  const { t } = useTranslation();
  const { part = 'connections' } = useParams();
  const navigate = useNavigate();
  const conflicts = useAnswer('listConflicts', { query: { state: 'open' } });
  const held = useAnswer('listHeld');
  const letters = useAnswer('listDeadLetters');
  // An internal line may be all that names somebody.
  const mayMatch = useSession().may('internal');
  const people = useAnswer('listMatches', { query: { evidence: 'ambiguous' } }, { enabled: mayMatch });
  const counts: Readonly<Record<string, number | undefined>> = {
    conflicts: conflicts.data?.conflicts.length,
    quarantine: held.data?.held.length,
    'dead-letters': letters.data?.letters.length,
    people: people.data?.matches.length,
  };
  return (
    <>
      <PageHead title={t('nav.operations')} sub={t('operations.sub')}>
        <PauseButton scope="all" />
      </PageHead>
      <div className={classes.page}>
        <Alerts />
        <Pauses />
        <Tabs value={part} onChange={(to) => void navigate(`/operations/${to}`)} keepMounted={false}>
          <Tabs.List mb="md">
            {parts
              .filter((name) => name !== 'people' || mayMatch)
              .map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {t(`operations.${name}`)}
                  {counts[name] ? <span className={classes.count}>{counts[name]}</span> : null}
                </Tabs.Tab>
              ))}
          </Tabs.List>
          <Tabs.Panel value="connections">
            <Connections />
          </Tabs.Panel>
          <Tabs.Panel value="routes">
            <Routes />
          </Tabs.Panel>
          <Tabs.Panel value="runs">
            <Runs />
          </Tabs.Panel>
          <Tabs.Panel value="conflicts">
            <Conflicts />
          </Tabs.Panel>
          <Tabs.Panel value="quarantine">
            <Quarantine />
          </Tabs.Panel>
          <Tabs.Panel value="people">
            <People />
          </Tabs.Panel>
          <Tabs.Panel value="dead-letters">
            <DeadLetters />
          </Tabs.Panel>
        </Tabs>
      </div>
    </>
  );
}
