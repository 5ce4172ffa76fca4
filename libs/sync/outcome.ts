import type { Done, Keyed, NativeCommand, Receipt } from '@passerelle/connector';
import { isPassing } from '@passerelle/connector';
import type { Flow, Tally } from './flow.js';
import type { Bond, OutboxRow, Resolution } from './ports/records.js';
import type { Changes } from './ports/store.js';

/** One intent, what was sent for it, and what came of it. */
export interface Sent {
  readonly row: OutboxRow;
  readonly command: Keyed<NativeCommand>;
  readonly receipt: Receipt;
  readonly bond: Bond | null;
}

export interface Outcome {
  readonly changes: Changes;
  readonly counts: Partial<Tally>;
  /** Their fate is not known: they stay in flight until their mark has been looked for. */
  readonly unknown: readonly Sent[];
  /** An internal entry that the requester can read now. */
  readonly exposed: readonly Sent[];
}

/** What receipts change in the store. Pure apart from the clock and the jitter of retries. */
export function conclude(
  flow: Pick<Flow, 'clock' | 'random' | 'limits' | 'run' | 'mouth'>,
  sent: readonly Sent[],
): Outcome {
  const resolutions: Resolution[] = [];
  const bonds = new Map<string, Bond>();
  const entryBonds: NonNullable<Changes['entryBonds']>[number][] = [];
  const attachmentBonds: NonNullable<Changes['attachmentBonds']>[number][] = [];
  const counts = { created: 0, updated: 0, appended: 0, attached: 0, dead: 0 };
  const unknown: Sent[] = [];
  const exposed: Sent[] = [];
  const { connection } = flow.mouth;
  for (const one of sent) {
    const { row, receipt } = one;
    if (receipt.outcome === 'unknown') {
      unknown.push(one);
      continue;
    }
    if (receipt.outcome !== 'done') {
      const resolution = retryOrBury(flow, row, receipt);
      if (resolution.state === 'dead') counts.dead += 1;
      resolutions.push(resolution);
      continue;
    }
    resolutions.push({ key: row.key, state: 'obeyed' });
    const before = bonds.get(row.ticket) ?? one.bond;
    bonds.set(row.ticket, bondAfter(flow, one, receipt, before));
    const native = receipt.part ?? null;
    if (row.act.kind === 'create') counts.created += 1;
    if (row.act.kind === 'update') counts.updated += 1;
    if (row.act.kind === 'append') {
      counts.appended += 1;
      entryBonds.push({ connection, ticket: row.ticket, entry: row.act.entry, native });
      if (one.command.kind === 'append' && one.command.entry.audience === 'internal' && receipt.audience === 'public') {
        exposed.push(one);
      }
    }
    if (row.act.kind === 'attach') {
      counts.attached += 1;
      attachmentBonds.push({ connection, ticket: row.ticket, attachment: row.act.attachment, native });
    }
  }
  return {
    changes: { resolutions, bonds: [...bonds.values()], entryBonds, attachmentBonds },
    counts,
    unknown,
    exposed,
  };
}

function bondAfter(
  flow: Pick<Flow, 'run' | 'mouth'>,
  { row, command }: Sent,
  receipt: Done,
  before: Bond | null,
): Bond {
  const sentFields =
    command.kind === 'create' ? command.ticket.fields : command.kind === 'update' ? command.fields : {};
  return {
    connection: flow.mouth.connection,
    native: receipt.id,
    class: before?.class ?? (command.kind === 'create' ? command.ticket.class : ''),
    number: receipt.number ?? before?.number ?? null,
    url: receipt.url ?? before?.url ?? null,
    ticket: row.ticket,
    shadow: { digest: 'written', fields: { ...before?.shadow?.fields, ...sentFields, ...receipt.says } },
    version: receipt.version ?? before?.version ?? null,
    origin: before?.origin ?? 'created',
    run: before?.run ?? row.run,
    tombstone: null,
  };
}

/** Passing troubles are tried again, later each time and never before the tool allows it; the others wait for a human. */
function retryOrBury(
  { clock, random, limits }: Pick<Flow, 'clock' | 'random' | 'limits'>,
  row: OutboxRow,
  receipt: Extract<Receipt, { outcome: 'refused' | 'failed' }>,
): Resolution {
  const { fault } = receipt;
  const trouble = { kind: fault.kind, message: fault.message };
  const mayTry = receipt.outcome === 'failed' && (isPassing(fault) || fault.kind === 'unauthorized');
  if (!mayTry || row.attempts.length + 1 >= limits.tries) return { key: row.key, state: 'dead', trouble };
  const backoff = Math.min(2_000 * 2 ** row.attempts.length, 300_000) * (0.5 + random.next() / 2);
  const due = new Date(clock.now().getTime() + Math.max(backoff, fault.retryAfter ?? 0)).toISOString();
  return { key: row.key, state: 'queued', due, trouble };
}
