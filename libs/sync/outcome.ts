import type { Done, Keyed, NativeCommand, NativeFields, Receipt } from '@passerelle/connector';
import { isPassing } from '@passerelle/connector';
import { bondAfter } from './bond-after.js';
import type { Telling, Tally } from './flow.js';
import { stoodStill } from './legal.js';
import { goOn } from './plan.js';
import type { Bond, Intent, OutboxRow, Resolution } from './ports/records.js';
import type { Changes } from './ports/store.js';

/** One intent, what was sent for it, and what came of it. */
export interface Sent {
  readonly row: OutboxRow;
  readonly command: Keyed<NativeCommand>;
  readonly receipt: Receipt;
  readonly bond: Bond | null;
  /** What the target said right before, of a ticket that was updated. */
  readonly seen?: NativeFields;
  /** Of that, what we would have said ourselves. */
  readonly agreed?: NativeFields;
}

export interface Outcome {
  readonly changes: Changes;
  readonly counts: Partial<Tally>;
  /** Their fate is not known: they stay in flight until their mark has been looked for. */
  readonly unknown: readonly Sent[];
  /** Tried, and to be tried again. Those that only waited behind another of their ticket are not among them. */
  readonly failed: readonly Sent[];
  /** What is internal and the requester can read now. */
  readonly exposed: readonly Sent[];
}

/** What receipts change in the store. `failures`: how often each intent failed in this run before. Pure apart from the clock and the jitter of retries. */
export function conclude(
  flow: Pick<Telling, 'clock' | 'random' | 'limits' | 'mouth'>,
  sent: readonly Sent[],
  failures: ReadonlyMap<string, number>,
): Outcome {
  const resolutions: Resolution[] = [];
  const bonds = new Map<string, Bond>();
  const entryBonds: NonNullable<Changes['entryBonds']>[number][] = [];
  const attachmentBonds: NonNullable<Changes['attachmentBonds']>[number][] = [];
  const counts = { created: 0, updated: 0, appended: 0, attached: 0, retracted: 0, dead: 0 };
  const intents: Intent[] = [];
  const [unknown, failed, exposed]: [Sent[], Sent[], Sent[]] = [[], [], []];
  const stuck = new Set<string>();
  const { connection } = flow.mouth;
  for (const one of sent) {
    const { row, receipt } = one;
    const behind = stuck.has(row.ticket);
    if (receipt.outcome !== 'done') stuck.add(row.ticket);
    if (receipt.outcome === 'unknown') {
      unknown.push(one);
      continue;
    }
    if (receipt.outcome !== 'done') {
      // What waited behind a sibling was not tried itself: it goes again with it, and is not a step nearer to its end.
      if (behind && receipt.outcome === 'failed') {
        resolutions.push({ key: row.key, state: 'queued' });
        continue;
      }
      const resolution = retryOrBury(flow, row.key, receipt, failures.get(row.key) ?? 0);
      if (resolution.state === 'dead') counts.dead += 1;
      else failed.push(one);
      resolutions.push(resolution);
      continue;
    }
    const before = bonds.get(row.ticket) ?? one.bond;
    if (before !== null || row.act.kind === 'create')
      bonds.set(row.ticket, bondAfter(flow.mouth, one, receipt, before));
    const native = receipt.part ?? null;
    if (row.act.kind === 'create') counts.created += 1;
    if (stoodStill(flow.mouth, one.command, receipt)) intents.push(goOn(row));
    if (row.act.kind === 'update') counts.updated += 1;
    if (row.act.kind === 'retract') counts.retracted += 1;
    if (row.act.kind === 'append') {
      counts.appended += 1;
      entryBonds.push({ connection, ticket: row.ticket, entry: row.act.entry, native });
    }
    if (row.act.kind === 'attach') {
      counts.attached += 1;
      attachmentBonds.push({ connection, ticket: row.ticket, attachment: row.act.attachment, native });
    }
    if (isExposed(one.command, receipt)) {
      exposed.push(one);
      counts.dead += 1;
      const message = {
        fr: 'c’est interne et le demandeur peut le lire : masquez-le là-bas, puis faites vérifier les journaux',
        en: 'it is internal and the requester can read it: hide it there, then have the journals checked',
      };
      resolutions.push({ key: row.key, state: 'dead', trouble: { kind: 'conflict', message } });
    } else resolutions.push({ key: row.key, state: 'obeyed' });
  }
  const made = intents.length > 0 ? { intents } : {};
  const changes = { resolutions, bonds: [...bonds.values()], entryBonds, attachmentBonds, ...made };
  return { changes, counts, unknown, failed, exposed };
}

function isExposed(command: NativeCommand, { audience }: Done): boolean {
  const meant =
    command.kind === 'append' ? command.entry.audience : command.kind === 'attach' ? command.audience : null;
  return meant === 'internal' && audience === 'public';
}

/**
 * Passing troubles are tried again, later each time and never before the tool allows it; the others wait for a human. A
 * wrong password is nobody's refusal of this intent: it stays queued for the run after the password is mended.
 */
function retryOrBury(
  flow: Pick<Telling, 'clock' | 'random' | 'limits'>,
  key: string,
  receipt: Extract<Receipt, { outcome: 'refused' | 'failed' }>,
  failures: number,
): Resolution {
  const { fault } = receipt;
  const trouble = { kind: fault.kind, message: fault.told };
  if (fault.kind === 'unauthorized') return { key, state: 'queued', trouble };
  // An answer that was cut short on its way says nothing of the next one.
  const mayTry = receipt.outcome === 'failed' && (isPassing(fault) || fault.kind === 'malformed');
  if (!mayTry || failures + 1 >= flow.limits.tries) return { key, state: 'dead', trouble };
  return { key, state: 'queued', due: backoff(flow, failures, fault.retryAfter), trouble };
}

/** When to try again after so many failures before this one. At least two seconds' half, at most five minutes, unless told. */
export function backoff(
  { clock, random }: Pick<Telling, 'clock' | 'random'>,
  failures: number,
  told: number | undefined,
): string {
  const wait = Math.min(2_000 * 2 ** failures, 300_000) * (0.5 + random.next() / 2);
  return new Date(clock.now().getTime() + Math.max(wait, told ?? 0)).toISOString();
}
