import type { BrokenPiece } from '@passerelle/connector';
import { digestOf, knownOf, listen, matches, merge } from '@passerelle/sync';
import type { Ends } from './ends.js';
import { refuse } from './refusal.js';

export interface DeltaReport {
  readonly read: number;
  readonly silent: number;
  readonly fresh: readonly string[];
  readonly changed: readonly {
    readonly number: string;
    readonly fields: readonly string[];
    readonly entries: number;
    readonly attachments: number;
  }[];
  readonly stopped: readonly { readonly number: string; readonly words: readonly string[] }[];
  readonly broken: readonly BrokenPiece[];
  /** Known from earlier, and no longer in the source; nothing is done about them. */
  readonly missing: readonly string[];
}

/** What the source says now that it did not say when it was last read. Reads only; the next run carries it over. */
export async function deltaOf(ends: Ends, signal: AbortSignal): Promise<DeltaReport> {
  const { from, store, route } = ends;
  if (!from.connector.source)
    throw refuse(
      'unsupported',
      {
        fr: `${from.name} : son connecteur ne lit pas de tickets`,
        en: `${from.name}: its connector reads no tickets`,
      },
      { fr: 'choisissez une autre source', en: 'choose another source' },
    );
  const report = {
    read: 0,
    silent: 0,
    fresh: [] as string[],
    changed: [] as DeltaReport['changed'][number][],
    stopped: [] as DeltaReport['stopped'][number][],
    broken: [] as BrokenPiece[],
  };
  const seen = new Set<string>();
  for await (const page of from.connector.source.pull(null, signal)) {
    report.broken.push(...page.broken);
    const bonds = await store.bonds(
      from.name,
      page.items.map(({ id }) => id),
    );
    const wholes = await store.tickets([...bonds.values()].map(({ ticket }) => ticket));
    for (const native of page.items) {
      seen.add(native.id);
      report.read += 1;
      const bond = bonds.get(native.id) ?? null;
      const whole = bond ? (wholes.get(bond.ticket) ?? null) : null;
      const heard = listen(native, knownOf(from.name, bond, whole), from.mapping, digestOf(native, from.mappingDigest));
      const number = native.number ?? native.id;
      if (heard.kind === 'silent') report.silent += 1;
      else if (heard.kind === 'stopped')
        report.stopped.push({ number, words: [...new Set(heard.words.map(({ word }) => word))] });
      else {
        const merged = merge(from.name, heard.delta, whole);
        if (whole === null) {
          if (matches(route.only, merged.whole.ticket)) report.fresh.push(number);
        } else if (merged.changed.length + merged.newEntries.length + merged.newAttachments.length > 0) {
          report.changed.push({
            number,
            fields: merged.changed,
            entries: merged.newEntries.length,
            attachments: merged.newAttachments.length,
          });
        } else report.silent += 1;
      }
    }
  }
  return { ...report, missing: await missingFrom(ends, seen) };
}

async function missingFrom({ from, store }: Ends, seen: ReadonlySet<string>): Promise<readonly string[]> {
  const missing: string[] = [];
  let after: string | null = null;
  for (;;) {
    const bonds: Awaited<ReturnType<typeof store.bondsOfConnection>> = await store.bondsOfConnection(
      from.name,
      after,
      1_000,
    );
    if (bonds.length === 0) return missing;
    missing.push(...bonds.filter(({ native }) => !seen.has(native)).map(({ number, native }) => number ?? native));
    after = bonds.at(-1)?.native ?? null;
  }
}
