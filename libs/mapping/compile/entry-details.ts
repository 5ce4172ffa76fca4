import type {
  Approval,
  EntryDetails,
  Group,
  Instant,
  Outcome,
  Person,
  TaskDetail,
  TaskState,
  Verdict,
} from '@passerelle/ticket';
import type { EntryPart } from '../schema/journal-rows.js';

/** What an entry says besides its text, flat: a part that is not there was not spoken of. */
export type Parts = ReadonlyMap<EntryPart, unknown>;

/** The details that parts make up. Only what was spoken of is there. */
export function detailsOf(parts: Parts): EntryDetails {
  const text = (part: EntryPart): string | null => (parts.get(part) as string | null | undefined) ?? null;
  const person = (part: EntryPart): Person | null => (parts.get(part) as Person | null | undefined) ?? null;
  const seconds = (part: EntryPart): number | null => (parts.get(part) as number | null | undefined) ?? null;
  const about = (head: string): boolean => [...parts.keys()].some((part) => part.startsWith(`${head}.`));
  const verdict = parts.get('verdict.accepted') as Verdict | null | undefined;
  const approval = parts.get('approval.state') as Approval | null | undefined;
  const task: TaskDetail = {
    // A task of which no tool says whether it is done claims neither.
    state: (parts.get('task.state') as TaskState | null | undefined) ?? 'information',
    category: text('task.category'),
    technician: person('task.technician'),
    ...(parts.has('task.group') && { group: (parts.get('task.group') as Group | null | undefined) ?? null }),
    plannedFrom: text('task.plannedFrom') as Instant | null,
    plannedTo: text('task.plannedTo') as Instant | null,
    forecast: seconds('task.forecast'),
    spent: seconds('task.spent'),
  };
  return {
    ...(about('task') && { task }),
    ...(about('solution') && {
      solution: { outcome: text('solution.outcome') as Outcome | null, code: text('solution.code') },
    }),
    ...(verdict != null && { verdict: { accepted: verdict === 'accepted', reason: text('verdict.reason') } }),
    ...(approval != null &&
      approval !== 'none' && {
        approval: { state: approval, approver: person('approval.approver'), reason: text('approval.reason') },
      }),
  };
}

/** The parts of an entry's details, those that say nothing as null. */
export function partsOf({ task, solution, verdict, approval }: EntryDetails): Parts {
  const parts: (readonly [EntryPart, unknown])[] = [];
  if (task)
    parts.push(
      ['task.state', task.state],
      ['task.category', task.category],
      ['task.technician', task.technician],
      ['task.group', task.group ?? null],
      ['task.plannedFrom', task.plannedFrom],
      ['task.plannedTo', task.plannedTo],
      ['task.forecast', task.forecast],
      ['task.spent', task.spent],
    );
  if (solution) parts.push(['solution.outcome', solution.outcome], ['solution.code', solution.code]);
  if (verdict)
    parts.push(['verdict.accepted', verdict.accepted ? 'accepted' : 'refused'], ['verdict.reason', verdict.reason]);
  if (approval)
    parts.push(
      ['approval.state', approval.state],
      ['approval.approver', approval.approver],
      ['approval.reason', approval.reason],
    );
  return new Map(parts);
}
