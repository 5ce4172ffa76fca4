import { createHash } from 'node:crypto';
import type { NativeTicket, Told } from '@passerelle/connector';
import { entryNames, leftBehindIn, matches, type Bond, type Mouth, type WholeTicket } from '@passerelle/sync';
import { counted } from './counted.js';
import type { Ends } from './ends.js';
import { buildFlow } from './flow.js';
import { reconcile } from './reconcile.js';
import { refuse } from './refusal.js';
import { takeSample } from './sample.js';
import { nothingCame } from './told-words.js';
import type { Gap, Lossy, Moved, NumberPair, Sample, Verification } from './verification.js';

export interface VerifyOptions {
  readonly signal: AbortSignal;
  readonly tell: (checked: number, total: number | null) => void;
  /** Every pair of numbers, as it is met. */
  readonly pair?: (pair: NumberPair) => void;
  /** Tickets on the sheet for a human. */
  readonly sample: number;
}

const shownGaps = 1_000;

/**
 * Reads the source again, reads the target back, and reconciles. It trusts neither the outbox nor the receipts: what is not
 * seen standing in the target is a gap.
 */
export async function verifyMigration(ends: Ends, options: VerifyOptions): Promise<Verification> {
  const { from, to, route, store } = ends;
  const { source } = from.connector;
  const readBack = to.connector.source;
  if (!source || !readBack)
    throw refuse(
      'unsupported',
      {
        fr: `${from.name} ou ${to.name} ne peut pas être lu`,
        en: `${from.name} or ${to.name} cannot be read`,
      },
      { fr: 'choisissez d’autres connexions', en: 'choose other connections' },
    );
  const flow = await buildFlow(ends, {
    run: 'verify',
    holder: 'verify',
    signal: options.signal,
    tell: () => undefined,
  });
  const counts = {
    seen: 0,
    arrived: 0,
    entriesSeen: 0,
    entriesArrived: 0,
    internal: 0,
    crossed: 0,
    filesSeen: 0,
    filesArrived: 0,
    outOfScope: 0,
    gaps: 0,
  };
  const gaps: Gap[] = [];
  const moved: Moved[] = [];
  const left: Verification['left'][number][] = [];
  const losses = counted<Omit<Lossy, 'count'>>();
  const sampler = takeSample<Sample>(options.sample);
  const gap = (found: Gap): void => {
    counts.gaps += 1;
    if (gaps.length < shownGaps) gaps.push(found);
  };

  async function check(natives: readonly NativeTicket[]): Promise<void> {
    const bonds = await store.bonds(
      from.name,
      natives.map(({ id }) => id),
    );
    const ids = [...bonds.values()].map(({ ticket }) => ticket);
    const [wholes, allBonds] = await Promise.all([store.tickets(ids), store.bondsOf(ids)]);
    const there = new Map(
      allBonds
        .filter((bond) => bond.connection === to.name && bond.tombstone === null)
        .map((bond) => [bond.ticket, bond]),
    );
    await flow.mouth.meet([...wholes.values()]);
    const copies = new Map<string, NativeTicket>();
    for await (const copy of readBack?.read(
      [...there.values()].map(({ native }) => native),
      options.signal,
    ) ?? [])
      copies.set(copy.id, copy);
    for (const native of natives) {
      const bond = bonds.get(native.id);
      const whole = bond ? wholes.get(bond.ticket) : undefined;
      const target = bond ? there.get(bond.ticket) : undefined;
      await checkOne(native, whole ?? null, target ?? null, target ? (copies.get(target.native) ?? null) : null);
    }
  }

  async function checkOne(
    native: NativeTicket,
    whole: WholeTicket | null,
    bond: Bond | null,
    copy: NativeTicket | null,
  ): Promise<void> {
    const number = native.number ?? native.id;
    if (whole && bond === null && !matches(route.only, whole.ticket)) {
      counts.outOfScope += 1;
      return;
    }
    counts.seen += 1;
    counts.entriesSeen += native.entries.length;
    counts.internal += native.entries.filter(({ audience }) => audience === 'internal').length;
    const large = whole ? leftBehindIn(to.name, whole) : new Set<string>();
    const tooLarge = new Set(whole?.attachments.flatMap(({ id, origin }) => (large.has(id) ? [origin.native] : [])));
    const stays = native.attachments.filter(
      ({ id, audience }) =>
        tooLarge.has(id) ||
        (route.choices.internalFiles === 'leave' && audience === 'internal' && to.connector.attachments !== 'internal'),
    );
    left.push(...stays.map(({ name }) => ({ number, file: name })));
    counts.filesSeen += native.attachments.length - stays.length;
    if (!whole || !bond || !copy) {
      gap({
        number,
        what: whole ? 'ticket' : 'quarantined',
        expected: { fr: `un ticket dans ${to.name}`, en: `a ticket in ${to.name}` },
        came: !whole ? neverTakenIn : bond ? unseen(bond) : nothingCame,
      });
      return;
    }
    counts.arrived += 1;
    unheard(number, native, whole);
    const result = reconcile(route, flow.mouth, whole, bond, copy);
    counts.entriesArrived += result.entries;
    counts.crossed += result.crossed;
    counts.filesArrived += result.attachments;
    for (const found of result.gaps) gap(found);
    moved.push(...result.moved.slice(0, Math.max(shownGaps - moved.length, 0)));
    for (const { file, sha256, name } of result.unhashed) {
      if ((await hashOf(flow.mouth, file)) === sha256) continue;
      counts.filesArrived -= 1;
      gap({
        number,
        what: 'attachment',
        expected: { fr: `«${name}» à l’octet près`, en: `«${name}» byte for byte` },
        came: { fr: 'un autre contenu', en: 'other content' },
      });
    }
    const writing = flow.mouth.mapping.write(
      whole.ticket,
      copy.class,
      flow.mouth.mapping.writable(copy.class),
      flow.mouth.resolver,
    );
    for (const { field, what, kept } of writing.losses)
      losses.add(`${field} ${what} ${kept}`, () => ({ field, what, kept }));
    if (bond.origin !== 'seen')
      options.pair?.({ old: number, new: bond.number ?? bond.native, url: bond.url, how: bond.origin });
    sampler.offer(number, () => ({
      old: number,
      new: bond.number ?? bond.native,
      url: bond.url,
      title: whole.ticket.title,
      status: whole.ticket.status,
      entries: whole.entries.length,
      attachments: whole.attachments.length,
    }));
  }

  /** What the source says now and the store was never told of: a newer export, or a line lost on the way in. */
  function unheard(number: string, native: NativeTicket, whole: WholeTicket): void {
    const known = new Set([...whole.entries, ...whole.attachments].map(({ origin }) => origin.native));
    const names = [...entryNames(native.entries), ...native.attachments.map(({ id }) => id)];
    for (const name of names.filter((one) => !known.has(one))) {
      gap({
        number,
        what: 'entry',
        expected: { fr: `ce que la source contient (${name})`, en: `what the source has (${name})` },
        came: { fr: 'pas encore repris : relancez le passage', en: 'not taken in yet: run again' },
      });
    }
  }

  for await (const page of source.pull(null, options.signal)) {
    options.signal.throwIfAborted();
    for (const { number, where, expected, came } of page.broken) {
      counts.seen += 1;
      gap({
        number: number ?? where,
        what: 'broken',
        expected,
        came: { fr: `${came.fr} (${where})`, en: `${came.en} (${where})` },
      });
    }
    for (let at = 0; at < page.items.length; at += 200) await check(page.items.slice(at, at + 200));
    options.tell(counts.seen + counts.outOfScope, page.total ?? null);
  }
  return {
    tickets: { seen: counts.seen, arrived: counts.arrived },
    entries: {
      seen: counts.entriesSeen,
      arrived: counts.entriesArrived,
      internal: counts.internal,
      crossed: counts.crossed,
    },
    attachments: { seen: counts.filesSeen, arrived: counts.filesArrived },
    left,
    outOfScope: counts.outOfScope,
    gapCount: counts.gaps,
    gaps,
    moved,
    lossy: losses.rows.map(({ value, count }) => ({ ...value, count })),
    sample: sampler.taken,
    whole: counts.gaps === 0,
  };
}

const neverTakenIn: Told = { fr: 'jamais repris', en: 'never taken in' };

function unseen({ number, native }: Bond): Told {
  const name = number ?? native;
  return { fr: `${name} a disparu, ou n’est pas lisible`, en: `${name} is gone, or may not be read` };
}

async function hashOf(mouth: Mouth, file: NativeTicket['attachments'][number]): Promise<string | null> {
  const content = await mouth.connector.source?.open?.(file);
  if (!content) return null;
  const hash = createHash('sha256');
  for await (const part of content) hash.update(part as Buffer);
  return hash.digest('hex');
}
