import type { Connected, Intent, WholeTicket } from '@passerelle/sync';
import { endOfWork, quietUntil } from '../configuration/quiet-hours.js';
import type { ConnectionSettings } from '../configuration/settings.js';

/** The work that is planned in one connection, in calls, and what is left of what the tool allows. */
export interface Budget {
  readonly connection: string;
  /** Null where its connector cannot tell. Each ticket counts as if it were created, so it is rather fewer. */
  readonly calls: number | null;
  /** At the configured pace; null where nothing limits it. */
  readonly seconds: number | null;
  readonly ends: string | null;
  /** While its quiet hours last, when they end: until then only what a person just said is told. */
  readonly rests: string | null;
  /** What the tool last said of its own allowance, in its words; null where it said nothing yet. */
  readonly quota: {
    readonly limit: string | null;
    readonly remaining: string | null;
    readonly reset: string | null;
  } | null;
}

export function budgetOf(
  { name, connector, calls: tally }: Pick<Connected, 'name' | 'connector' | 'calls'>,
  intents: readonly Intent[],
  wholes: ReadonlyMap<string, WholeTicket>,
  now: Date,
  { quiet, zone }: Pick<ConnectionSettings, 'quiet' | 'zone'> = { quiet: [], zone: 'UTC' },
): Budget {
  const { costs } = connector;
  const tickets = [...Map.groupBy(intents, ({ ticket }) => ticket)];
  const sum = tickets.reduce((all, [id, own]) => all + (costs?.of(partsOf(own, wholes.get(id))) ?? 0), 0);
  const calls = costs ? Math.ceil(sum) : null;
  const seconds = calls !== null && costs?.perSecond ? Math.ceil(calls / costs.perSecond) : null;
  return {
    connection: name,
    calls,
    seconds,
    ends: seconds ? (endOfWork(quiet, zone, now, seconds * 1_000)?.toISOString() ?? null) : null,
    rests: quietUntil(quiet, zone, now)?.toISOString() ?? null,
    quota: tally?.().quota ?? null,
  };
}

function partsOf(intents: readonly Intent[], whole: WholeTicket | undefined) {
  const audiences = new Map(whole?.entries.map(({ id, audience }) => [id, audience]));
  const lines = intents.flatMap(({ act }) => (act.kind === 'append' ? [audiences.get(act.entry) ?? 'internal'] : []));
  return {
    public: lines.filter((audience) => audience === 'public').length,
    internal: lines.filter((audience) => audience === 'internal').length,
    attachments: intents.filter(({ act }) => act.kind === 'attach').length,
  };
}
