import {
  foresee,
  type Intent,
  type Mirror,
  type Mouth,
  type OutboxRow,
  type PlannedMove,
  type Quarantine,
  type WholeTicket,
} from '@passerelle/sync';
import { explain } from '../explain.js';
import type { OperatorError } from '../operator-error.js';
import type { House } from '../house/house.js';
import { budgetOf, type Budget } from './budget.js';
import { mailsOf, type PlannedMail } from './mails.js';
import { movesFrom } from './planned-moves.js';
import { forgetfulFiles } from './forgetful-files.js';

export interface PlannedAct {
  readonly kind: OutboxRow['act']['kind'];
  /** Of an update. */
  readonly fields: readonly string[];
  /** The line, or the name of the file. */
  readonly text: string | null;
  readonly audience: 'public' | 'internal' | null;
}

export interface PlannedTicket {
  readonly ticket: string;
  readonly number: string | null;
  readonly title: string;
  /** Kept in the outbox already, or only foreseen. */
  readonly queued: readonly PlannedAct[];
  readonly foreseen: readonly PlannedAct[];
  /** How it would get to its status there, and what that lacks; null where its status is not told. */
  readonly move: PlannedMove | null;
}

/** What one tool would be told now, and what would become of what it says. */
export interface PlannedConnection {
  readonly connection: string;
  readonly tickets: readonly PlannedTicket[];
  /** Of what people did there: what would wait in quarantine. */
  readonly stopped: readonly Quarantine[];
  readonly broken: number;
  readonly budget: Budget;
  /** What the tool would mail by itself; null where it could not be asked. */
  readonly mails: readonly PlannedMail[] | null;
  /** Why it could not be listened to; what others would be told of it is not known then. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface ForesightOptions {
  readonly signal: AbortSignal;
  /** Only what is told in the terms of this route. */
  readonly route: string | null;
  /** Told what stopped a connection, for people: the answer has it for programs. */
  readonly stopped?: (connection: string, error: OperatorError) => void;
}

/** As much as a human can look at. */
const most = 100_000;

/** Listens to every connection, keeps nothing and tells nobody: what is queued, and what would be told besides. */
export async function foreseeAll(
  house: Pick<House, 'store' | 'clock' | 'connected' | 'configuration'>,
  mirror: Mirror,
  { signal, route, stopped }: ForesightOptions,
): Promise<readonly PlannedConnection[]> {
  const { store } = house;
  const intents = new Map<string, Intent>();
  const wholes = new Map<string, WholeTicket>();
  /** By intent, the ticket as the tool that was heard would leave it: another may have said something else of it. */
  const causes = new Map<string, WholeTicket>();
  const ends = await Promise.all(
    mirror.connections.map(async (connection) => {
      const end = nothingYet();
      try {
        const { hearing, telling } = await mirror.turn(connection, 'plan');
        end.mouth = telling?.mouth ?? null;
        if (!hearing) return end;
        for await (const page of foresee({ ...hearing, signal, files: forgetfulFiles(hearing.files) })) {
          const pageOf = new Map(page.wholes.map((whole) => [whole.ticket.id, whole]));
          for (const [id, whole] of pageOf) wholes.set(id, whole);
          for (const intent of page.intents) {
            const cause = pageOf.get(intent.ticket);
            intents.set(intent.key, intent);
            if (cause) causes.set(intent.key, cause);
          }
          end.stopped.push(...page.stopped);
          end.broken += page.broken.length;
        }
      } catch (error) {
        signal.throwIfAborted();
        const told = explain(error);
        stopped?.(connection, told);
        end.error = { code: told.code, message: told.message };
      }
      return end;
    }),
  );
  const meant = (one: Intent): boolean => route === null || one.route === route;
  const foreseen = Map.groupBy([...intents.values()].filter(meant), ({ connection }) => connection);
  return Promise.all(
    mirror.connections.map(async (connection, index): Promise<PlannedConnection> => {
      const queued = (await store.inState(connection, 'queued', most)).filter(meant);
      const more = foreseen.get(connection) ?? [];
      for (const [id, whole] of await store.tickets([...new Set(queued.map(({ ticket }) => ticket))]))
        if (!wholes.has(id)) wholes.set(id, whole);
      const { mouth, ...end } = ends[index] ?? nothingYet();
      const all = [...queued, ...more];
      const bonds = await store.bondsOf([...new Set(all.map(({ ticket }) => ticket))]);
      const { routes } = mirror.between('plan');
      const opened = await house.connected(connection).catch(() => null);
      const named = opened ?? { name: connection, connector: { check: () => Promise.reject(new Error(connection)) } };
      return {
        connection,
        tickets: ticketsOf(queued, more, wholes, movesFrom(mouth, { routes, intents: all, wholes, causes, bonds })),
        ...end,
        budget: budgetOf(named, all, wholes, house.clock.now(), house.configuration.connections.get(connection)),
        mails: mouth ? await mailsOf(mouth, { routes, intents: all, wholes, bonds, signal }) : null,
      };
    }),
  );
}

interface End {
  readonly stopped: Quarantine[];
  broken: number;
  error: PlannedConnection['error'];
  mouth: Mouth | null;
}

function nothingYet(): End {
  return { stopped: [], broken: 0, error: null, mouth: null };
}

function ticketsOf(
  queued: readonly Intent[],
  foreseen: readonly Intent[],
  wholes: ReadonlyMap<string, WholeTicket>,
  moves: ReadonlyMap<string, PlannedMove>,
): readonly PlannedTicket[] {
  const ids = new Set([...queued, ...foreseen].map(({ ticket }) => ticket));
  const [kept, more] = [queued, foreseen].map((intents) => Map.groupBy(intents, ({ ticket }) => ticket));
  return [...ids].map((id) => {
    const whole = wholes.get(id);
    const acts = (intents: readonly Intent[] = []): readonly PlannedAct[] =>
      intents.toSorted((a, b) => a.position - b.position).map((intent) => actOf(intent, whole));
    return {
      ticket: id,
      number: whole?.ticket.number ?? null,
      title: whole?.ticket.title ?? '',
      queued: acts(kept?.get(id)),
      foreseen: acts(more?.get(id)),
      move: moves.get(id) ?? null,
    };
  });
}

function actOf({ act }: Intent, whole: WholeTicket | undefined): PlannedAct {
  const blank = { kind: act.kind, fields: [], text: null, audience: null };
  if (act.kind === 'create') return blank;
  if (act.kind === 'update') return { ...blank, fields: act.fields };
  if (act.kind === 'attach') {
    const file = whole?.attachments.find(({ id }) => id === act.attachment);
    return { ...blank, text: file?.name ?? null, audience: file?.audience ?? null };
  }
  const entry = whole?.entries.find(({ id }) => id === act.entry);
  return { ...blank, text: entry?.text ?? null, audience: entry?.audience ?? null };
}
