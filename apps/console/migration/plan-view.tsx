import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanOf } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import classes from '../operations/operations.module.css';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered, Empty } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import { describeSpan } from '../words/dates.js';
import { PlanPeople } from './plan-people.js';
import { PlanWords } from './plan-words.js';
import { Notice } from '../pieces/notice.js';

/** What a run would do, what is still to be decided, and what it would cost. Making it writes nothing anywhere. */
export function PlanView({ route }: { readonly route: string }) {
  const { t } = useTranslation();
  const found = useAnswer('readPlan', { params: { route } });
  return (
    <Answered of={found}>
      {({ plan }) => (plan ? <Plan plan={plan} /> : <Empty title={t('plan.none')}>{t('plan.none.text')}</Empty>)}
    </Answered>
  );
}

function Plan({ plan }: { readonly plan: PlanOf }) {
  const { t, i18n } = useTranslation();
  const number = (count: number): string => Math.round(count).toLocaleString(i18n.language);
  const counts = [
    ['plan.seen', plan.source.tickets],
    ['plan.create', plan.toCreate.tickets],
    ['plan.entries', plan.toCreate.entries],
    ['plan.internal', plan.toCreate.internal],
    ['plan.attachments', plan.toCreate.attachments],
    ['plan.bonded', plan.bonded],
    ['plan.adoptable', plan.adoptable],
    ['plan.outOfScope', plan.outOfScope],
    ['plan.stopped', plan.stopped],
    ['plan.broken', plan.source.brokenCount],
  ] as const;
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      <Notice tone={plan.ready ? 'good' : 'warn'} title={t(plan.ready ? 'plan.isReady' : 'plan.isNotReady')}>
        {t('plan.made')} <When at={plan.made} form="full" />
        {plan.words.some(({ decision }) => decision === 'decision') ? <p>{t('plan.again')}</p> : null}
      </Notice>
      <Panel title={t('plan.counts')}>
        <dl className={classes.gauges} style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(130px, 1fr))' }}>
          {counts.map(([word, count]) => (
            <div key={word}>
              <dt>{t(word)}</dt>
              <dd>{number(count)}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <PlanWords plan={plan} />
      <PlanPeople plan={plan} />
      <Panel title={t('plan.forecast')}>
        <dl className={classes.gauges} style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
          <div>
            <dt>{t('plan.calls')}</dt>
            <dd>{number(plan.forecast.calls)}</dd>
          </div>
          <div>
            <dt>{t('plan.duration')}</dt>
            <dd>{plan.forecast.seconds === null ? '—' : describeSpan(plan.forecast.seconds * 1_000, i18n.language)}</dd>
          </div>
          <div>
            <dt>{t('plan.mails')}</dt>
            <dd>{number(plan.forecast.mails)}</dd>
          </div>
        </dl>
        <div className={classes.left}>
          {plan.forecast.reactions.map(({ kind, name, count }) => (
            <Pill key={`${kind}:${name}`} outline>
              {t(`reaction.${kind}`, kind)} «{name}» × {number(count)}
            </Pill>
          ))}
        </div>
      </Panel>
      {plan.faults.length > 0 || plan.losses.length > 0 ? (
        <Panel title={t('plan.losses')} flush>
          <Table fz="xs" verticalSpacing={5} horizontalSpacing="sm">
            <Table.Tbody>
              {plan.faults.map((fault) => (
                <Table.Tr key={`${fault.field}:${fault.came}`}>
                  <Table.Td>
                    <Pill tone="bad">{t('plan.fault')}</Pill> {t(`field.${fault.field}`, fault.field)}
                  </Table.Td>
                  <Table.Td>
                    {fault.expected} ≠ {fault.came} → {fault.advice}
                  </Table.Td>
                  <Table.Td>
                    {number(fault.count)} ({fault.numbers.slice(0, 5).join(', ')})
                  </Table.Td>
                </Table.Tr>
              ))}
              {plan.losses.map((loss) => (
                <Table.Tr key={`${loss.field}:${loss.what}:${loss.detail}`}>
                  <Table.Td>
                    <Pill tone={loss.kept ? 'info' : 'warn'}>{t(loss.kept ? 'plan.kept' : 'plan.lost')}</Pill>{' '}
                    {t(`field.${loss.field}`, loss.field)}
                  </Table.Td>
                  <Table.Td>{loss.detail}</Table.Td>
                  <Table.Td>{number(loss.count)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Panel>
      ) : null}
    </div>
  );
}
