import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineLine } from '@passerelle/api';
import { PersonName } from '../pieces/person-name.js';
import { When } from '../pieces/when.js';
import { describeSpan } from '../words/dates.js';
import { useWords } from '../words/use-words.js';
import classes from './timeline.module.css';

/** What a line says besides its text: a task's plan, a solution's outcome, a verdict. */
export function LineDetails({ line }: { readonly line: TimelineLine }) {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const { task, solution, verdict, approval } = line;
  const span = (seconds: number | null): string | null =>
    seconds === null ? null : describeSpan(seconds * 1_000, i18n.language);
  const rows: readonly (readonly [string, ReactNode])[] = [
    ...(task
      ? ([
          ['task.state', words.label('taskState', task.state)],
          ['task.category', task.category],
          ['task.technician', task.technician ? <PersonName key="technician" person={task.technician} /> : null],
          ['task.group', task.group],
          [
            'task.planned',
            task.plannedFrom ? <Window key="planned" from={task.plannedFrom} to={task.plannedTo} /> : null,
          ],
          ['task.forecast', span(task.forecast)],
          ['task.spent', span(task.spent)],
        ] as const)
      : []),
    ...(solution
      ? ([
          ['solution.outcome', words.label('outcome', solution.outcome)],
          ['solution.code', solution.code],
        ] as const)
      : []),
    ...(verdict
      ? ([
          ['verdict.verdict', t(verdict.accepted ? 'verdict.accepted' : 'verdict.refused')],
          ['verdict.reason', verdict.reason],
        ] as const)
      : []),
    ...(approval
      ? ([
          ['approval.state', words.label('approval', approval.state)],
          ['approval.approver', approval.approver ? <PersonName key="approver" person={approval.approver} /> : null],
          ['approval.reason', approval.reason],
        ] as const)
      : []),
  ];
  const said = rows.filter(([, value]) => value !== null && value !== '');
  if (said.length === 0) return null;
  return (
    <dl className={classes.details}>
      {said.map(([word, value]) => (
        <div key={word}>
          <dt>{t(word)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Window({ from, to }: { readonly from: string; readonly to: string | null }) {
  return (
    <>
      <When at={from} form="full" />
      {to ? (
        <>
          {' – '}
          <When at={to} form="full" />
        </>
      ) : null}
    </>
  );
}
