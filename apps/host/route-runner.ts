import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { withUrgency } from '@passerelle/connector';
import { runMigration } from '@passerelle/migration';
import {
  explain,
  freeDeadLease,
  holderName,
  HOUSE,
  isQuiet,
  isPassingCode,
  LOG,
  type OperatorError,
  type House,
} from '@passerelle/runtime';
import type { FlowEvent } from '@passerelle/sync';
import type { Logger } from 'pino';
import { stoppedBefore, stoppedOnRequest } from './stopping.js';
import { Turns } from './turns.js';

/** How a run ended: `done` with everything there, `gap` with something that waits for a human, `going` when one was under way already. */
export type Outcome =
  { readonly kind: 'done' | 'gap' | 'going' } | { readonly kind: 'failed'; readonly error: OperatorError };

/** Runs routes for as long as the application lives; no route overlaps itself. */
@Injectable()
export class RouteRunner implements BeforeApplicationShutdown {
  private readonly going = new Map<string, Promise<Outcome>>();
  private readonly stop = new AbortController();

  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(LOG) private readonly log: Logger,
    @Inject(Turns) private readonly turns: Turns,
  ) {}

  get stopping(): boolean {
    return this.stop.signal.aborted;
  }

  /** Quiet hours of either end: a migration is nothing that a person waits for. */
  isQuiet(name: string): boolean {
    const route = this.house.configuration.routes.find((one) => one.name === name);
    return route?.mode === 'migrate' && [route.from, route.to].some((end) => isQuiet(this.house, end));
  }

  /** Never throws: what goes wrong is logged, and the outcome says it. */
  async run(name: string): Promise<Outcome> {
    if (this.going.has(name)) return { kind: 'going' };
    const log = this.log.child({ route: name });
    const run = withUrgency('bulk', () => this.carryOut(name, log)).catch((error: unknown): Outcome => {
      const told = this.told(error);
      const level = told.code === 'aborted' ? 'info' : 'error';
      log[level]({ code: told.code, advice: told.advice, details: told.details, ...cause(told) }, told.message);
      return { kind: 'failed', error: told };
    });
    this.going.set(name, run);
    try {
      return await run;
    } finally {
      this.going.delete(name);
    }
  }

  /** Runs stop at the next safe point and give their lease back before the house is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort(new DOMException('stopped on request', 'AbortError'));
    await Promise.all(this.going.values());
  }

  /** Once this process stops, a tool that did not answer was only not waited for. */
  private told(error: unknown): OperatorError {
    const told = explain(error);
    return this.stopping && isPassingCode(told.code) ? stoppedOnRequest(error) : told;
  }

  private async carryOut(name: string, log: Logger): Promise<Outcome> {
    const ends = await this.house.ends(name);
    return this.turns.take([ends.from.name, ends.to.name], async () => {
      if (this.stopping) throw stoppedBefore();
      for (const { name: end } of [ends.from, ends.to]) await freeDeadLease(ends.store, end);
      const { run, tally, calls } = await runMigration(ends, {
        holder: holderName(),
        signal: this.stop.signal,
        tell: (event) => tell(log, event),
        approved: null,
        only: null,
        where: {},
        acceptMails: 0,
      });
      const gap = tally.dead + tally.stopped + tally.broken > 0;
      log[gap ? 'warn' : 'info']({ run, tally, calls }, gap ? 'ran, and something waits for a human' : 'ran');
      return { kind: gap ? 'gap' : 'done' };
    });
  }
}

function tell(log: Logger, event: FlowEvent): void {
  if (event.kind === 'tally') log.debug({ tally: event.tally, total: event.total }, 'going');
  if (event.kind === 'waiting') log.info({ until: event.until, why: event.why }, 'waiting');
  if (event.kind === 'trouble') log.warn(event.message.en);
}

/** The trace is for whoever mends the program; an operator has no use for it. */
function cause({ code, cause: err }: OperatorError): object {
  return code === 'unexpected' ? { err } : {};
}
