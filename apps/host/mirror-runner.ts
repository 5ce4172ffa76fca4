import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { withUrgency } from '@passerelle/connector';
import {
  exitCodes,
  explain,
  freeDeadLease,
  HOUSE,
  isQuiet,
  isPassingCode,
  LOG,
  mirrored,
  type OperatorError,
  synchronise,
  type House,
  type SyncReceipt,
  keptError,
  type KeptError,
} from '@passerelle/runtime';
import { scan, wake, type Mirror, type ScanReport, type TurnWish } from '@passerelle/sync';
import type { Logger } from 'pino';
import { latestMirror } from './latest-mirror.js';
import { stoppedBefore, stoppedOnRequest } from './stopping.js';
import { Turns } from './turns.js';

/** How a turn ended; `error` is what stopped it, and what it was to tell stays in the outbox. */
export interface TurnOutcome {
  readonly connection: string;
  readonly receipt: SyncReceipt | null;
  readonly error: KeptError | null;
}

interface Waiting {
  wish: TurnWish;
  readonly outcome: Promise<TurnOutcome>;
}

/** Lets connections of mirrors take their turns for as long as the application lives; none overlaps itself, nor a route. */
@Injectable()
export class MirrorRunner implements BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private readonly waiting = new Map<string, Waiting>();
  private readonly going = new Set<Promise<unknown>>();
  private readonly mirror: () => Promise<Mirror>;

  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(LOG) private readonly log: Logger,
    @Inject(Turns) private readonly turns: Turns,
  ) {
    this.mirror = latestMirror(house, log, this.stop.signal);
  }

  get stopping(): boolean {
    return this.stop.signal.aborted;
  }

  get connections(): readonly string[] {
    return mirrored(this.house.configuration.routes);
  }

  /** Never throws. Whoever asks while a turn waits to begin shares it: a hundred that say «look» are one look. */
  turn(connection: string, wish: TurnWish): Promise<TurnOutcome> {
    const queued = this.waiting.get(connection);
    if (queued) {
      const { urgentOnly } = queued.wish;
      queued.wish = {
        pull: queued.wish.pull || wish.pull,
        backlog: queued.wish.backlog || wish.backlog,
        ...(urgentOnly && wish.urgentOnly && { urgentOnly }),
      };
      return queued.outcome;
    }
    const outcome = this.turns.take([connection], () => {
      this.waiting.delete(connection);
      return this.carryOut(connection, waiting.wish);
    });
    const waiting: Waiting = { wish, outcome };
    this.waiting.set(connection, waiting);
    return this.hold(outcome);
  }

  /** All of them, until nobody has anything to be told any more; returns the exit code. Never throws. */
  once(): Promise<number> {
    if (this.connections.length === 0) return Promise.resolve(0);
    const going = this.turns.take(this.connections, async () => {
      this.refuseToBegin();
      const mirror = await this.mirror();
      for (const connection of mirror.connections) await freeDeadLease(this.house.store, connection);
      const wish = { pull: true, backlog: true };
      const settings = { wish, patience: 60_000, signal: this.stop.signal, records: 'always' } as const;
      const { run, connections, green } = await synchronise(this.house, mirror, settings);
      const broken = connections.flatMap(({ error }) => (error ? [error] : []));
      for (const { code, advice, message } of broken) this.log.error({ run, code, advice }, message);
      const [first] = broken;
      if (!first) this.log[green ? 'info' : 'warn']({ run }, green ? 'ran' : 'ran, and something waits for a human');
      return first ? exitCodes[first.code] : green ? 0 : exitCodes.gap;
    });
    return this.hold(going.catch((error: unknown) => this.told(error, this.log).exitCode));
  }

  /** Gives the rules their say on tickets whose clocks ran out. Never throws. */
  async wake(): Promise<void> {
    await this.hold(
      this.mirror()
        .then((mirror) => wake(mirror.between(this.run())))
        .catch((error: unknown) => void this.told(error, this.log)),
    );
  }

  /** Reads everything of one connection again, and keeps what was found. Never throws. */
  scan(connection: string): Promise<ScanReport | null> {
    const log = this.log.child({ connection });
    const report = this.turns.take([connection], async () => {
      this.refuseToBegin();
      const { store, clock } = this.house;
      const started = clock.now().toISOString();
      const turn = await (await this.mirror()).turn(connection, this.run());
      // Whoever looks at something at the console does not wait behind a whole reading.
      const found = await withUrgency('bulk', () => scan(turn));
      const id = scanOf(connection);
      const kept = { id, route: id, verb: 'verify', state: 'done', started, report: { ...found } } as const;
      await store.commit({ runs: [{ ...kept, ended: clock.now().toISOString() }] });
      const odd = found.vanished.length + found.twins.length + found.returned.length > 0 || found.doubt !== null;
      const { vanished, returned, twins, doubt, seen } = found;
      log[odd ? 'warn' : 'info']({ seen, vanished, returned, twins, doubt }, 'scanned');
      return found;
    });
    return this.hold(
      report.catch((error: unknown) => {
        this.told(error, log);
        return null;
      }),
    );
  }

  /** Turns stop at the next safe point and give their leases back before the house is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort(new DOMException('stopped on request', 'AbortError'));
    await Promise.allSettled(this.going);
  }

  private async carryOut(connection: string, wish: TurnWish): Promise<TurnOutcome> {
    const log = this.log.child({ connection });
    try {
      this.refuseToBegin();
      const mirror = await this.mirror();
      await freeDeadLease(this.house.store, connection);
      // Who asks to listen while a backlog is told hears before the rest of it goes out; so do quiet hours that begin.
      const enough = (): boolean =>
        this.waiting.get(connection)?.wish.pull === true || (!wish.urgentOnly && isQuiet(this.house, connection));
      const settings = { wish, patience: 0, enough, signal: this.stop.signal, records: 'moved' } as const;
      const receipt = await synchronise(this.house, { ...mirror, connections: [connection] }, settings);
      const [own] = receipt.connections;
      const error = own?.error ?? null;
      if (error) log.error({ code: error.code, advice: error.advice, run: receipt.run }, error.message);
      else log.debug({ run: receipt.run, tally: own?.tally, calls: own?.calls }, 'had its turn');
      return { connection, receipt, error };
    } catch (error) {
      return { connection, receipt: null, error: keptError(this.told(error, log)) };
    }
  }

  private run(): string {
    return `${this.house.clock.now().toISOString().slice(0, 19)}-${this.house.random.hex(6)}`;
  }

  private refuseToBegin(): void {
    if (this.stopping) throw stoppedBefore();
  }

  private told(error: unknown, log: Logger): OperatorError {
    const told = explain(error);
    if (this.stopping && (told.code === 'aborted' || isPassingCode(told.code))) return stoppedOnRequest(error);
    log.error({ code: told.code, advice: told.advice, details: told.details }, told.message);
    return told;
  }

  private hold<T>(work: Promise<T>): Promise<T> {
    this.going.add(work);
    void work.finally(() => this.going.delete(work)).catch(() => undefined);
    return work;
  }
}

/** The run under which the last scan of a connection is kept. */
export function scanOf(connection: string): string {
  return `scan:${connection}`;
}
