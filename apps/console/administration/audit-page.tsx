import { Table, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/provide.js';
import classes from '../operations/operations.module.css';
import { flatten } from '../operations/flatten-report.js';
import { PageHead } from '../pieces/page-head.js';
import { OlderButton } from '../pieces/older-button.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered, Empty } from '../pieces/states.js';
import { When } from '../pieces/when.js';

/** Who did what, newest first. Nothing here can be changed. */
export function AuditPage() {
  const { t } = useTranslation();
  const ask = useAsk();
  const [what, setWhat] = useState('');
  const [object, setObject] = useState('');
  const [[askedWhat, askedObject]] = useDebouncedValue([what, object] as const, 300);
  const found = useInfiniteQuery({
    queryKey: ['listAudit', askedWhat, askedObject],
    queryFn: ({ pageParam, signal }) =>
      ask('listAudit', { query: { what: askedWhat, object: askedObject, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <>
      <PageHead title={t('nav.audit')} sub={t('audit.sub')}>
        <TextInput
          aria-label={t('audit.what')}
          placeholder={t('audit.what')}
          value={what}
          onChange={({ currentTarget }) => setWhat(currentTarget.value)}
        />
        <TextInput
          aria-label={t('audit.object')}
          placeholder={t('audit.object')}
          value={object}
          onChange={({ currentTarget }) => setObject(currentTarget.value)}
        />
      </PageHead>
      <div className={classes.page}>
        <Answered of={found}>
          {({ pages }) => {
            const lines = pages.flatMap(({ rows }) => rows);
            return lines.length === 0 ? (
              <Empty title={t('audit.none')} />
            ) : (
              <Panel flush>
                <Table fz="xs" verticalSpacing={5} horizontalSpacing="sm" highlightOnHover>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('history.when')}</Table.Th>
                      <Table.Th>{t('history.who')}</Table.Th>
                      <Table.Th>{t('audit.what')}</Table.Th>
                      <Table.Th>{t('audit.object')}</Table.Th>
                      <Table.Th>{t('audit.outcome')}</Table.Th>
                      <Table.Th>{t('audit.detail')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {lines.map((line) => (
                      <Table.Tr key={line.id}>
                        <Table.Td>
                          <When at={line.at} form="full" />
                        </Table.Td>
                        <Table.Td>
                          {line.who} <small>{[line.through, line.address].filter(Boolean).join(' · ')}</small>
                        </Table.Td>
                        <Table.Td>
                          <code>{line.what}</code>
                        </Table.Td>
                        <Table.Td style={{ overflowWrap: 'anywhere' }}>{line.object ?? '—'}</Table.Td>
                        <Table.Td>
                          <Pill tone={line.outcome < 400 ? 'good' : 'bad'}>{line.outcome}</Pill>
                        </Table.Td>
                        <Table.Td style={{ overflowWrap: 'anywhere' }}>
                          {flatten(line.detail)
                            .map(([name, value]) => `${name}: ${value}`)
                            .join(' · ')
                            .slice(0, 300)}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
                <OlderButton of={found} />
              </Panel>
            );
          }}
        </Answered>
      </div>
    </>
  );
}
