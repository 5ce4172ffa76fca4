import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import {
  digestText,
  fareAfter,
  findAlerts,
  holderName,
  HOUSE,
  isDigestDue,
  keptError,
  LOG,
  noticesOf,
  noticeText,
  plainAlert,
  type Fare,
  type Fares,
  type House,
  type PlainAlert,
  type Said,
} from '@passerelle/runtime';
import type { Logger } from 'pino';
import { z } from 'zod';
import { mailTo } from './alert-mails.js';
import { postTo } from './alert-posts.js';
import { MirrorSchedule } from './mirror-schedule.js';
import { RouteSchedule } from './route-schedule.js';

const often = 60_000;
/** No connection can be called so. */
const lease = ':alerts';
/** The run under which is kept what was told, so that a host that starts anew does not tell it again. */
const keptAs = 'alerts';
const Kept = z.object({ said: z.array(z.custom<Said>()).default([]), digest: z.string().nullable().default(null) });

const subjects = {
  fr: { alerts: 'alertes', digest: 'le point du matin' },
  en: { alerts: 'alerts', digest: 'morning digest' },
} as const;

/** Tells humans what they should know: each cause once, with reminders, and when it has ended; and a digest each morning. */
@Injectable()
export class AlertDesk implements OnApplicationBootstrap, Fares {
  readonly connections = new Map<string, Fare>();
  readonly routes = new Map<string, Fare>();
  private readonly holder: string;
  private looking: Promise<void> | null = null;

  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(LOG) private readonly log: Logger,
    @Inject(SchedulerRegistry) private readonly registry: SchedulerRegistry,
    @Inject(MirrorSchedule) private readonly mirrors: MirrorSchedule,
    @Inject(RouteSchedule) private readonly migrations: RouteSchedule,
  ) {
    this.holder = `${holderName()}:${house.random.hex(8)}`;
  }

  onApplicationBootstrap(): void {
    const begun = { well: this.now(), error: null, since: null };
    for (const name of this.mirrors.scheduled) this.connections.set(name, begun);
    for (const name of this.migrations.scheduled) this.routes.set(name, begun);
    if (this.connections.size + this.routes.size === 0) return;
    this.mirrors.observe(({ connection, error }) =>
      this.connections.set(connection, fareAfter(this.connections.get(connection), error, this.now())),
    );
    this.migrations.observe((route, outcome) => {
      const error = outcome.kind === 'failed' ? keptError(outcome.error) : null;
      this.routes.set(route, fareAfter(this.routes.get(route), error, this.now()));
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
    // Of several hosts one tells: two would contradict each other about what is over.
    if ((await store.lease(lease, this.holder, now, 2 * often)) === null) return;
    const kept = Kept.parse((await store.run(keptAs))?.report ?? {});
    const alerts = await findAlerts({ configuration, store }, this, now);
    const { notices, said } = noticesOf(kept.said, alerts, now, remind);
    const plain = notices.map(({ state, alert }) => ({ state, alert: plainAlert(alert) }));
    for (const { state, alert } of plain) this.log[state === 'cleared' ? 'info' : 'warn']({ state, ...alert }, 'alert');
    const news = { text: noticeText(notices, now, language), about: plain.map(({ alert }) => alert) };
    if (plain.length > 0 && !(await this.send({ type: 'alerts', at: now, notices: plain }, news))) return;
    const morning = digest !== null && isDigestDue(digest, timezone, kept.digest, now);
    const text = digestText(alerts, now, language);
    const about = alerts.map(plainAlert);
    const sent = morning && (await this.send({ type: 'digest', at: now, text, alerts: about }, { text, about }));
    if (plain.length === 0 && !sent) return;
    const report = { said, digest: sent ? now : kept.digest };
    const run = { id: keptAs, route: keptAs, verb: 'verify', state: 'done', started: now, ended: now, report } as const;
    await store.commit({ runs: [run] });
  }

  /** False where nobody took it: then it is told again at the next look. */
  private async send(
    message: { readonly type: keyof typeof subjects.fr } & Readonly<Record<string, unknown>>,
    { text, about }: { readonly text: string; readonly about: readonly PlainAlert[] },
  ): Promise<boolean> {
    const { webhooks, mail, language } = this.house.configuration.alerts;
    const subject = `Passerelle : ${subjects[language][message.type]}`;
    const letter = { subject, text, owners: about.map(({ owner }) => owner) };
    const taken = await Promise.all([
      ...(webhooks.length > 0 ? [postTo(webhooks, message, this.log)] : []),
      ...(mail ? [mailTo(mail, letter, this.log)] : []),
    ]);
    return taken.length === 0 || taken.includes(true);
  }

  private now(): string {
    return this.house.clock.now().toISOString();
  }
}
