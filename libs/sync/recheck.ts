import type { Keyed, NativeCommand, NativeTicket } from '@passerelle/connector';
import type { Flow } from './flow.js';
import { stable } from './identity.js';
import type { Bond, OutboxRow, Resolution } from './ports/records.js';

export interface Candidate {
  readonly row: OutboxRow;
  readonly command: Keyed<NativeCommand>;
  readonly bond: Bond | null;
}

/**
 * Before fields are written to a ticket that exists: what the target already says is not said again (law 2), and a field
 * that somebody changed there since our last word is not overwritten but shown as a conflict (law 10).
 */
export async function recheck(
  flow: Flow,
  candidates: readonly Candidate[],
): Promise<{ readonly send: readonly Candidate[]; readonly resolutions: readonly Resolution[] }> {
  const updates = candidates.filter(({ command, bond }) => command.kind === 'update' && bond !== null);
  const { source, sink } = flow.mouth.connector;
  if (updates.length === 0 || !source || !sink) return { send: candidates, resolutions: [] };
  const now = new Map<string, NativeTicket>();
  for await (const native of source.read([...new Set(updates.map(({ bond }) => bond?.native ?? ''))], flow.signal)) {
    now.set(native.id, native);
  }
  const resolutions: Resolution[] = [];
  const send = candidates.flatMap((candidate): Candidate[] => {
    const { row, command, bond } = candidate;
    if (command.kind !== 'update' || bond === null) return [candidate];
    const native = now.get(bond.native);
    if (!native) {
      const message = `${bond.number ?? bond.native} is no longer in ${flow.mouth.connection}, or may not be read`;
      resolutions.push({ key: row.key, state: 'dead', trouble: { kind: 'gone', message } });
      return [];
    }
    const normal = (field: string, value: NativeTicket['fields'][string] | undefined): string =>
      stable(comparable(sink.normal(native.class, field, value ?? null)));
    const different = Object.entries(command.fields).filter(
      ([field, value]) => normal(field, value) !== normal(field, native.fields[field]),
    );
    const moved = different.filter(
      ([field]) => normal(field, bond.shadow?.fields[field]) !== normal(field, native.fields[field]),
    );
    if (moved.length > 0) {
      const detail = moved.map(
        ([field, ours]) => `${field}: there «${stable(native.fields[field] ?? null)}», ours «${stable(ours)}»`,
      );
      const message = `${bond.number ?? bond.native} was changed in ${flow.mouth.connection} since (${detail.join('; ')}); theirs stands until somebody decides`;
      resolutions.push({ key: row.key, state: 'dead', trouble: { kind: 'conflict', message } });
      return [];
    }
    if (different.length === 0) {
      resolutions.push({ key: row.key, state: 'obeyed' });
      return [];
    }
    return [{ ...candidate, command: { ...command, fields: Object.fromEntries(different) } }];
  });
  return { send, resolutions };
}

/** A reference is the record that it names, whatever it is called on the way. */
function comparable(value: NativeTicket['fields'][string]): unknown {
  if (value === null || typeof value === 'string') return value === '' ? null : value;
  if (Array.isArray(value)) return value.map((item: NativeTicket['fields'][string]) => comparable(item));
  const reference = value as { readonly id: string | null; readonly name: string | null };
  return reference.id ?? reference.name;
}
