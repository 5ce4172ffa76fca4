import { runMigration, type Drift, type Ends, type MigrationPlan, type RunReport } from '@passerelle/migration';
import type { FlowEvent, Limits, TicketFilter } from '@passerelle/sync';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { startProgress, type Progress } from '../print/progress.js';
import { printable } from '../print/printable.js';

export interface RunArguments {
  readonly approved: MigrationPlan | null;
  readonly only: number | null;
  readonly where: TicketFilter;
  readonly acceptMails: number;
  readonly holder: string;
  readonly signal: AbortSignal;
  readonly limits?: Partial<Limits>;
}

export async function run(ends: Ends, wanted: RunArguments, output: Output): Promise<Exit> {
  const { report, dead } = await runShown(ends, wanted, output);
  output.answer({ run: report.run, drift: report.drift, tally: report.tally, calls: report.calls, dead });
  return dead.length > 0 || report.tally.stopped > 0 || report.tally.broken > 0 ? exits.gap : exits.fine;
}

/** Runs with a bar, and says at the end what waits for a human. */
export async function runShown(ends: Ends, wanted: RunArguments, output: Output) {
  let progress: Progress | null = null;
  const tell = (event: FlowEvent): void => {
    if (event.kind === 'tally') progress?.update(event.tally);
    if (event.kind === 'waiting') progress?.say(output.words.run.waiting(event.until, event.why));
    if (event.kind === 'trouble') output.warn(printable(event.message[output.language]));
  };
  const planned = (plan: MigrationPlan, drift: readonly Drift[]): void => {
    if (wanted.approved !== null) sayDrift(drift, output);
    progress = startProgress(output.words, plan.toCreate.tickets + plan.adoptable, process.stderr);
  };
  const stop = (): void => progress?.stop();
  const report: RunReport = await runMigration(ends, { ...wanted, tell, planned }).finally(stop);
  const dead = (await ends.store.inState(ends.to.name, 'dead', 1_000)).map(({ ticket, act, trouble }) => ({
    ticket,
    act,
    trouble,
  }));
  const { words } = output;
  const { created, adopted, appended, attached } = report.tally;
  output.say(words.run.done(created + adopted, adopted, appended, attached));
  if (report.calls !== null) output.say(words.run.calls(report.calls));
  if (dead.length > 0) {
    output.warn(words.run.dead(dead.length));
    for (const { act, trouble } of dead.slice(0, 25))
      output.warn(`  ${act.kind} · ${printable(trouble?.message[output.language] ?? '')}`);
  }
  return { report, dead };
}

function sayDrift(drift: readonly Drift[], output: Output): void {
  const { words, language } = output;
  output.say(drift.length === 0 ? words.run.noDrift : words.run.drift(drift.length));
  for (const { what, approved, now } of drift.slice(0, 50))
    output.say(`  ${printable(`${what[language]} : ${approved[language]} → ${now[language]}`)}`);
}
