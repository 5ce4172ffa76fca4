import { Button, NumberInput, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { MigrationOf } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';
import classes from '../operations/operations.module.css';
import { Runs } from '../operations/runs.js';
import { Confirm } from '../pieces/confirm.js';
import { PageHead } from '../pieces/page-head.js';
import { Answered } from '../pieces/states.js';
import { JobPanel } from './job-panel.js';
import { PlanView } from './plan-view.js';
import { RollbackView } from './rollback-view.js';
import { VerificationView } from './verification-view.js';

type Verb = 'plan' | 'run' | 'delta' | 'verify' | 'rollback-preview' | 'rollback';

export function MigrationPage() {
  const { route = '' } = useParams();
  const found = useAnswer('readMigration', { params: { route } }, { every: 4_000 });
  return <Answered of={found}>{(migration) => <Opened migration={migration} />}</Answered>;
}

function Opened({ migration }: { readonly migration: MigrationOf }) {
  const { t } = useTranslation();
  const session = useSession();
  const params = { route: migration.route };
  const [pilot, setPilot] = useState<number | ''>(10);
  const [asked, setAsked] = useState<Verb | null>(null);
  const run = useAct('runMigration', { touches: ['readMigration'], done: () => setAsked(null) });
  const stop = useAct('stopMigration', { touches: ['readMigration'], says: t('migration.stopped') });
  const going = migration.job?.state === 'going';
  const begin = (verb: Verb, only?: number): void => run.mutate({ params, body: { verb, ...(only ? { only } : {}) } });
  return (
    <>
      <PageHead title={migration.route} sub={`${migration.from} → ${migration.to}`}>
        {session.may('migrate') ? (
          going ? (
            <Button color="red.9" onClick={() => stop.mutate({ params })}>
              {t('migration.stop')}
            </Button>
          ) : (
            <>
              <Button
                variant={migration.plan ? 'default' : 'filled'}
                loading={run.isPending}
                onClick={() => begin('plan')}
              >
                {t('migration.makePlan')}
              </Button>
              <NumberInput
                size="xs"
                w={76}
                min={1}
                aria-label={t('migration.pilotSize')}
                value={pilot}
                onChange={(value) => setPilot(value === '' ? '' : Number(value))}
              />
              <Button
                variant="default"
                disabled={!migration.plan?.ready || pilot === ''}
                onClick={() => begin('run', Number(pilot))}
              >
                {t('migration.pilot')}
              </Button>
              <Button disabled={!migration.plan?.ready} onClick={() => setAsked('run')}>
                {t('verb.run')}
              </Button>
              <Button variant="default" disabled={migration.runs.length === 0} onClick={() => begin('delta')}>
                {t('verb.delta')}
              </Button>
              <Button variant="default" disabled={migration.runs.length === 0} onClick={() => begin('verify')}>
                {t('verb.verify')}
              </Button>
              <Button
                variant="default"
                disabled={migration.runs.length === 0}
                onClick={() => begin('rollback-preview')}
              >
                {t('verb.rollback-preview')}
              </Button>
            </>
          )
        ) : null}
      </PageHead>
      <div className={classes.page}>
        {migration.job ? <JobPanel job={migration.job} /> : null}
        <Tabs defaultValue="plan" keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="plan">{t('migration.plan')}</Tabs.Tab>
            <Tabs.Tab value="verification">{t('migration.verification')}</Tabs.Tab>
            <Tabs.Tab value="runs">{t('operations.runs')}</Tabs.Tab>
            <Tabs.Tab value="rollback">{t('migration.rollback')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="plan">
            <PlanView route={migration.route} />
          </Tabs.Panel>
          <Tabs.Panel value="verification">
            <VerificationView route={migration.route} />
          </Tabs.Panel>
          <Tabs.Panel value="runs">
            <Runs route={migration.route} />
          </Tabs.Panel>
          <Tabs.Panel value="rollback">
            <RollbackView
              route={migration.route}
              rollback={session.may('migrate') && !going ? () => setAsked('rollback') : null}
            />
          </Tabs.Panel>
        </Tabs>
      </div>
      <Confirm
        opened={asked !== null}
        close={() => setAsked(null)}
        danger={asked === 'rollback'}
        title={t(`verb.${asked ?? 'run'}`)}
        word={t(`verb.${asked ?? 'run'}`)}
        busy={run.isPending}
        confirm={() => {
          if (asked) begin(asked);
        }}
      >
        {t(asked === 'rollback' ? 'migration.rollback.text' : 'migration.run.text', {
          from: migration.from,
          to: migration.to,
        })}
      </Confirm>
    </>
  );
}
