import { BarChart, LineChart } from '@mantine/charts';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useAnswer } from '../api/use-answer.js';
import { PageHead } from '../pieces/page-head.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered, Empty } from '../pieces/states.js';
import { useCalendar } from '../words/use-calendar.js';
import { ConnectionGauges } from './connection-gauges.js';
import { stateTones } from './connections.js';
import { pointsFor } from './history-points.js';
import classes from './operations.module.css';
import { PauseButton } from './pauses.js';

export function ConnectionPage() {
  const { t } = useTranslation();
  const { connection: name = '' } = useParams();
  const [hours, setHours] = useState('24');
  const calendar = useCalendar();
  const states = useAnswer('listConnections', {}, { every: 15_000 });
  const found = useAnswer('readConnectionHistory', { params: { connection: name }, query: { hours } }, { keep: true });
  const state = states.data?.connections.find((one) => one.name === name);
  return (
    <>
      <PageHead
        title={name}
        sub={state ? <Pill tone={stateTones[state.state]}>{t(`connection.${state.state}`)}</Pill> : null}
      >
        <SegmentedControl
          size="xs"
          aria-label={t('history.span')}
          value={hours}
          onChange={setHours}
          data={['6', '24', '168', '744'].map((value) => ({ value, label: t(`hours.${value}`) }))}
        />
        <PauseButton scope={`connection:${name}`} />
      </PageHead>
      <div className={classes.page}>
        {state ? (
          <Panel title={t('connection.now')}>
            {state.error ? (
              <p className={classes.error}>
                {state.error.message} → {state.error.advice}
              </p>
            ) : null}
            <ConnectionGauges connection={state} />
          </Panel>
        ) : null}
        <Answered of={found}>
          {({ points }) => {
            if (points.length === 0) return <Empty title={t('history.nothing')} />;
            const data = pointsFor(points, (at) => calendar.tick(at, Number(hours)));
            return (
              <div className={classes.charts}>
                <Panel title={t('chart.rate')}>
                  <LineChart
                    h={220}
                    data={[...data]}
                    dataKey="at"
                    unit=" %"
                    yAxisProps={{ domain: [0, 100] }}
                    curveType="linear"
                    withDots={points.length < 40}
                    series={[{ name: 'rate', label: t('chart.failed'), color: 'red.8' }]}
                  />
                </Panel>
                <Panel title={t('chart.traffic')}>
                  <BarChart
                    h={220}
                    data={[...data]}
                    dataKey="at"
                    type="stacked"
                    withLegend
                    series={[
                      { name: 'heard', label: t('chart.heard'), color: 'lagoon.4' },
                      { name: 'told', label: t('chart.told'), color: 'lagoon.8' },
                      { name: 'refused', label: t('chart.refused'), color: 'red.7' },
                    ]}
                  />
                </Panel>
                <Panel title={t('chart.lag')}>
                  <LineChart
                    h={220}
                    data={[...data]}
                    dataKey="at"
                    unit=" s"
                    curveType="linear"
                    connectNulls={false}
                    withDots={points.length < 40}
                    series={[{ name: 'lag', label: t('connection.lag'), color: 'orange.8' }]}
                  />
                </Panel>
                <Panel title={t('chart.calls')}>
                  <BarChart
                    h={220}
                    data={[...data]}
                    dataKey="at"
                    series={[{ name: 'calls', label: t('chart.calls'), color: 'gray.6' }]}
                  />
                </Panel>
              </div>
            );
          }}
        </Answered>
      </div>
    </>
  );
}
