import { Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RunRow } from '@passerelle/api';
import { useAsk } from '../api/provide.js';
import { OlderButton } from '../pieces/older-button.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered, Empty } from '../pieces/states.js';
import { When } from '../pieces/when.js';

/** A run is green when nothing is missing; everything else says so in words. */
export function RunPill({ run }: { readonly run: Pick<RunRow, 'state' | 'green'> }) {
  const { t } = useTranslation();
  if (run.state === 'going') return <Pill tone="info">{t('run.going')}</Pill>;
  if (run.state === 'done' && run.green === true) return <Pill tone="good">{t('run.green')}</Pill>;
  if (run.state === 'failed') return <Pill tone="bad">{t('run.failed')}</Pill>;
  if (run.state === 'stopped') return <Pill tone="warn">{t('run.stopped')}</Pill>;
  return <Pill tone={run.green === false ? 'bad' : 'plain'}>{t(run.green === false ? 'run.gap' : 'run.done')}</Pill>;
}

export function Runs({ route }: { readonly route?: string }) {
  const { t, i18n } = useTranslation();
  const ask = useAsk();
  const found = useInfiniteQuery({
    queryKey: ['listRuns', route ?? null],
    queryFn: ({ pageParam, signal }) => ask('listRuns', { query: { route, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <Answered of={found}>
      {({ pages }) => {
        const runs = pages.flatMap(({ rows }) => rows);
        return runs.length === 0 ? (
          <Empty title={t('runs.none')} />
        ) : (
          <Panel flush>
            <Table fz="xs" verticalSpacing={6} horizontalSpacing="sm" highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('run.started')}</Table.Th>
                  <Table.Th>{t('run.route')}</Table.Th>
                  <Table.Th>{t('run.verb')}</Table.Th>
                  <Table.Th>{t('run.state')}</Table.Th>
                  <Table.Th ta="right">{t('run.heard')}</Table.Th>
                  <Table.Th ta="right">{t('run.told')}</Table.Th>
                  <Table.Th>{t('run.error')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {runs.map((run) => (
                  <Table.Tr key={run.id}>
                    <Table.Td>
                      <Link to={`/operations/runs/${encodeURIComponent(run.id)}`}>
                        <When at={run.started} form="full" />
                      </Link>
                    </Table.Td>
                    <Table.Td>{run.route}</Table.Td>
                    <Table.Td>{t(`verb.${run.verb}`)}</Table.Td>
                    <Table.Td>
                      <RunPill run={run} />
                    </Table.Td>
                    <Table.Td ta="right">{run.heard?.toLocaleString(i18n.language) ?? '—'}</Table.Td>
                    <Table.Td ta="right">{run.told?.toLocaleString(i18n.language) ?? '—'}</Table.Td>
                    <Table.Td>{run.error}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <OlderButton of={found} />
          </Panel>
        );
      }}
    </Answered>
  );
}
