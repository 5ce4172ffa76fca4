import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useAnswer } from '../api/use-answer.js';
import { PageHead } from '../pieces/page-head.js';
import { Panel } from '../pieces/panel.js';
import { Answered } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import { flatten } from './flatten-report.js';
import classes from './operations.module.css';
import { RunPill } from './runs.js';

/** A run with its receipt, as it was kept. */
export function RunPage() {
  const { t } = useTranslation();
  const { run: id = '' } = useParams();
  const found = useAnswer('readRun', { params: { run: id } });
  return (
    <Answered of={found}>
      {(run) => (
        <>
          <PageHead
            title={`${run.route} · ${t(`verb.${run.verb}`)}`}
            sub={
              <>
                <RunPill run={run} /> <When at={run.started} form="full" /> – <When at={run.ended} form="full" />
              </>
            }
          />
          <div className={classes.page}>
            {run.error ? <p className={classes.error}>{run.error}</p> : null}
            <Panel title={t('run.receipt')} flush>
              <Table fz="xs" verticalSpacing={4} horizontalSpacing="sm" layout="fixed">
                <Table.Tbody>
                  {flatten(run.report).map(([name, value]) => (
                    <Table.Tr key={name}>
                      <Table.Th scope="row" w="36%">
                        {name}
                      </Table.Th>
                      <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Panel>
          </div>
        </>
      )}
    </Answered>
  );
}
