import type { Store } from '@passerelle/sync';
import type { Configuration } from '../configuration/settings.js';
import type { OperatorCode } from '../operator-error.js';
import type { Alert } from './alert.js';

/** How a connection fares in this process. */
export interface Fare {
  /** When its last turn went well, or when this process began. */
  readonly well: string;
  /** What stopped its last turn; null where it went well. */
  readonly error: { readonly code: OperatorCode; readonly message: string; readonly advice: string } | null;
  /** Since when it fails. */
  readonly since: string | null;
}

/** Rows of which the oldest is looked for. */
const most = 1_000;

/** Everything that a human should know of now, in the order of the connections. */
export async function findAlerts(
  { configuration, store }: { readonly configuration: Configuration; readonly store: Store },
  fares: ReadonlyMap<string, Fare>,
  now: string,
): Promise<readonly Alert[]> {
  const found = await Promise.all(
    [...fares].map(async ([connection, fare]) => {
      const settings = configuration.connections.get(connection);
      const base = { connection, owner: settings?.owner ?? null };
      const waits = await waiting(store, connection, now);
      const silence = silentFor(fare, settings?.every ?? null, configuration.alerts.silent, now);
      return [...failing(connection, fare), ...silence, ...waits].map((alert): Alert => ({
        ...base,
        ...alert,
        cause: `${alert.kind}:${connection}`,
      }));
    }),
  );
  return found.flat();
}

type Found = Omit<Alert, 'cause' | 'connection' | 'owner'>;

function failing(connection: string, { error, since }: Fare): readonly Found[] {
  if (error === null || since === null) return [];
  const kind = error.code === 'brake' || error.code === 'visibility' ? error.code : 'failing';
  return [{ kind, since, count: 1, detail: `${connection}: ${error.code}`, advice: error.advice }];
}

/** A process that hangs fails at nothing: only the time since its last good turn shows it. */
function silentFor({ well, error }: Fare, every: number | null, intervals: number, now: string): readonly Found[] {
  if (every === null || error !== null || Date.parse(now) - Date.parse(well) <= every * intervals) return [];
  const detail = `no turn went well since ${well}, one is expected every ${every / 1_000} s`;
  return [{ kind: 'silent', since: well, count: 1, detail, advice: 'look at the log of the host, and start it anew' }];
}

async function waiting(store: Store, connection: string, now: string): Promise<readonly Found[]> {
  const [dead, stopped, scan] = await Promise.all([
    store.inState(connection, 'dead', most),
    store.quarantined(connection),
    store.run(`scan:${connection}`),
  ]);
  const words = stopped.filter(({ reason }) => reason === 'unknown-word');
  const others = stopped.filter(({ reason }) => reason !== 'unknown-word');
  const oldest = (times: readonly (string | null)[]): string => times.filter((at) => at !== null).sort()[0] ?? now;
  const kept = (name: string): number => listed(scan?.report[name]);
  const drift = kept('vanished') + kept('twins') + kept('returned');
  const doubt = scan?.report['doubt'];
  const at = scan?.ended ?? now;
  const all: readonly (readonly [there: boolean, found: Found])[] = [
    [
      words.length > 0,
      {
        kind: 'words',
        since: oldest(words.map((one) => one.at)),
        count: words.length,
        detail: `${words.length} tickets wait for a row of the mapping`,
        advice: 'see «passerelle quarantine» for the rows to add',
      },
    ],
    [
      others.length > 0,
      {
        kind: 'quarantine',
        since: oldest(others.map((one) => one.at)),
        count: others.length,
        detail: `${others.length} tickets wait in quarantine`,
        advice: 'see «passerelle quarantine»',
      },
    ],
    [
      dead.length > 0,
      {
        kind: 'dead',
        since: oldest(dead.map(({ since }) => since)),
        count: dead.length,
        detail: `${dead.length}${dead.length === most ? ' or more' : ''} dead letters`,
        advice: 'see «passerelle dead»',
      },
    ],
    [
      drift > 0 || typeof doubt === 'string',
      {
        kind: 'scan',
        since: at,
        count: Math.max(drift, 1),
        detail:
          typeof doubt === 'string'
            ? doubt
            : `${kept('vanished')} vanished, ${kept('returned')} returned, ${kept('twins')} twins`,
        advice: `see the run scan:${connection}`,
      },
    ],
  ];
  return all.flatMap(([there, found]) => (there ? [found] : []));
}

function listed(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
