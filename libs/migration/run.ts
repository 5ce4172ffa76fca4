import { saidBy, type Health, type Told, joined } from '@passerelle/connector';
import {
  Halt,
  runRoute,
  type FlowEvent,
  type Limits,
  type RunRecord,
  type Tally,
  type TicketFilter,
} from '@passerelle/sync';
import { driftOf, type Drift } from './drift.js';
import type { Ends } from './ends.js';
import { buildFlow } from './flow.js';
import { narrow } from './narrow.js';
import type { MigrationPlan } from './migration-plan.js';
import { planMigration } from './plan.js';
import { refuse } from './refusal.js';

export interface RunOptions {
  readonly holder: string;
  readonly signal: AbortSignal;
  readonly tell: (event: FlowEvent) => void;
  /** Called with the plan made again and its drift from the approved one, before anything is written. */
  readonly planned?: (plan: MigrationPlan, drift: readonly Drift[]) => void;
  readonly approved: MigrationPlan | null;
  /** A pilot creates this many tickets at most. */
  readonly only: number | null;
  /** A wave: the route's filter and this one. */
  readonly where: TicketFilter;
  /** Mails that the target may send because of this run, beyond the route's own brake. */
  readonly acceptMails: number;
  readonly limits?: Partial<Limits>;
}

export interface RunReport {
  readonly run: string;
  readonly plan: MigrationPlan;
  readonly drift: readonly Drift[];
  readonly tally: Tally;
  /** Calls made to the target, where it is asked over HTTP. */
  readonly calls: number | null;
}

/** Plans again, holds the brake, then lets the river run. Called again after any end, it resumes. */
export async function runMigration(ends: Ends, options: RunOptions): Promise<RunReport> {
  const route = { ...ends.route, only: narrow(ends.route.only, options.where) };
  const here: Ends = { ...ends, route };
  for (const end of [here.from, here.to]) await requireHealth(end.name, await end.connector.check(options.signal));
  const { plan, book } = await planMigration(here, {
    signal: options.signal,
    tell: () => undefined,
    limit: options.only,
  });
  const drift = options.approved === null ? [] : driftOf(options.approved, plan);
  options.planned?.(plan, drift);
  requireDecisions(plan);
  requireBrake(plan, route.brake.mails + options.acceptMails);
  const before = here.to.calls?.().calls ?? 0;
  const started = here.clock.now().toISOString();
  const run = `${started.slice(0, 19)}-${here.random.hex(6)}`;
  const record: RunRecord = {
    id: run,
    route: route.name,
    verb: 'run',
    state: 'going',
    started,
    ended: null,
    report: {},
  };
  await here.store.commit({ runs: [record] });
  let tally: Tally | null = null;
  const tell = (event: FlowEvent): void => {
    if (event.kind === 'tally') tally = event.tally;
    options.tell(event);
  };
  const end = async (state: RunRecord['state'], said?: Told): Promise<void> => {
    const report = { ...(tally ? { tally } : {}), ...(said && reasonOf(said)) };
    await here.store.commit({ runs: [{ ...record, state, ended: here.clock.now().toISOString(), report }] });
  };
  try {
    const flow = await buildFlow(here, {
      run,
      holder: options.holder,
      signal: options.signal,
      tell,
      book,
      limits: { ...options.limits, tickets: options.only },
    });
    tally = await runRoute(flow);
  } catch (error) {
    await end(error instanceof Halt ? 'stopped' : 'failed', saidBy(error)).catch(() => undefined);
    throw error;
  }
  await end('done');
  const calls = here.to.calls ? here.to.calls().calls - before : null;
  return { run, plan, drift, tally, calls };
}

/** `error` is as every kind of run keeps it. */
function reasonOf({ fr, en }: Told) {
  return { message: en, error: { message: en, french: { message: fr } } };
}

async function requireHealth(name: string, health: Health): Promise<void> {
  const blocking = health.findings.filter(({ ok, blocking: blocks }) => !ok && blocks);
  if (blocking.length === 0) return;
  const found = {
    fr: blocking.map(({ title, detail }) => `${title.fr} : ${detail.fr}`).join(' ; '),
    en: blocking.map(({ name: finding, detail }) => `${finding}: ${detail.en}`).join('; '),
  };
  const advised = blocking.flatMap(({ advice }) => advice ?? []);
  const stranger = blocking.some(({ name: finding }) => finding === 'instance');
  throw refuse(
    stranger ? 'another-instance' : 'unhealthy',
    { fr: `${name} : ${found.fr}`, en: `${name}: ${found.en}` },
    advised.length === 0 ? { fr: 'voyez «passerelle check»', en: 'see «passerelle check»' } : joined(advised),
  );
}

function requireDecisions(plan: MigrationPlan): void {
  if (plan.ready) return;
  const words = plan.words.filter(({ decision }) => decision.by === 'nobody').length;
  const advice = {
    fr: 'voyez «passerelle migrate plan» : pour chacun, il donne la ligne à ajouter ou le choix à faire',
    en: 'see «passerelle migrate plan»: it gives the row to add, or the choice to make, for each',
  };
  throw refuse(
    words > 0 ? 'undecided' : 'faults',
    {
      fr: `mots sans décision : ${words} ; sortes d’erreurs : ${plan.faults.length}`,
      en: `${words} word(s) undecided, ${plan.faults.length} kind(s) of fault`,
    },
    advice,
  );
}

/** Law 14: a run that would send more mails than was agreed stops and asks, before anything is written. */
function requireBrake(plan: MigrationPlan, allowed: number): void {
  if (plan.forecast.mails <= allowed) return;
  const named = plan.forecast.reactions
    .filter(({ kind }) => kind === 'mail')
    .map(({ name, count }) => `${name}: ${count}`);
  throw refuse(
    'brake',
    {
      fr: `${plan.to} enverrait ${plan.forecast.mails} courriels (${named.join(', ')}) ; le frein en permet ${allowed}`,
      en: `${plan.to} would send ${plan.forecast.mails} mails (${named.join(', ')}); ${allowed} are allowed`,
    },
    {
      fr: `installez le compagnon pour le silence, coupez ces notifications, ou permettez-les avec --accept-mails ${plan.forecast.mails}`,
      en: `install the companion for silence, switch these notifications off, or allow them with --accept-mails ${plan.forecast.mails}`,
    },
  );
}
