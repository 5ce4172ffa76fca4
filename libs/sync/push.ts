import { Fault, type Receipt, saidBy, type Told } from '@passerelle/connector';
import { adopt } from './adopt.js';
import { dated } from './dated.js';
import { Halt, type Telling } from './flow.js';
import { keepOutcome } from './keep-outcome.js';
import type { FenceKeeper } from './lease.js';
import { inOrder, overtaken } from './order.js';
import { conclude, type Outcome, type Sent } from './outcome.js';
import type { OutboxRow, Resolution, WholeTicket } from './ports/records.js';
import { knownParts } from './parts.js';
import { FencedOut } from './ports/store.js';
import { recheck, type Candidate } from './recheck.js';
import { render, termsOf } from './render.js';
import { targetBonds } from './settle.js';
import { isAnswered, type Stream } from './stream.js';
import type { Counter } from './tally.js';
import { haltIfExposed, withdraw } from './withdraw.js';

/** One silence may be a hiccup; the backoff between these spans about ten seconds. */
const downsBeforeHalt = 3;

/**
 * Sends what one batch of tickets has in the outbox. Every rendered attempt is kept before it is sent, every receipt as
 * soon as the batch is over; a process that dies in between leaves attempts in flight, and settle looks for their marks.
 */
export async function pushBatch(
  flow: Telling,
  keeper: FenceKeeper,
  claimed: readonly OutboxRow[],
  counter: Counter,
  stream: Stream,
): Promise<void> {
  const { store, mouth } = flow;
  const wholes = await store.tickets([...new Set(claimed.map(({ ticket }) => ticket))]);
  const late = await overtaken(flow, claimed, wholes);
  const rows = claimed.filter(({ ticket }) => !late.has(ticket));
  await keeper.hold();
  const left = await adoptFirst(flow, keeper, rows, wholes, counter);
  await mouth.meet([...wholes.values()]);
  const { candidates, buried } = await renderAll(flow, left, wholes);
  const checked = await recheck(flow, candidates, stream.failures);
  const now = flow.clock.now().toISOString();
  const resolutions = dated([...buried, ...checked.resolutions], rows, now);
  await store.commit(
    {
      attempts: checked.send.map(({ command }) => ({
        key: command.key,
        attempt: { at: now, command: JSON.stringify(command) },
      })),
      resolutions,
      bonds: checked.bonds,
    },
    keeper.fences,
  );
  counter.add({ dead: resolutions.filter(({ state }) => state === 'dead').length });
  if (checked.moved.length > 0) {
    for (const { key } of checked.moved) stream.failures.set(key, (stream.failures.get(key) ?? 0) + 1);
    await flow.hearNow?.(checked.moved.map(({ native }) => native));
  }
  if (checked.send.length === 0) return;
  await keeper.hold();
  const { sent, halted } = await send(flow, keeper, checked.send);
  const outcome = conclude(flow, sent, stream.failures);
  const places = await withdraw(flow, outcome.exposed);
  remember(flow, stream, outcome);
  const ended = dated(outcome.changes.resolutions ?? [], rows, flow.clock.now().toISOString());
  const kept = { ...outcome, changes: { ...outcome.changes, resolutions: ended } };
  const unkept = await keepOutcome(flow, keeper, sent, kept);
  counter.add(outcome.counts);
  if (unkept > 0) counter.add({ dead: unkept });
  haltIfExposed(flow, places);
  haltIfHopeless(flow, sent, halted, stream);
}

/** What is in the target already is bonded and struck from the batch, and with it whatever waits for a human. */
async function adoptFirst(
  flow: Telling,
  keeper: FenceKeeper,
  rows: readonly OutboxRow[],
  wholes: ReadonlyMap<string, WholeTicket>,
  counter: Counter,
): Promise<readonly OutboxRow[]> {
  const adoption = await adopt(flow, rows, wholes);
  if (adoption === null) return rows;
  const resolutions = dated(adoption.changes.resolutions ?? [], rows, flow.clock.now().toISOString());
  await flow.store.commit({ ...adoption.changes, resolutions }, keeper.fences);
  counter.add({ adopted: adoption.adopted, dead: adoption.dead });
  const states = new Map(adoption.changes.resolutions?.map(({ key, state }) => [key, state]));
  const blocked = new Set(rows.filter(({ key }) => states.get(key) === 'dead').map(({ ticket }) => ticket));
  return rows.filter(({ key, ticket }) => !states.has(key) && !blocked.has(ticket));
}

async function renderAll(flow: Telling, rows: readonly OutboxRow[], wholes: ReadonlyMap<string, WholeTicket>) {
  const { mouth, files } = flow;
  const accepts = mouth.connector.sink?.accepts;
  const bonds = await targetBonds(flow, rows);
  const creates = new Map(
    rows.flatMap(({ act, ticket, key }) => (act.kind === 'create' ? [[ticket, key] as const] : [])),
  );
  const copies = await copiesOf(flow, rows);
  const candidates: Candidate[] = [];
  const buried: Resolution[] = [];
  const blocked = new Set<string>();
  const bury = (row: OutboxRow, message: Told): void => {
    buried.push({ key: row.key, state: 'dead', trouble: { kind: 'unsupported', message } });
    // What comes after waits for a human too, so that a ticket's journal keeps its order.
    blocked.add(row.ticket);
  };
  for (const row of inOrder(mouth, rows, wholes, bonds)) {
    if (blocked.has(row.ticket)) continue;
    const whole = wholes.get(row.ticket);
    const bond = bonds.get(row.ticket) ?? null;
    if (!whole) {
      bury(row, { fr: 'son ticket n’est pas dans la base', en: 'its ticket is not in the store' });
      continue;
    }
    const route = termsOf(flow, row);
    if (!route) {
      bury(row, {
        fr: `sa route «${row.route}» n’est plus configurée`,
        en: `its route «${row.route}» is not configured any more`,
      });
      continue;
    }
    const createdBy = creates.get(row.ticket) ?? null;
    const rendered = render(row, { route, mouth, files, whole, bond, createdBy, copies });
    if (rendered.kind === 'refused') bury(row, rendered.trouble.message);
    else if (!accepts?.has(rendered.command.kind))
      bury(row, {
        fr: `${mouth.connection} n’accepte pas «${rendered.command.kind}»`,
        en: `${mouth.connection} takes no «${rendered.command.kind}»`,
      });
    else if (rendered.command.kind === 'attach' && !(await files.has(rendered.command.file.sha256)))
      bury(row, {
        fr: `le contenu de «${rendered.command.file.name}» n’est plus conservé ici ; remettez son fichier`,
        en: `the content of «${rendered.command.file.name}» is no longer kept here; put its file back`,
      });
    else candidates.push({ row, command: rendered.command, bond, whole });
  }
  return { candidates, buried };
}

/** What our lines are called in the target, for those that must be taken back or mended. */
async function copiesOf({ store, mouth }: Telling, rows: readonly OutboxRow[]) {
  const tickets = rows.flatMap(({ act, ticket }) => (act.kind === 'retract' || act.kind === 'amend' ? [ticket] : []));
  const bonds = tickets.length === 0 ? [] : await store.entryBonds(mouth.connection, [...new Set(tickets)]);
  return new Map(bonds.map(({ entry, native }) => [entry, native]));
}

/** Every command ends with a receipt: the sink's, or «unknown» when the sink stopped without one. */
async function send(
  flow: Telling,
  keeper: FenceKeeper,
  candidates: readonly Candidate[],
): Promise<{ sent: readonly Sent[]; halted: Fault | null }> {
  const { connection, connector } = flow.mouth;
  const batch = candidates.map(({ command }) => command);
  const others = await othersOf(flow, candidates);
  const receipts = new Map<string, Receipt>();
  let halted: Fault | null = null;
  try {
    for await (const receipt of connector.sink?.apply(batch, flow.signal, others) ?? []) {
      receipts.set(receipt.key, receipt);
      // A long batch outlives a lease: whoever lost it must not send the rest.
      await keeper.hold();
    }
  } catch (error) {
    if (error instanceof FencedOut) throw error;
    const said = saidBy(error);
    const message = { fr: `son connecteur s’est interrompu : ${said.fr}`, en: `its connector broke off: ${said.en}` };
    halted =
      error instanceof Fault
        ? error
        : new Fault({ kind: 'malformed', connection, message, landed: 'unknown', cause: error });
  }
  const noReceipt = { fr: 'aucun accusé n’est venu', en: 'no receipt came' };
  const lost = new Fault({ kind: 'unavailable', connection, message: noReceipt, landed: 'unknown' });
  const sent = candidates.map((candidate): Sent => {
    const { key } = candidate.command;
    return { ...candidate, receipt: receipts.get(key) ?? { key, outcome: 'unknown', fault: halted ?? lost } };
  });
  return { sent, halted };
}

/** By native ticket: whoever pastes our mark into a line must not be taken for us. */
async function othersOf({ store, mouth }: Telling, candidates: readonly Candidate[]) {
  const there = candidates.flatMap(({ bond, command }) =>
    bond !== null && (command.kind === 'append' || command.kind === 'attach') ? [bond] : [],
  );
  const known = await knownParts(store, mouth.connection, [...new Set(there.map(({ ticket }) => ticket))]);
  return new Map(there.flatMap(({ native, ticket }) => [[native, known.get(ticket) ?? new Set<string>()] as const]));
}

function remember({ clock }: Telling, stream: Stream, outcome: Outcome): void {
  const at = clock.now().getTime();
  const count = (key: string): void => void stream.failures.set(key, (stream.failures.get(key) ?? 0) + 1);
  for (const { row, receipt } of outcome.unknown) {
    count(row.key);
    const answered = receipt.outcome === 'unknown' && isAnswered(receipt.fault);
    stream.unknown.set(row.key, { at, answered, tries: row.tries + 1 });
  }
  for (const { row } of outcome.failed) count(row.key);
}

/** Stops where going on is of no use: a wrong password, a sink that gave up, a target that is silent. */
function haltIfHopeless(flow: Telling, sent: readonly Sent[], halted: Fault | null, stream: Stream): void {
  const faults = sent.flatMap(({ receipt }) => (receipt.outcome === 'done' ? [] : [receipt.fault]));
  const unauthorized = faults.find(({ kind }) => kind === 'unauthorized');
  if (unauthorized) throw new Halt('unauthorized', unauthorized.told, unauthorized);
  if (halted) throw new Halt(flow.signal.aborted ? 'aborted' : 'unavailable', halted.told, halted);
  const down =
    faults.length === sent.length && faults.every(({ kind, status }) => kind === 'unavailable' && status === undefined);
  stream.downs = down ? stream.downs + 1 : 0;
  if (stream.downs >= downsBeforeHalt && faults[0]) throw new Halt('unavailable', faults[0].told, faults[0]);
}
