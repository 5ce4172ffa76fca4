import { z } from 'zod';
import { type Told, asIs, joined } from '@passerelle/connector';
import type { Store } from '@passerelle/sync';
import type { Found } from './alert.js';
import { KeptWords } from './words-drift.js';

/** Rows of which the oldest is looked for. */
const most = 1_000;

/** For how long a change of a tool's words is told. */
const fresh = 7 * 86_400_000;

/** What waits for a human at a connection. */
export async function waiting(store: Store, connection: string, now: string): Promise<readonly Found[]> {
  const [dead, stopped, scan, looked] = await Promise.all([
    store.inState(connection, 'dead', most),
    store.quarantined(connection),
    store.run(`scan:${connection}`),
    store.run(`words:${connection}`),
  ]);
  const { changes = [], at: changed } = KeptWords.partial().parse(looked?.report ?? {});
  const words = stopped.filter(({ reason }) => reason === 'unknown-word');
  const others = stopped.filter(({ reason }) => reason !== 'unknown-word');
  const oldest = (times: readonly (string | null)[]): string => times.filter((at) => at !== null).sort()[0] ?? now;
  const kept = (name: string): number => listed(scan?.report[name]);
  const [vanished, returned, twins] = [kept('vanished'), kept('returned'), kept('twins')];
  const drift = vanished + twins + returned;
  const doubt = doubtOf(scan?.report['doubt']);
  const all: readonly (readonly [there: boolean, found: Found])[] = [
    [
      typeof changed === 'string' && Date.parse(now) - Date.parse(changed) < fresh,
      {
        kind: 'vocabulary',
        since: changed ?? now,
        count: changes.length,
        detail: joined(changes),
        advice: {
          fr: 'voyez si le mapping dit toujours ce qu’il faut, puis lancez «passerelle check»',
          en: 'see whether the mapping still says what is meant, then «passerelle check»',
        },
      },
    ],
    [
      words.length > 0,
      {
        kind: 'words',
        since: oldest(words.map((one) => one.at)),
        count: words.length,
        detail: {
          fr: `${waitingTickets(words.length)} une ligne du mapping`,
          en: `${words.length} ${words.length > 1 ? 'tickets wait' : 'ticket waits'} for a row of the mapping`,
        },
        advice: {
          fr: 'voyez avec «passerelle quarantine» les lignes à ajouter',
          en: 'see «passerelle quarantine» for the rows to add',
        },
      },
    ],
    [
      others.length > 0,
      {
        kind: 'quarantine',
        since: oldest(others.map((one) => one.at)),
        count: others.length,
        detail: {
          fr: `${waitingTickets(others.length)} en quarantaine`,
          en: `${others.length} ${others.length > 1 ? 'tickets wait' : 'ticket waits'} in quarantine`,
        },
        advice: seeing('passerelle quarantine'),
      },
    ],
    [
      dead.length > 0,
      {
        kind: 'dead',
        since: oldest(dead.map(({ since }) => since)),
        count: dead.length,
        detail: {
          fr: `${dead.length} ${dead.length > 1 ? 'lettres mortes' : 'lettre morte'}${dead.length === most ? ' ou plus' : ''}`,
          en: `${dead.length}${dead.length === most ? ' or more' : ''} dead ${dead.length > 1 ? 'letters' : 'letter'}`,
        },
        advice: seeing('passerelle dead'),
      },
    ],
    [
      drift > 0 || doubt !== null,
      {
        kind: 'scan',
        since: scan?.ended ?? now,
        count: Math.max(drift, 1),
        detail: doubt ?? {
          fr: `tickets disparus : ${vanished}, revenus : ${returned}, en double : ${twins}`,
          en: `${vanished} vanished, ${returned} returned, ${twins} twins`,
        },
        advice: { fr: `voyez le passage scan:${connection}`, en: `see the run scan:${connection}` },
      },
    ],
  ];
  return all.flatMap(([there, found]) => (there ? [found] : []));
}

function waitingTickets(count: number): string {
  return count > 1 ? `${count} tickets attendent` : `${count} ticket attend`;
}

function seeing(command: string): Told {
  return { fr: `voyez «${command}»`, en: `see «${command}»` };
}

function listed(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

const Doubt = z.union([z.string().transform(asIs), z.object({ fr: z.string(), en: z.string() })]);

/** Reports that were kept before there were two languages have the English words alone. */
function doubtOf(kept: unknown): Told | null {
  const read = Doubt.safeParse(kept);
  return read.success ? read.data : null;
}
