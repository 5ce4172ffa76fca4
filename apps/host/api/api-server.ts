import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { findRoot, HOUSE, LOG, mirrored, OperatorError, type House, wordsOfError } from '@passerelle/runtime';
import type { Mirror } from '@passerelle/sync';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { AlertDesk } from '../alert-desk.js';
import { HookListener } from '../hooks/hook-listener.js';
import { latestMirror } from '../latest-mirror.js';
import { MirrorRunner, type TurnOutcome } from '../mirror-runner.js';
import { MirrorSchedule } from '../mirror-schedule.js';
import { Turns } from '../turns.js';
import type { Grounds, LastTurn } from './grounds.js';
import { keepListings, openLive, type ListingKeeper } from './live.js';
import { openJobs, type Jobs } from './migrate/jobs.js';
import { openOidc } from './open-oidc.js';
import { openApi } from './serve.js';

const hour = 3_600_000;
/** Drafts and uploads that nobody came back to. */
const forgotten = 30 * 24 * hour;

/** The one server of the host: the API, the console, and the door for webhooks. */
@Injectable()
export class ApiServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private readonly last = new Map<string, LastTurn>();
  private app: FastifyInstance | null = null;
  private jobs: Jobs | null = null;
  private keeper: ListingKeeper | null = null;
  private tidy: NodeJS.Timeout | null = null;
  private readonly latest: () => Promise<Mirror>;

  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(LOG) private readonly log: Logger,
    @Inject(HookListener) private readonly hooks: HookListener,
    @Inject(MirrorRunner) private readonly runner: MirrorRunner,
    @Inject(MirrorSchedule) private readonly schedule: MirrorSchedule,
    @Inject(AlertDesk) private readonly alerts: AlertDesk,
    @Inject(Turns) private readonly turns: Turns,
  ) {
    schedule.observe((outcome) => this.remember(outcome));
    this.latest = latestMirror(house, log, this.stop.signal);
  }

  /** Such as `http://127.0.0.1:8080`; null while nothing is served. */
  url: string | null = null;

  async onApplicationBootstrap(): Promise<void> {
    const { listen, serve } = this.house.configuration.host;
    const grounds = this.grounds();
    if (grounds === null || !(serve || this.hooks.door)) return;
    const { door } = this.hooks;
    this.jobs = openJobs(grounds);
    const built = join(findRoot(), 'dist/console');
    const app = await openApi(grounds, this.jobs, {
      console: serve ? built : null,
      api: serve,
      ...(door && { before: door }),
    });
    this.app = app;
    try {
      await app.listen({ host: listen.address, port: listen.port });
    } catch (error) {
      const came = error instanceof Error ? error.message : String(error);
      throw new OperatorError(
        'configuration',
        {
          fr: `host.listen : une adresse libre est attendue, ${came}`,
          en: `host.listen: expected an address that is free, ${came}`,
        },
        {
          fr: 'nommez-en une autre sous «host: listen», ou arrêtez qui l’occupe',
          en: 'name another one under «host: listen», or stop whoever has it',
        },
        { cause: error },
      );
    }
    const bound = app.server.address();
    const taken = typeof bound === 'object' && bound !== null ? bound.port : listen.port;
    this.url = `http://${listen.address.includes(':') ? `[${listen.address}]` : listen.address}:${taken}`;
    this.log.info({ url: this.url }, 'serving');
    this.keeper = keepListings(grounds.desk, grounds, this.log);
    this.tidy = setInterval(() => void this.sweep(grounds), hour);
    if (serve && (await grounds.access.accounts()).length === 0 && grounds.oidc === null)
      this.log.warn('nobody can sign in yet: «passerelle user add <login> --role administrator»');
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort(new DOMException('stopped on request', 'AbortError'));
    if (this.tidy) clearInterval(this.tidy);
    await Promise.all([this.jobs?.close(), this.keeper?.close()]);
    this.app?.server.closeAllConnections();
    await this.app?.close();
  }

  private grounds(): Grounds | null {
    const { house, log } = this;
    const { desk, access } = house;
    if (desk === null || access === null) return null;
    const live = openLive();
    const { oidc, local } = house.configuration.host;
    const failed = (what: string) => (error: unknown) => log.error({ err: error }, what);
    return {
      ...live,
      house,
      desk,
      access,
      log,
      oidc: oidc && openOidc(oidc),
      localAccounts: local,
      version: versionOf(),
      now: () => house.clock.now().toISOString(),
      mirror: () => this.mirror(),
      alone: (names, work) => this.turns.take(names, work),
      tell: (names) => {
        for (const name of names) void this.schedule.tell(name).then(...this.after(live.announce, failed('not told')));
      },
      wake: (name) => void this.schedule.look(name).then(...this.after(live.announce, failed('not woken'))),
      listen: async (name) => {
        const { error } = await this.runner.turn(name, { pull: true, backlog: false });
        return error && { fr: wordsOfError(error, 'fr').message, en: error.message };
      },
      fares: () => this.alerts,
      lastTurn: (name) => this.last.get(name) ?? null,
    };
  }

  private after(announce: Grounds['announce'], failed: (error: unknown) => void) {
    const done = (outcome: TurnOutcome | null): void => {
      if (outcome) this.remember(outcome);
      announce({ kind: 'operations' });
    };
    return [done, failed] as const;
  }

  private remember({ connection, error }: TurnOutcome): void {
    const at = this.house.clock.now().toISOString();
    const before = this.last.get(connection);
    this.last.set(connection, { at, well: error ? (before?.well ?? null) : at, error });
  }

  /** Null where none can be opened: until then tickets are read, and nothing is done to them. */
  private async mirror(): Promise<Mirror | null> {
    if (mirrored(this.house.configuration.routes).length === 0) return null;
    try {
      return await this.latest();
    } catch (error) {
      this.log.error({ err: error }, 'the mirror cannot be opened');
      return null;
    }
  }

  private async sweep({ access, house }: Grounds): Promise<void> {
    const now = house.clock.now();
    const old = new Date(now.getTime() - forgotten).toISOString();
    await access.tidy(now.toISOString(), old).catch((error: unknown) => this.log.error({ err: error }, 'not tidied'));
  }
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(join(findRoot(), 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
