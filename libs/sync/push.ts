import { Fault, type Keyed, type NativeCommand, type Receipt } from '@passerelle/connector';
import { adopt } from './adopt.js';
import { Halt, type Flow } from './flow.js';
import type { FenceKeeper } from './lease.js';
import { conclude, type Outcome, type Sent } from './outcome.js';
import type { OutboxRow, Resolution, WholeTicket } from './ports/records.js';
import { recheck, type Candidate } from './recheck.js';
import { render } from './render.js';
import { targetBonds } from './settle.js';
import type { Counter } from './tally.js';

/** What the batches of one run tell each other. */
export interface Stream {
  /** Keys whose request was answered although its outcome is unknown: no late effect can come, so a look is final. */
  readonly answered: Set<string>;
  /** Batches in a row in which the target did not answer at all. */
  downs: number;
}

/** One silence may be a hiccup; the backoff between these spans about ten seconds. */
const downsBeforeHalt = 3;

/**
 * Sends what one batch of tickets has in the outbox. Every rendered attempt is kept before it is sent, every receipt as
 * soon as the batch is over; a process that dies in between leaves attempts in flight, and settle looks for their marks.
 */
export async function pushBatch(
  flow: Flow,
  keeper: FenceKeeper,
  rows: readonly OutboxRow[],
  counter: Counter,
  stream: Stream,
): Promise<void> {
  const { store, mouth } = flow;
  const { sink } = mouth.connector;
  if (!sink)
    throw new Error(`${mouth.connection}: its connector writes no tickets; it cannot be the target of a route`);
  const wholes = await store.tickets([...new Set(rows.map(({ ticket }) => ticket))]);
  await keeper.hold();
  const adoption = await adopt(flow, rows, wholes);
  if (adoption) {
    await store.commit(adoption.changes, [keeper.fence]);
    counter.add({ adopted: adoption.adopted, dead: adoption.dead });
  }
  const resolved = new Set(adoption?.changes.resolutions?.map(({ key }) => key));
  const blocked = new Set(
    adoption?.changes.resolutions?.flatMap(({ key, state }) => (state === 'dead' ? ticketOf(rows, key) : [])),
  );
  const left = rows.filter(({ key, ticket }) => !resolved.has(key) && !blocked.has(ticket));
  await mouth.meet([...wholes.values()]);
  const { candidates, buried } = await renderAll(flow, left, wholes);
  const checked = await recheck(flow, candidates);
  const now = flow.clock.now().toISOString();
  const resolutions = [...buried, ...checked.resolutions];
  await store.commit(
    {
      attempts: checked.send.map(({ command }) => ({
        key: command.key,
        attempt: { at: now, command: JSON.stringify(command) },
      })),
      resolutions,
    },
    [keeper.fence],
  );
  counter.add({ dead: resolutions.filter(({ state }) => state === 'dead').length });
  if (checked.send.length === 0) return;
  await keeper.hold();
  const { sent, halted } = await send(flow, checked.send);
  const outcome = conclude(flow, sent);
  await store.commit(outcome.changes, [keeper.fence]);
  counter.add(outcome.counts);
  for (const { row, receipt } of outcome.unknown) {
    if (receipt.outcome === 'unknown' && receipt.fault.status !== undefined) stream.answered.add(row.key);
  }
  stopIfNeeded(flow, outcome, sent, halted, stream);
}

function ticketOf(rows: readonly OutboxRow[], key: string): readonly string[] {
  return rows.filter((row) => row.key === key).map(({ ticket }) => ticket);
}

async function renderAll(flow: Flow, rows: readonly OutboxRow[], wholes: ReadonlyMap<string, WholeTicket>) {
  const { route, mouth, files } = flow;
  const bonds = await targetBonds(flow, rows);
  const creates = new Map(
    rows.flatMap(({ act, ticket, key }) => (act.kind === 'create' ? [[ticket, key] as const] : [])),
  );
  const candidates: Candidate[] = [];
  const buried: Resolution[] = [];
  const blocked = new Set<string>();
  for (const row of rows) {
    const whole = wholes.get(row.ticket);
    if (!whole || blocked.has(row.ticket)) continue;
    const bond = bonds.get(row.ticket) ?? null;
    const rendered = render(row, { route, mouth, files, whole, bond, createdBy: creates.get(row.ticket) ?? null });
    if (rendered.kind === 'command') candidates.push({ row, command: rendered.command, bond });
    else {
      buried.push({ key: row.key, state: 'dead', trouble: rendered.trouble });
      // What comes after waits for a human too, so that a ticket's journal keeps its order.
      blocked.add(row.ticket);
    }
  }
  return { candidates, buried };
}

/** Every command ends with a receipt: the sink's, or «unknown» when the sink stopped without one. */
async function send(
  flow: Flow,
  candidates: readonly Candidate[],
): Promise<{ sent: readonly Sent[]; halted: Fault | null }> {
  const byKey = new Map(candidates.map((candidate) => [candidate.command.key, candidate]));
  const receipts = new Map<string, Receipt>();
  let halted: Fault | null = null;
  try {
    const batch: readonly Keyed<NativeCommand>[] = candidates.map(({ command }) => command);
    for await (const receipt of flow.mouth.connector.sink?.apply(batch, flow.signal) ?? [])
      receipts.set(receipt.key, receipt);
  } catch (error) {
    halted =
      error instanceof Fault
        ? error
        : new Fault({
            kind: 'malformed',
            connection: flow.mouth.connection,
            message: String(error),
            landed: 'unknown',
            cause: error,
          });
  }
  const lost = new Fault({
    kind: 'unavailable',
    connection: flow.mouth.connection,
    message: 'no receipt came',
    landed: 'unknown',
  });
  const sent = [...byKey].map(([key, candidate]): Sent => ({
    ...candidate,
    receipt: receipts.get(key) ?? { key, outcome: 'unknown', fault: halted ?? lost },
  }));
  return { sent, halted };
}

function stopIfNeeded(flow: Flow, outcome: Outcome, sent: readonly Sent[], halted: Fault | null, stream: Stream): void {
  const { connection } = flow.mouth;
  if (outcome.exposed.length > 0) {
    const places = outcome.exposed.map(({ receipt }) => ('id' in receipt ? receipt.id : '')).join(', ');
    throw new Halt(
      'visibility',
      `${connection}: an internal entry can be read by the requester (${places}). The run stops. Hide it there at once, and have the connector's journals checked before you resume`,
    );
  }
  const faults = sent.flatMap(({ receipt }) => (receipt.outcome === 'done' ? [] : [receipt.fault]));
  const unauthorized = faults.find(({ kind }) => kind === 'unauthorized');
  if (unauthorized) throw new Halt('unauthorized', unauthorized.message, unauthorized);
  if (halted) throw new Halt(flow.signal.aborted ? 'aborted' : 'unavailable', halted.message, halted);
  const down =
    faults.length === sent.length && faults.every(({ kind, status }) => kind === 'unavailable' && status === undefined);
  stream.downs = down ? stream.downs + 1 : 0;
  if (stream.downs >= downsBeforeHalt && faults[0]) throw new Halt('unavailable', faults[0].message, faults[0]);
}
