import { Table } from '@mantine/core';
import { IconArrowRight, IconArrowsLeftRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAnswer } from '../api/use-answer.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered, Empty } from '../pieces/states.js';

export function Routes() {
  const { t } = useTranslation();
  const found = useAnswer('listRoutes');
  return (
    <Answered of={found}>
      {({ routes }) =>
        routes.length === 0 ? (
          <Empty title={t('routes.none')} />
        ) : (
          <Panel flush>
            <Table fz="xs" verticalSpacing={8} horizontalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('routes.name')}</Table.Th>
                  <Table.Th>{t('routes.between')}</Table.Th>
                  <Table.Th>{t('routes.owns')}</Table.Th>
                  <Table.Th>{t('routes.closes')}</Table.Th>
                  <Table.Th>{t('routes.mails')}</Table.Th>
                  <Table.Th>{t('routes.rules')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {routes.map((route) => (
                  <Table.Tr key={route.name}>
                    <Table.Th scope="row">
                      {route.mode === 'migrate' ? (
                        <Link to={`/migrations/${encodeURIComponent(route.name)}`}>{route.name}</Link>
                      ) : (
                        route.name
                      )}{' '}
                      <Pill>{t(`mode.${route.mode}`)}</Pill>
                    </Table.Th>
                    <Table.Td>
                      {route.connections.map((name, index) => (
                        <span key={name}>
                          {index > 0 ? (
                            route.mode === 'mirror' ? (
                              <IconArrowsLeftRight size={13} aria-label="↔" />
                            ) : (
                              <IconArrowRight size={13} aria-label="→" />
                            )
                          ) : null}{' '}
                          <ConnectionMark name={name} />{' '}
                        </span>
                      ))}
                    </Table.Td>
                    <Table.Td>
                      {Object.entries(route.owns).map(([field, owner]) => (
                        <div key={field}>
                          {t(`field.${field}`, field)}: {owner}
                        </div>
                      ))}
                    </Table.Td>
                    <Table.Td>{route.closes ?? '—'}</Table.Td>
                    <Table.Td>{route.mails ?? '—'}</Table.Td>
                    <Table.Td>{route.rules.join(', ') || '—'}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Panel>
        )
      }
    </Answered>
  );
}
