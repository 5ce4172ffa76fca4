import type { Connector } from '@passerelle/connector';
import type { Simulator } from '@passerelle/connector/testing';
import { Halt, type Connected, type KeptTicket, type Went } from '@passerelle/sync';
import { followAll } from './followed.js';
import { unlucky, type Path, type Witness } from './faults.js';
import { openStage, type Stage } from './stage.js';
import type { Kind, Tool } from './tool.js';
import type { Whisper } from './whispers.js';

export const internalTicket = 'ticket of the team alone';

export interface Case {
  readonly from: Kind;
  readonly to: Kind;
  /** A whisper of the source, or `internalTicket`. */
  readonly said: string;
  readonly path: Path;
}

/**
 * `arrived`: it stands where the team reads it. `kept back`: the target holds nothing internal of that kind, and got nothing.
 * `stopped`: the connection halted, or a human is asked, before more could happen. `missing`: none of these.
 */
export type Fate = 'arrived' | 'kept back' | 'stopped' | 'missing';

export interface Verdict {
  readonly fate: Fate;
  /** Where a requester could read it. */
  readonly leaks: readonly string[];
  /** Endpoints that were read. */
  readonly reads: number;
  /** Tickets that our own follow page showed to whoever asked for them. */
  readonly followed: number;
}

/** A guard that is switched off. */
export interface Plant {
  /** The target's connection as a process sees it. */
  readonly target?: (connected: Connected) => Connected;
  /** The source as the connector reaches it. */
  readonly source?: (simulator: Simulator) => Simulator;
  /** What our own follow page is given of a ticket. */
  readonly followed?: (kept: KeptTicket) => KeptTicket;
}

/** Says it in the source, lets the engine work with that in its way, and looks everywhere a requester could look. */
export async function tellCase(
  { from, to, said, path }: Case,
  nth: number,
  plant: Plant | null = null,
): Promise<Verdict> {
  // Found nowhere else, and the same in forms and JSON.
  const secret = `Secret7q4x${String(nth).padStart(6, '0')}zvk`;
  const witness: Witness = { carried: 0, died: false };
  const liar = { on: path === 'found public when read back' };
  const stage = await openStage({
    from,
    to,
    witness,
    before: (simulator) => unlucky(simulator, secret, path, witness),
    ...(plant?.source && { beforeSource: plant.source }),
    spoilSource: (mapping) =>
      said !== internalTicket
        ? mapping
        : {
            ...mapping,
            // A site whose class is for the team alone.
            read: (native) => {
              const read = mapping.read(native);
              return { ...read, said: { ...read.said, audience: 'internal' } };
            },
          },
    spoilTarget: (connected) => {
      const planted = plant?.target?.(connected) ?? connected;
      return { ...planted, connector: lying(planted.connector, secret, liar) };
    },
  });
  try {
    const { source } = stage;
    const whisper = source.whispers.find(({ name }) => name === said);
    const id = await source.world.humans.open(whisper ? 'Écran noir' : `Écran noir ${secret}`);
    const went: Went[] = [];
    if (whisper) {
      if (path !== 'told with its ticket') went.push(...(await stage.sync()));
      whisper.say(id, secret);
    }
    // What the source shows by itself is its own affair: what comes on top of that is ours.
    const before = new Set(await shownIn('source', source, secret));
    if (path === 'both moved') await moveBoth(stage, id);
    went.push(...(await stage.sync()));
    if (whisper?.hide) {
      went.push(...(await stage.sync()));
      whisper.hide(id);
    }
    for (let rounds = 3; rounds > 0; rounds -= 1) went.push(...(await stage.sync()));
    const followed = await followAll(stage, plant?.followed);
    const ours = followed.texts.some((text) => text.includes(secret)) ? ['our own follow page'] : [];
    const leaks = [...(await leaksOf(stage, secret, whisper ?? null, before)), ...ours];
    const fate = await fateOf(stage, { secret, whisper: whisper ?? null, went, witness, exposed: liar.on });
    const reads = source.endpoints.length + stage.target.endpoints.length + followed.texts.length;
    return { fate, leaks, reads, followed: followed.shown };
  } finally {
    await stage.close();
  }
}

/** Somebody edits the ticket in both tools while the line waits. */
async function moveBoth({ source, target }: Stage, id: string): Promise<void> {
  await source.world.humans.change(id);
  const [there] = (await target.world.tickets()).slice(-1);
  if (there !== undefined) await target.world.humans.change(there);
}

/** Of an internal line the read-back says that everybody can read it, as a tool would whose journal somebody opened. */
function lying(connector: Connector, secret: string, liar: { readonly on: boolean }): Connector {
  const { sink } = connector;
  if (!sink || !liar.on) return connector;
  return {
    ...connector,
    sink: {
      ...sink,
      apply: async function* (batch, signal) {
        const exposed = new Set(
          batch.flatMap((command) =>
            (command.kind === 'append' && command.entry.text.includes(secret)) || command.kind === 'attach'
              ? [command.key]
              : [],
          ),
        );
        for await (const receipt of sink.apply(batch, signal))
          yield receipt.outcome === 'done' && exposed.has(receipt.key) ? { ...receipt, audience: 'public' } : receipt;
      },
    },
  };
}

/** Endpoints at which a requester reads it now. */
async function shownIn(side: string, { endpoints }: Tool, secret: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, read } of endpoints)
    if ((await read()).some((text) => text.includes(secret))) found.push(`${side}: ${name}`);
  return found;
}

async function leaksOf(
  { source, target, store }: Stage,
  secret: string,
  whisper: Whisper | null,
  before: ReadonlySet<string>,
): Promise<readonly string[]> {
  const here = await shownIn('source', source, secret);
  const found = [...here.filter((place) => !before.has(place)), ...(await shownIn('target', target, secret))];
  if (whisper?.what !== 'turned') return found;
  // It was public when it was mailed. What a tool cannot take back must have been told to a human.
  const asked = (await store.inState('target', 'dead', 100)).some(({ act }) => act.kind === 'retract');
  return asked ? [] : found.filter((place) => place !== 'target: mails');
}

interface Telling {
  readonly secret: string;
  readonly whisper: Whisper | null;
  readonly went: readonly Went[];
  readonly witness: Witness;
  readonly exposed: boolean;
}

async function fateOf(
  { target, store, connector, mapping }: Stage,
  { secret, whisper, went, witness: { carried }, exposed }: Telling,
): Promise<Fate> {
  const looked = [];
  for (const id of await target.world.tickets()) looked.push(await target.world.look(id));
  const there = looked.some(
    (one) =>
      one?.entries.some(({ text, readable }) => !readable && text.includes(secret)) === true ||
      one?.attachments.some(({ content, readable }) => !readable && content.includes(secret)) === true,
  );
  const halted = went.some(({ error }) => error instanceof Halt && error.why === 'visibility');
  if (halted) return 'stopped';
  // What the read-back says is public must stop the connection.
  if (exposed && whisper?.what === 'line' && carried > 0) return 'missing';
  if (there) return 'arrived';
  const dead = await store.inState('target', 'dead', 100);
  if (carried === 0) {
    const holds =
      whisper?.what === 'line' &&
      Object.values(connector.journals ?? {}).includes('internal') &&
      mapping.journalFor('work_note', 'internal') !== null;
    return holds && dead.length === 0 ? 'missing' : 'kept back';
  }
  return dead.length > 0 || whisper?.what === 'turned' ? 'stopped' : 'missing';
}
