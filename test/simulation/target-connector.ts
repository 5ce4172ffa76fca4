import { buffer } from 'node:stream/consumers';
import {
  asIs,
  Fault,
  type Connector,
  type ErrorKind,
  type Keyed,
  type NativeCommand,
  type NativeTicket,
  type Receipt,
} from '@passerelle/connector';
import type { Chance, Weather } from './chance.js';
import { textOf, type Carried, type Obeyed, type Target, type TargetTicket } from './target.js';
import type { Owner, SimulatedTime } from './time.js';

/** How the tool is reached: whoever is connected shares it. */
export interface Line {
  weather: Weather;
  /** Milliseconds after which a request can have no effect any more. */
  readonly settled: number;
  readonly passwordWrong: () => boolean;
  /** Several commands of one ticket travel in one request. */
  readonly bundles: boolean;
  /** Tickets of one batch that are spoken to side by side. */
  readonly width: number;
  /** Times the usual travel. */
  readonly slowness: number;
  readonly attachments: 'public' | 'internal';
  /** Requests on their way by ticket: people leave these tickets alone. */
  readonly underWay: Map<string, number>;
}

type Command = Keyed<NativeCommand>;

/** The connector of the target for one process. Requests outlive the process that sent them. */
export function connectTarget(
  time: SimulatedTime,
  tool: Target,
  toolOwner: Owner,
  line: Line,
  by: Chance,
  owner: Owner,
): Connector {
  const fault = (kind: ErrorKind, said: string, status?: number, landed: 'no' | 'unknown' = 'no'): Fault =>
    new Fault({ kind, connection: 'target', message: asIs(said), landed, ...(status !== undefined && { status }) });

  const ask = async <T>(what: string, work: () => T): Promise<T> => {
    await time.sleep(owner, 5 + by.below(100));
    time.log(owner, what);
    if (line.passwordWrong()) throw fault('unauthorized', 'wrong password', 401);
    if (by.happens(line.weather.blind)) throw fault('unavailable', 'cannot be read now', 503);
    const found = work();
    await time.sleep(owner, 5 + by.below(100));
    return found;
  };

  /** Everything commits as one request at the tool, whoever still waits for the answer. */
  const arrive = async (commands: readonly Carried[], sentAt: number, after: number): Promise<readonly Obeyed[]> => {
    const places = commands.map((command) => placeOf(command));
    for (const place of places) line.underWay.set(place, (line.underWay.get(place) ?? 0) + 1);
    await time.sleep(toolOwner, after);
    for (const place of places) line.underWay.set(place, (line.underWay.get(place) ?? 1) - 1);
    const results: Obeyed[] = [];
    for (const command of commands) {
      const result = tool.obey(command, sentAt);
      time.log(
        toolOwner,
        `${command.kind} ${command.key.slice(0, 6)} of ${owner.name}: ${result.done ? result.ticket.number : result.why}`,
      );
      results.push(result);
      if (!result.done) break;
    }
    return results;
  };

  const send = async (commands: readonly Carried[]): Promise<readonly Receipt[]> => {
    const { weather } = line;
    const all = (outcome: 'failed' | 'unknown', why: Fault): readonly Receipt[] =>
      commands.map(({ key }) => ({ key, outcome, fault: why }));
    const sentAt = time.now();
    const there = Math.min((10 + by.below(200)) * line.slowness, line.settled * 0.4);
    if (line.passwordWrong()) {
      await time.sleep(owner, there);
      const why = fault('unauthorized', 'wrong password', 401);
      return by.happens(0.5)
        ? all('failed', why)
        : commands.map(({ key }) => ({ key, outcome: 'refused', fault: why }));
    }
    if (by.happens(weather.limited)) {
      await time.sleep(owner, there);
      return all(
        'failed',
        new Fault({
          kind: 'rate-limited',
          connection: 'target',
          message: asIs('slower'),
          status: 429,
          retryAfter: 3_000,
        }),
      );
    }
    if (by.happens(weather.unreachable)) {
      await time.sleep(owner, there);
      return all('failed', fault('unavailable', 'connection refused'));
    }
    if (by.happens(weather.errorOnly)) {
      await time.sleep(owner, there);
      return all('unknown', fault('unavailable', 'internal error', 500, 'unknown'));
    }
    if (by.happens(weather.landedThenError)) {
      await time.hear(owner, arrive(commands, sentAt, there));
      await time.sleep(owner, by.below(100));
      return all('unknown', fault('unavailable', 'internal error', 500, 'unknown'));
    }
    if (by.happens(weather.lost)) {
      await time.sleep(owner, line.settled * 0.4);
      return all('unknown', fault('unavailable', 'no answer', undefined, 'unknown'));
    }
    if (by.happens(weather.zombie)) {
      // What a frozen host still sends is late already; the takeover's patience covers half a settling time more, no more.
      const most = line.settled * (owner.frozenUntil > 0 ? 0.5 : 0.95);
      void arrive(commands, sentAt, by.below(most));
      await time.sleep(owner, line.settled * 0.4);
      return all('unknown', fault('unavailable', 'no answer', by.happens(0.5) ? 504 : undefined, 'unknown'));
    }
    const results = await time.hear(owner, arrive(commands, sentAt, there));
    await time.sleep(owner, by.below(100));
    return commands.map(({ key }, index) => receiptOf(key, results[index]));
  };

  const receiptOf = (key: string, result: Obeyed | undefined): Receipt => {
    if (!result) return { key, outcome: 'failed', fault: fault('unavailable', 'what came before it was not done') };
    if (!result.done) return { key, outcome: 'refused', fault: fault(result.kind, result.why, 400) };
    return doneOf(key, result.ticket, result.part, result.audience);
  };

  const doneOf = (key: string, ticket: TargetTicket, part: string | null, audience?: 'public' | 'internal') =>
    ({
      key,
      outcome: 'done',
      id: ticket.id,
      number: ticket.number,
      version: String(ticket.version),
      part,
      says: tool.native(ticket).fields,
      ...(audience ? { audience } : {}),
    }) as const;

  /** Commands of one ticket, in order; what follows one that was not done is not sent. */
  async function* speak(
    commands: readonly Command[],
    signal: AbortSignal | undefined,
    born: Map<string, string>,
  ): AsyncGenerator<Receipt> {
    const bundles = line.bundles ? [commands] : commands.map((command) => [command]);
    let broken = false;
    for (const bundle of bundles) {
      if (broken) {
        for (const { key } of bundle)
          yield { key, outcome: 'failed', fault: fault('unavailable', 'what came before it was not done') };
        continue;
      }
      signal?.throwIfAborted();
      const carried: Carried[] = [];
      for (const command of bundle) {
        const id =
          command.kind === 'create' || typeof command.id === 'string' ? undefined : born.get(command.id.createdBy);
        const known = (id === undefined ? command : { ...command, id }) as Carried;
        carried.push(
          known.kind === 'attach' ? { ...known, content: String(await buffer(await known.file.open())) } : known,
        );
      }
      for (const receipt of await send(carried)) {
        if (receipt.outcome === 'done') born.set(receipt.key, receipt.id);
        else broken = true;
        yield receipt;
      }
    }
  }

  return {
    check: () => Promise.reject(new Error('not asked here')),
    journals: { comments: 'public', work_notes: 'internal' },
    attachments: line.attachments,
    source: {
      pull: () => {
        throw new Error('the target is not pulled here');
      },
      async *read(ids) {
        const found = await ask(`look at ${ids.join(' ')}`, () =>
          ids.flatMap((id): NativeTicket[] => {
            const ticket = tool.tickets.get(id);
            return ticket ? [tool.native(ticket)] : [];
          }),
        );
        yield* found;
      },
    },
    sink: {
      accepts: new Set(['create', 'update', 'append', 'attach', 'retract']),
      settled: line.settled,
      keeps: () => Promise.resolve({ author: false, instant: false, silence: true }),
      normal: (_class, _field, value) => (typeof value === 'string' ? value.trim() : value),
      async *apply(batch, signal) {
        const born = new Map<string, string>();
        const speakers = [...Map.groupBy(batch, placeOf).values()].map((commands) => speak(commands, signal, born));
        const givesUp = by.happens(line.weather.givingUp) ? by.below(batch.length) : Infinity;
        let count = 0;
        for await (const receipt of together(speakers, line.width)) {
          if (count === givesUp) throw fault('unavailable', 'gave up', 503, 'unknown');
          count += 1;
          yield receipt;
        }
      },
      find: (sought) =>
        ask(`find ${sought.kind} ${sought.key.slice(0, 6)}`, () => {
          const found = lookFor(tool, sought);
          return found
            ? { verdict: 'landed', receipt: doneOf(sought.key, found.ticket, found.part, found.audience) }
            : { verdict: 'not-landed' };
        }),
      adoptable: (numbers) =>
        ask(`who is called ${numbers.join(' ')}`, () => {
          const called = (number: string): readonly string[] =>
            [...tool.tickets.values()]
              .filter(({ fields }) => textOf(fields.get('u_old')?.value) === number)
              .map(({ id }) => id);
          return new Map(numbers.map((number) => [number, called(number)]));
        }),
    },
  };
}

function placeOf(command: Command): string {
  if (command.kind === 'create') return command.key;
  return typeof command.id === 'string' ? command.id : command.id.createdBy;
}

function lookFor(
  tool: Target,
  sought: Command,
): { ticket: TargetTicket; part: string | null; audience?: 'public' | 'internal' } | null {
  if (sought.kind === 'create') {
    const ticket = [...tool.tickets.values()].find(({ key }) => key === sought.key);
    return ticket ? { ticket, part: null } : null;
  }
  const ticket = typeof sought.id === 'string' ? tool.tickets.get(sought.id) : undefined;
  if (!ticket) return null;
  if (sought.kind === 'append') {
    const entry = ticket.entries.find(({ mark }) => mark === sought.entry.mark);
    return entry ? { ticket, part: entry.id, audience: entry.readable ? 'public' : 'internal' } : null;
  }
  if (sought.kind === 'attach') {
    const file = ticket.files.find(({ key }) => key === sought.key);
    return file ? { ticket, part: file.id } : null;
  }
  if (sought.kind !== 'update') return null;
  const says = Object.entries(sought.fields).every(
    ([name, value]) => textOf(ticket.fields.get(name)?.value) === textOf(value),
  );
  return says ? { ticket, part: null } : null;
}

/** Lets so many speak side by side and passes on what each says as it comes. */
async function* together<T>(speakers: readonly AsyncGenerator<T>[], width: number): AsyncGenerator<T> {
  const waiting = [...speakers];
  const speaking = new Map<AsyncGenerator<T>, Promise<{ who: AsyncGenerator<T>; said: IteratorResult<T> }>>();
  const listenTo = (who: AsyncGenerator<T>): void =>
    void speaking.set(
      who,
      who.next().then((said) => ({ who, said })),
    );
  try {
    for (;;) {
      while (speaking.size < width) {
        const next = waiting.shift();
        if (!next) break;
        listenTo(next);
      }
      if (speaking.size === 0) return;
      const { who, said } = await Promise.race(speaking.values());
      if (said.done) speaking.delete(who);
      else {
        listenTo(who);
        yield said.value;
      }
    }
  } finally {
    await Promise.allSettled(
      [...speaking].map(async ([who, last]) => {
        await last.catch(() => undefined);
        await who.return(undefined);
      }),
    );
  }
}
