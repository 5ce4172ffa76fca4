import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAnswer } from '../api/use-answer.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { PageHead } from '../pieces/page-head.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered, Empty } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import classes from '../operations/operations.module.css';

export function MigrationsPage() {
  const { t } = useTranslation();
  const found = useAnswer('listMigrations', {}, { every: 20_000 });
  return (
    <>
      <PageHead title={t('nav.migrations')} sub={t('migrations.sub')} />
      <div className={classes.page}>
        <Answered of={found}>
          {({ migrations }) =>
            migrations.length === 0 ? (
              <Empty title={t('migrations.none')}>{t('migrations.none.text')}</Empty>
            ) : (
              <Panel flush>
                <Table fz="sm" verticalSpacing={10} horizontalSpacing="md">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('routes.name')}</Table.Th>
                      <Table.Th>{t('routes.between')}</Table.Th>
                      <Table.Th>{t('migration.plan')}</Table.Th>
                      <Table.Th>{t('migration.job')}</Table.Th>
                      <Table.Th>{t('migration.verified')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {migrations.map((one) => (
                      <Table.Tr key={one.route}>
                        <Table.Th scope="row">
                          <Link to={`/migrations/${encodeURIComponent(one.route)}`}>{one.route}</Link>
                        </Table.Th>
                        <Table.Td>
                          <ConnectionMark name={one.from} /> → <ConnectionMark name={one.to} />
                        </Table.Td>
                        <Table.Td>
                          {one.plan ? (
                            <>
                              <Pill tone={one.plan.ready ? 'good' : 'warn'}>
                                {t(one.plan.ready ? 'migration.ready' : 'migration.undecided')}
                              </Pill>{' '}
                              <When at={one.plan.made} />
                            </>
                          ) : (
                            '—'
                          )}
                        </Table.Td>
                        <Table.Td>
                          {one.job ? (
                            <Pill
                              tone={one.job.state === 'failed' ? 'bad' : one.job.state === 'going' ? 'info' : 'good'}
                            >
                              {t(`verb.${one.job.verb}`)}
                            </Pill>
                          ) : (
                            '—'
                          )}
                        </Table.Td>
                        <Table.Td>
                          {one.verified ? (
                            <Pill tone={one.verified.whole ? 'good' : 'bad'}>
                              {t(one.verified.whole ? 'migration.whole' : 'migration.gap')}
                            </Pill>
                          ) : (
                            '—'
                          )}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Panel>
            )
          }
        </Answered>
      </div>
    </>
  );
}
