import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import {
  digestText,
  findAlerts,
  HOUSE,
  isDigestDue,
  LOG,
  noticesOf,
  type Fare,
  type House,
  type Said,
} from '@passerelle/runtime';
import type { Logger } from 'pino';
import { z } from 'zod';
import { MirrorSchedule } from './mirror-schedule.js';

const often = 60_000;
const patience = 10_000;
/** The run under which is kept what was told, so that a host that starts anew does not tell it again. */
const keptAs = 'alerts';
const Kept = z.object({ said: z.array(z.custom<Said>()).default([]), digest: z.string().nullable().default(null) });

/** Tells humans what they should know: each cause once, with reminders, and when it has ended; and a digest each morning. */
@Injectable()
export class AlertDesk implements OnApplicationBootstrap {
  private readonly fares = new Map<string, Fare>();
  private looking: Promise<void> | null = null;

  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(LOG) private readonly log: Logger,
    @Inject(SchedulerRegistry) private readonly registry: SchedulerRegistry,
    @Inject(MirrorSchedule) private readonly schedule: MirrorSchedule,
  ) {}

  onApplicationBootstrap(): void {
    const { scheduled } = this.schedule;
    if (scheduled.length === 0) return;
    for (const name of scheduled) this.fares.set(name, { well: this.now(), error: null, since: null });
    this.schedule.observe(({ connection, error }) => {
      const before = this.fares.get(connection);
      const now = this.now();
      this.fares.set(connection, {
        well: error ? (before?.well ?? now) : now,
        error,
        since: error ? (before?.since ?? now) : null,
      });
    });
    this.registry.addInterval(
      'alerts',
      setInterval(() => {
        this.look().catch((error: unknown) => this.log.error({ err: error }, 'alerts could not be looked for'));
      }, often),
    );
  }

  /** Looks for what is to be told, and tells it; one look at a time. */
  look(): Promise<void> {
    this.looking ??= this.tell().finally(() => (this.looking = null));
    return this.looking;
  }

  private async tell(): Promise<void> {
    const { store, configuration } = this.house;
    const { remind, digest, timezone, language } = configuration.alerts;
    const now = this.now();
    const kept = Kept.parse((await store.run(keptAs))?.report ?? {});
    const alerts = await findAlerts({ configuration, store }, this.fares, now);
    const { notices, said } = noticesOf(kept.said, alerts, now, remind);
    for (const { state, alert } of notices)
      this.log[state === 'cleared' ? 'info' : 'warn']({ state, ...alert }, 'alert');
    if (notices.length > 0 && !(await this.post({ type: 'alerts', at: now, notices }))) return;
    const morning = digest !== null && isDigestDue(digest, timezone, kept.digest, now);
    const sent =
      morning && (await this.post({ type: 'digest', at: now, text: digestText(alerts, now, language), alerts }));
    if (notices.length === 0 && !sent) return;
    const report = { said, digest: sent ? now : kept.digest };
    const run = { id: keptAs, route: keptAs, verb: 'verify', state: 'done', started: now, ended: now, report } as const;
    await store.commit({ runs: [run] });
  }

  /** False where nobody took it: then it is told again at the next look. */
  private async post(message: object): Promise<boolean> {
    const { webhooks } = this.house.configuration.alerts;
    const body = JSON.stringify(message);
    const headers = { 'content-type': 'application/json' };
    const ends = await Promise.allSettled(
      webhooks.map(async (url) => {
        // What it redirects to was named by nobody.
        const signal = AbortSignal.timeout(patience);
        const { status, ok } = await fetch(url.reveal(), { method: 'POST', headers, body, redirect: 'error', signal });
        if (!ok) throw new Error(`it answered ${status}`);
      }),
    );
    for (const [index, end] of ends.entries())
      if (end.status === 'rejected')
        this.log.error(
          { webhook: index + 1, reason: String(end.reason) },
          'an alert was not taken; see «alerts: webhooks»',
        );
    return webhooks.length === 0 || ends.some(({ status }) => status === 'fulfilled');
  }

  private now(): string {
    return this.house.clock.now().toISOString();
  }
}
