import { createHash } from 'node:crypto';
import { systemClock, type NativeId } from '@passerelle/connector';
import { seededRandom, serveSimulator, type Subject, type World } from '@passerelle/connector/testing';
import { world as glpiWorld } from '../../connectors/glpi/conformance.world.js';
import { subject as glpiSubject } from '../../connectors/glpi/conformance.subject.js';
import { world as servicenowWorld } from '../../connectors/servicenow/conformance.world.js';
import { rowOf, str, type Glpi } from '../../connectors/glpi/simulator/index.js';
import { subject as servicenowSubject } from '../../connectors/servicenow/conformance.subject.js';
import type { Owner } from '../simulation/time.js';
import { secretWord, startTruth } from '../simulation/mirror/truth.js';
import type { Chance } from '../simulation/chance.js';

/** One simulated tool on loopback, with people at work in it. */
export interface Desk {
  readonly name: string;
  readonly subject: Subject;
  readonly world: World;
  readonly url: string;
  readonly journals: { readonly public: string; readonly internal: string };
  /** Somebody writes another description over the one that stands there, of their own number. */
  readonly rewrite: (id: NativeId, nth: number) => void | Promise<void>;
}

/** What people did. */
export interface Deeds {
  /** Tickets that they opened: the number of each stands in its title for ever. */
  readonly needs: { readonly n: number; readonly tool: string }[];
  readonly lines: { readonly need: number; readonly tool: string; readonly tag: string; readonly internal: boolean }[];
  readonly files: { readonly need: number; readonly name: string; readonly sha256: string }[];
}

export interface Desks {
  readonly all: readonly Desk[];
  readonly deeds: Deeds;
  /** Internal text that could be read, or was mailed, at some moment. */
  readonly crimes: () => readonly string[];
  /** Requests that changed or may have changed something, over all tools. */
  readonly writes: () => number;
  close(): Promise<void>;
}

/** Passerelle, whoever of its processes it is: the tools cannot tell them apart. */
const host: Owner = { name: 'host', dead: false, steps: 0, frozenUntil: 0 };

/** A ServiceNow and a GLPI on loopback. After each request that changed one of them it is looked at for internal text. */
export async function openDesks(seed: number): Promise<Desks> {
  const truth = startTruth();
  const clock = { ...systemClock, advance: () => undefined };
  const random = (nth: number) => seededRandom(seed * 2 + nth);
  let writes = 0;
  // A dead process' requests are in the kernel's hands: they arrive within milliseconds or never.
  const more = { settled: 2, lag: 5 };
  const made = [
    {
      name: 'servicenow',
      subject: servicenowSubject,
      world: servicenowWorld({ clock, random: random(0) }, { gzip: 'never' }, { more }),
      journals: { public: 'comments', internal: 'work_notes' },
      rewrite: (world: World) => (id: NativeId) => world.humans.change(id),
    },
    {
      name: 'glpi',
      subject: glpiSubject,
      world: glpiWorld({ clock, random: random(1) }, { more }),
      journals: { public: 'followup', internal: 'followup_private' },
      rewrite: aboveTheMark,
    },
  ];
  const served: { close(): Promise<void> }[] = [];
  const all = await Promise.all(
    made.map(async ({ name, world, rewrite, ...rest }): Promise<Desk> => {
      const { simulator } = world;
      if (!simulator) throw new Error(`expected ${name} to have a simulator`);
      const one = await serveSimulator({
        handle: (request) => {
          if (request.method !== 'GET' && !/oauth|Session/u.test(request.url)) writes += 1;
          const looked = truth.watch(name, world, host);
          const answer = simulator.handle(request);
          looked(clock.now().getTime());
          return answer;
        },
      });
      served.push(one);
      return { name, world, url: one.url, rewrite: rewrite(world), ...rest };
    }),
  );
  return {
    all,
    deeds: { needs: [], lines: [], files: [] },
    crimes: () => truth.crimes,
    writes: () => writes,
    close: async () => void (await Promise.all(served.map((one) => one.close()))),
  };
}

/**
 * GLPI before 11 keeps our mark in the description. People write above it: of one that they erase before its creation was
 * acknowledged, nobody can tell any more where it came from.
 */
function aboveTheMark({ simulator }: World): Desk['rewrite'] {
  const glpi = simulator as Glpi;
  return (id, nth) => {
    const content = str(rowOf(glpi.state, 'Ticket', Number(id)), 'content');
    const mark = /\[réf\. passerelle [0-9a-f]{32}\]/u.exec(content)?.[0];
    glpi.as('tech').change(Number(id), { content: `Changé ${nth} fois${mark === undefined ? '' : `\n\n${mark}`}` });
  };
}

const says = ['Bonjour, ça ne marche pas.', 'Relance', 'Fait ✅', 'Ligne 1\nLigne 2', 'L’écran est noir 🖥️', '‏مرحبا'];

/** Somebody does something in one of the tools: opens, writes in public or internally, changes the text, attaches. */
export async function act({ all, deeds }: Desks, by: Chance): Promise<void> {
  const desk = by.pick(all);
  const { world, name } = desk;
  const nth = deeds.lines.length + deeds.files.length + deeds.needs.length + 1;
  if (deeds.needs.length === 0 || by.happens(0.12)) {
    const n = deeds.needs.length + 1;
    await world.humans.open(`Écran noir n${n}v1n`);
    deeds.needs.push({ n, tool: name });
    return;
  }
  const { n: need } = by.pick(deeds.needs.slice(-12));
  const id = await find(desk, need);
  if (id === null) return;
  const what = by.next();
  if (what < 0.2) await desk.rewrite(id, nth);
  else if (what < 0.35) {
    const content = Buffer.from(`contenu ${nth}`);
    const file = `capture-${nth}.png`;
    await world.humans.attach?.(id, file, content);
    deeds.files.push({ need, name: file, sha256: createHash('sha256').update(content).digest('hex') });
  } else {
    const internal = by.happens(0.4);
    const tag = `ln${nth}x${deeds.lines.length}nl`;
    const text = `${by.pick(says)} ${tag}${internal ? ` ${secretWord}` : ''}`;
    await world.humans.write?.(id, desk.journals[internal ? 'internal' : 'public'], text);
    deeds.lines.push({ need, tool: name, tag, internal });
  }
}

/** Tickets whose title carries the number of the need; ServiceNow's and GLPI's titles keep it for ever. */
export async function copies({ world }: Desk, need: number): Promise<readonly NativeId[]> {
  const ids = await world.tickets();
  const found: NativeId[] = [];
  for (const id of ids) {
    const fields = (await world.look(id))?.fields ?? {};
    const title = fields['short_description'] ?? fields['name'];
    if (typeof title === 'string' && title.includes(` n${need}v1n`)) found.push(id);
  }
  return found;
}

async function find(desk: Desk, need: number): Promise<NativeId | null> {
  return (await copies(desk, need))[0] ?? null;
}
