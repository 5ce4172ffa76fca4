import type { Keyed, NativeCommand, NativeFields, NativeTicket, NativeValue } from '@passerelle/connector';
import type { Telling } from './flow.js';
import { stable } from './identity.js';
import { backoff } from './outcome.js';
import { isEnd } from './plan.js';
import { legal } from './legal.js';
import type { Bond, OutboxRow, Resolution, WholeTicket } from './ports/records.js';
import { isSame } from './same.js';

export interface Candidate {
  readonly row: OutboxRow;
  readonly command: Keyed<NativeCommand>;
  readonly bond: Bond | null;
  /** The ticket as it is to be told. */
  readonly whole?: WholeTicket;
  /** What the target said right before, of a ticket that is to be updated. */
  readonly seen?: NativeFields;
  /** Of that, what we would have said ourselves. */
  readonly agreed?: NativeFields;
}

export interface Checked {
  readonly send: readonly Candidate[];
  readonly resolutions: readonly Resolution[];
  /** Of tickets that say already all that they were to be told: it is our word now, whoever wrote it. */
  readonly bonds: readonly Bond[];
  /** Tickets that people changed there since, where they are listened to: they are heard first, and told then. */
  readonly moved: readonly { readonly key: string; readonly native: NativeTicket }[];
}

type Update = Extract<NativeCommand, { kind: 'update' }>;

/**
 * Before fields are written to a ticket that exists: what the target already says is not said again (law 2), and a field
 * that somebody changed there since our last word is not overwritten but shown as a conflict (law 10). Of one ticket one
 * update goes at a time: the next is compared with what this one leaves behind, and all that follows waits with it.
 */
export async function recheck(
  flow: Telling,
  candidates: readonly Candidate[],
  failures: ReadonlyMap<string, number> = new Map(),
): Promise<Checked> {
  const now = await readAgain(flow, candidates);
  const resolutions: Resolution[] = [];
  const bonds: Bond[] = [];
  const send: Candidate[] = [];
  const updated = new Set<string>();
  const waiting = new Set<string>();
  const moved: { readonly key: string; readonly native: NativeTicket }[] = [];
  for (const candidate of candidates) {
    const { row, command, bond } = candidate;
    if (waiting.has(row.ticket)) continue;
    if (command.kind !== 'update') {
      send.push(candidate);
      continue;
    }
    // The end of a ticket goes with its creation only where nobody listens: what people typed in between is looked at first.
    if (updated.has(row.ticket) || (bond === null && (!isEnd(row) || flow.mouth.heard === true))) {
      waiting.add(row.ticket);
      continue;
    }
    const silent = Object.keys(command.fields).length === 0;
    const native = bond ? now?.get(bond.native) : undefined;
    const compared = silent || now === null || bond === null ? toSend(command) : compare(flow, command, bond, native);
    const verdict = inLaw(flow, candidate, native, compared);
    const failed = failures.get(row.key) ?? 0;
    if (
      'trouble' in verdict &&
      verdict.trouble.kind === 'conflict' &&
      native &&
      flow.hearNow &&
      failed < flow.limits.tries
    ) {
      moved.push({ key: row.key, native });
      // Heard once it is as it should be; heard in vain, it waits, for its ticket may be in quarantine.
      if (failed > 0) resolutions.push({ key: row.key, state: 'queued', due: backoff(flow, failed, undefined) });
      waiting.add(row.ticket);
    } else if ('trouble' in verdict) {
      resolutions.push({ key: row.key, state: 'dead', trouble: verdict.trouble });
      waiting.add(row.ticket);
    } else if (Object.keys(verdict.fields).length === 0) {
      resolutions.push({ key: row.key, state: 'obeyed' });
      if (bond !== null && verdict.agreed) bonds.push(agreeing(bond, verdict.agreed));
    } else {
      const { fields, ...read } = verdict;
      updated.add(row.ticket);
      send.push({ ...candidate, ...read, command: { ...command, fields } });
    }
  }
  return { send, resolutions, bonds, moved };
}

/** The tickets to be updated as they stand in the target; null where it cannot be read. */
async function readAgain(flow: Telling, candidates: readonly Candidate[]): Promise<Map<string, NativeTicket> | null> {
  const { source } = flow.mouth.connector;
  if (!source) return null;
  const ids = candidates.flatMap(({ command, bond }) =>
    command.kind === 'update' && bond && Object.keys(command.fields).length > 0 ? [bond.native] : [],
  );
  const now = new Map<string, NativeTicket>();
  if (ids.length === 0) return now;
  for await (const native of source.read([...new Set(ids)], flow.signal)) now.set(native.id, native);
  return now;
}

type Verdict =
  | { readonly fields: NativeFields; readonly seen?: NativeFields; readonly agreed?: NativeFields }
  | { readonly trouble: NonNullable<Resolution['trouble']> };

const toSend = ({ fields }: Update): Verdict => ({ fields });

function compare({ mouth }: Telling, command: Update, bond: Bond, native: NativeTicket | undefined): Verdict {
  const { connection, connector } = mouth;
  const name = bond.number ?? bond.native;
  if (!native)
    return {
      trouble: {
        kind: 'gone',
        message: {
          fr: `${name} n’est plus dans ${connection}, ou ne peut être lu`,
          en: `${name} is no longer in ${connection}, or may not be read`,
        },
      },
    };
  const same = (field: string, value: NativeValue | undefined): boolean =>
    isSame(connector.sink, native.class, field, value, native.fields[field]);
  const different = Object.entries(command.fields).filter(([field, value]) => !same(field, value));
  const moved = different.filter(([field]) => !same(field, bond.shadow?.fields[field]));
  if (moved.length === 0) {
    const fields = Object.fromEntries(different);
    const agreed = Object.keys(command.fields).filter((field) => !(field in fields));
    return { fields, seen: native.fields, agreed: pick(native.fields, agreed) };
  }
  const both = moved.map(([field, ours]) => [field, stable(native.fields[field] ?? null), stable(ours)] as const);
  const french = both.map(([field, theirs, ours]) => `${field} : là-bas «${theirs}», ici «${ours}»`).join(' ; ');
  const english = both.map(([field, theirs, ours]) => `${field}: there «${theirs}», ours «${ours}»`).join('; ');
  const message = {
    fr: `${name} a été modifié entre-temps dans ${connection} (${french}) ; la valeur de cet outil reste tant que personne n’a tranché`,
    en: `${name} was changed in ${connection} since (${english}); theirs stands until somebody decides`,
  };
  return { trouble: { kind: 'conflict', message } };
}

/** A status goes only where the tool's own moves lead. */
function inLaw({ mouth }: Telling, { whole }: Candidate, native: NativeTicket | undefined, verdict: Verdict): Verdict {
  if ('trouble' in verdict || !native || !whole) return verdict;
  return { ...verdict, ...legal(mouth, whole, native, verdict.fields) };
}

function pick(fields: NativeFields, names: readonly string[]): NativeFields {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}

function agreeing(bond: Bond, agreed: NativeFields): Bond {
  const shadow = bond.shadow ?? { digest: 'written', fields: {} };
  return { ...bond, shadow: { ...shadow, fields: { ...shadow.fields, ...agreed } } };
}
