import type { Keyed, NativeCommand } from '@passerelle/connector';
import type { Connected } from '@passerelle/sync';
import { internalTicket, tellCase, type Case, type Fate, type Plant, type Verdict } from './case.js';
import { paths } from './faults.js';
import { exported, targetKinds, toolKinds } from './tool.js';

/** Every tool as source and as target, every way to say something internal, every way in which telling it may go. */
export function allCases(): readonly Case[] {
  return toolKinds.flatMap((from) =>
    targetKinds.flatMap((to) =>
      [...from.whispers, internalTicket].flatMap((said) =>
        paths
          // Nothing of an internal ticket is ever on its way, so nothing can befall it.
          .filter((path) => said !== internalTicket || path === 'plain' || path === 'both moved')
          .map((path): Case => ({ from, to, said, path })),
      ),
    ),
  );
}

export interface Sum {
  readonly cases: number;
  /** Cases in which a requester could read it somewhere. */
  readonly leaks: number;
  readonly reads: number;
  /** Tickets that our own follow page showed. */
  readonly followed: number;
  readonly fates: Readonly<Record<Fate, number>>;
  /** What went wrong, in words. */
  readonly told: readonly string[];
}

/** Tells so many of the cases, one after the other; `told` hears how many are done. */
export async function tellAll(cases: readonly Case[], plant: Plant | null, told: (done: number) => void): Promise<Sum> {
  const fates: Record<Fate, number> = { arrived: 0, 'kept back': 0, stopped: 0, missing: 0 };
  const said: string[] = [];
  let leaks = 0;
  let reads = 0;
  let followed = 0;
  for (const [nth, one] of cases.entries()) {
    const verdict = await safely(one, nth, plant);
    fates[verdict.fate] += 1;
    reads += verdict.reads;
    followed += verdict.followed;
    if (verdict.leaks.length > 0) leaks += 1;
    if (verdict.leaks.length > 0 || verdict.fate === 'missing')
      said.push(`${named(one)}: ${verdict.leaks.join(', ') || 'missing'}`);
    told(nth + 1);
  }
  return { cases: cases.length, leaks, reads, followed, fates, told: said };
}

async function safely(one: Case, nth: number, plant: Plant | null): Promise<Verdict> {
  try {
    return await tellCase(one, nth, plant);
  } catch (error) {
    throw new Error(`${named(one)}: the case broke off`, { cause: error });
  }
}

export function named({ from, to, said, path }: Case): string {
  return `${said} of ${from.name} to ${to.name}, ${path}`;
}

/** Guards that can be switched off, by what each keeps from happening. */
export const plants: Readonly<Record<string, Plant>> = {
  'an internal line is sent to the public journal': { target: openJournal },
  'public attachments are declared internal': { target: openFiles },
  'nothing is taken back': { target: nothingBack },
  'the audience of a ticket is not looked at': {
    target: (connected) => ({
      ...connected,
      mapping: {
        ...connected.mapping,
        write: (ticket, ...rest) => connected.mapping.write({ ...ticket, audience: 'public' }, ...rest),
      },
    }),
  },
  'an export of the form is left in its open folder': {
    source: (simulator) => ({
      handle: (request) =>
        request.url.includes('export.php?delete=')
          ? { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Supprimé</body></html>' }
          : simulator.handle(request),
    }),
  },
  'our follow page takes every line for public': {
    followed: (kept) => ({
      ticket: { ...kept.ticket, audience: 'public' },
      why: kept.why,
      revision: kept.revision,
      entries: kept.entries.map((entry) => ({ ...entry, audience: 'public' })),
      attachments: kept.attachments.map((file) => ({ ...file, audience: 'public' })),
    }),
  },
};

/** Cases in which a guard has something to keep back, where few of all have. */
export function bitten(name: string, cases: readonly Case[]): readonly Case[] {
  if (!plants[name]?.source) return cases;
  return cases.filter(({ from, said }) => from.name === exported && said === internalTicket);
}

function openJournal(connected: Connected): Connected {
  const { sink, journals = {} } = connected.connector;
  const open = Object.keys(journals).find((journal) => journals[journal] === 'public');
  if (!sink || open === undefined) return connected;
  const spoilt = (command: Keyed<NativeCommand>): Keyed<NativeCommand> =>
    command.kind === 'append'
      ? { ...command, entry: { ...command.entry, journal: open, audience: 'public' } }
      : command;
  const apply: typeof sink.apply = (batch, signal) => sink.apply(batch.map(spoilt), signal);
  return { ...connected, connector: { ...connected.connector, sink: { ...sink, apply } } };
}

function openFiles(connected: Connected): Connected {
  const { sink } = connected.connector;
  if (!sink) return connected;
  const spoilt = (command: Keyed<NativeCommand>): Keyed<NativeCommand> =>
    command.kind === 'attach' ? { ...command, audience: 'public' } : command;
  const apply: typeof sink.apply = (batch, signal) => sink.apply(batch.map(spoilt), signal);
  return { ...connected, connector: { ...connected.connector, attachments: 'internal', sink: { ...sink, apply } } };
}

function nothingBack(connected: Connected): Connected {
  const { sink } = connected.connector;
  if (!sink) return connected;
  return {
    ...connected,
    connector: {
      ...connected.connector,
      sink: {
        ...sink,
        apply: async function* (batch, signal) {
          for (const command of batch)
            if (command.kind === 'retract')
              yield { key: command.key, outcome: 'done', id: typeof command.id === 'string' ? command.id : '' };
          const rest = batch.filter(({ kind }) => kind !== 'retract');
          if (rest.length > 0) yield* sink.apply(rest, signal);
        },
      },
    },
  };
}
