import { writeFile } from 'node:fs/promises';
import { planMigration, type Ends, type MigrationPlan } from '@passerelle/migration';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { planReport } from '../print/plan-report.js';
import { sheetOf } from '../print/plan-sheet.js';
import { planTable } from '../print/plan-table.js';

export interface PlanArguments {
  /** Files to write, when asked for; nothing is written otherwise. */
  readonly html: string | undefined;
  readonly out: string | undefined;
  readonly only: number | null;
  readonly signal: AbortSignal;
}

export async function plan(ends: Ends, wanted: PlanArguments, output: Output): Promise<Exit> {
  const made = await planMigration(ends, { signal: wanted.signal, tell: () => undefined, limit: wanted.only });
  showPlan(made.plan, output);
  if (wanted.html !== undefined) {
    await writeFile(wanted.html, planReport(sheetOf(made.plan, output.words), output.language, made.plan.made));
  }
  if (wanted.out !== undefined) await writeFile(wanted.out, `${JSON.stringify(made.plan, null, 1)}\n`);
  output.answer(made.plan);
  return made.plan.ready ? exits.fine : exits.undecided;
}

export function showPlan(made: MigrationPlan, output: Output): void {
  output.say(planTable(sheetOf(made, output.words), output.words));
}
