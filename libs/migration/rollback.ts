import type { Keyed, NativeCommand, NativeTicket, Receipt, Told } from '@passerelle/connector';
import { intentKey, takeLeases, type Bond, type Changes, type Flow, type RunRecord } from '@passerelle/sync';
import { blankTicket, type Ticket } from '@passerelle/ticket';
import type { Ends } from './ends.js';
import { buildFlow } from './flow.js';
import { refuse } from './refusal.js';

export interface RollbackItem {
  readonly old: string;
  readonly new: string;
  readonly url: string | null;
}

/** What a rollback would do, and why it leaves the rest alone. */
export interface RollbackPreview {
  readonly removable: readonly RollbackItem[];
  readonly left: readonly (RollbackItem & { readonly why: 'adopted' | 'touched' | 'gone' })[];
}

export interface RollbackReport extends RollbackPreview {
  readonly removed: number;
  /** Removal was denied: they stay in the target, cancelled. */
  readonly cancelled: number;
  readonly failed: readonly (RollbackItem & { readonly trouble: Told })[];
}

interface Candidate {
  readonly item: RollbackItem;
  readonly bond: Bond;
  readonly native: NativeTicket | null;
}

/** Only what this migration created and nobody has touched since can be taken back. Reads only. */
export async function previewRollback(ends: Ends, signal: AbortSignal): Promise<RollbackPreview> {
  const { removable, left } = await survey(ends, signal);
  return { removable: removable.map(({ item }) => item), left };
}

export async function rollback(
  ends: Ends,
  options: {
    readonly holder: string;
    readonly signal: AbortSignal;
    readonly removals: number;
    readonly tell: (done: number) => void;
  },
): Promise<RollbackReport> {
  const { store, to, clock, random, route } = ends;
  const { removable, left } = await survey(ends, options.signal);
  const allowed = route.brake.removals + options.removals;
  if (removable.length > allowed) {
    throw refuse(
      'brake',
      {
        fr: `${removable.length} tickets de ${to.name} seraient retirés ; le frein en permet ${allowed}`,
        en: `${removable.length} tickets of ${to.name} would be removed; ${allowed} are allowed`,
      },
      {
        fr: `regardez l’aperçu, puis permettez-les avec --accept-removals ${removable.length}`,
        en: `look at the preview, then allow them with --accept-removals ${removable.length}`,
      },
    );
  }
  const started = clock.now().toISOString();
  const run = `${started.slice(0, 19)}-${random.hex(6)}`;
  const record: RunRecord = {
    id: run,
    route: route.name,
    verb: 'rollback',
    state: 'going',
    started,
    ended: null,
    report: {},
  };
  const flow = await buildFlow(ends, { run, holder: options.holder, signal: options.signal, tell: () => undefined });
  const keeper = await takeLeases(flow, [flow.mouth.connection]);
  const failed: RollbackReport['failed'][number][] = [];
  const counts = { removed: 0, cancelled: 0 };
  try {
    await store.commit({ runs: [record] }, keeper.fences);
    for (let at = 0; at < removable.length; at += 50) {
      options.signal.throwIfAborted();
      await keeper.hold();
      const batch = removable.slice(at, at + 50);
      const receipts = await removeBatch(flow, batch);
      const forgotten: NonNullable<Changes['forgotten']>[number][] = [];
      const bonds: Bond[] = [];
      for (const { item, bond } of batch) {
        const receipt = receipts.get(removalKey(bond));
        if (receipt?.outcome === 'done' && receipt.cancelled) {
          counts.cancelled += 1;
          bonds.push({ ...bond, tombstone: 'cancelled' });
        } else if (receipt?.outcome === 'done') {
          counts.removed += 1;
          forgotten.push({ connection: to.name, ticket: bond.ticket });
        } else failed.push({ ...item, trouble: receipt?.fault.told ?? noReceipt });
      }
      await store.commit({ forgotten, bonds }, keeper.fences);
      options.tell(counts.removed + counts.cancelled);
    }
    const report = {
      ...counts,
      failed: failed.length,
      left: left.length,
      removed: removable.map(({ item }) => item.new),
    };
    await store.commit(
      { runs: [{ ...record, state: 'done', ended: clock.now().toISOString(), report }] },
      keeper.fences,
    );
  } finally {
    await keeper.release();
  }
  return { removable: removable.map(({ item }) => item), left, failed, ...counts };
}

async function survey({ route, to, store }: Ends, signal: AbortSignal) {
  const { source, sink } = to.connector;
  if (!source || !sink?.accepts.has('remove')) {
    throw refuse(
      'unsupported',
      {
        fr: `${to.name} : son connecteur ne sait pas retirer de tickets`,
        en: `${to.name}: its connector cannot take tickets back`,
      },
      {
        fr: `retirez-les à la main dans ${to.name} : leurs numéros sont dans le reçu`,
        en: `remove them in ${to.name} by hand: the numbers are in the receipt`,
      },
    );
  }
  const runs = new Set((await store.runs(route.name)).map(({ id }) => id));
  const removable: Candidate[] = [];
  const left: RollbackPreview['left'][number][] = [];
  let after: string | null = null;
  for (;;) {
    const page: readonly Bond[] = await store.bondsOfConnection(to.name, after, 500);
    if (page.length === 0) return { removable, left };
    after = page.at(-1)?.native ?? null;
    const ours = page.filter(
      ({ run, tombstone, origin }) => origin !== 'seen' && tombstone === null && run !== null && runs.has(run),
    );
    const wholes = await store.tickets(ours.map(({ ticket }) => ticket));
    const natives = new Map<string, NativeTicket>();
    for await (const native of source.read(
      ours.map(({ native: id }) => id),
      signal,
    ))
      natives.set(native.id, native);
    for (const bond of ours) {
      const item = {
        old: wholes.get(bond.ticket)?.ticket.number ?? bond.ticket,
        new: bond.number ?? bond.native,
        url: bond.url,
      };
      const native = natives.get(bond.native) ?? null;
      if (bond.origin === 'adopted') left.push({ ...item, why: 'adopted' });
      else if (native === null) left.push({ ...item, why: 'gone' });
      else if (native.version !== bond.version) left.push({ ...item, why: 'touched' });
      else removable.push({ item, bond, native });
    }
  }
}

/** Removing twice is removing once, so no outbox is needed: what is gone already is found gone by the next preview. */
async function removeBatch(flow: Flow, batch: readonly Candidate[]): Promise<ReadonlyMap<string, Receipt>> {
  const receipts = new Map<string, Receipt>();
  const commands = batch.map(({ bond, native }): Keyed<NativeCommand> => {
    const ticket = { status: 'cancelled', outcome: 'administrative' } as const;
    return {
      key: removalKey(bond),
      kind: 'remove',
      id: bond.native,
      ifUnchangedSince: native?.version ?? '',
      cancel: cancelFields(flow, bond, ticket),
    };
  });
  for await (const receipt of flow.mouth.connector.sink?.apply(commands, flow.signal) ?? [])
    receipts.set(receipt.key, receipt);
  return receipts;
}

function removalKey(bond: Bond): string {
  return intentKey(bond.connection, bond.ticket, 'remove', bond.native);
}

/** How the target says that a ticket was cancelled, where its mapping has a word for it. */
function cancelFields(
  { mouth }: Flow,
  bond: Bond,
  said: { readonly status: 'cancelled'; readonly outcome: 'administrative' },
) {
  const writing = mouth.mapping.write({ ...blank(bond), ...said }, bond.class, ['status'], mouth.resolver);
  return Object.keys(writing.fields).length > 0 ? writing.fields : null;
}

function blank(bond: Bond): Ticket {
  return { ...blankTicket, audience: 'public', id: bond.ticket, number: bond.number, references: [] };
}

const noReceipt: Told = { fr: 'aucun accusé n’est venu', en: 'no receipt came' };
