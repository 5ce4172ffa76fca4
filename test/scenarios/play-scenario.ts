import { existsSync, readFileSync } from 'node:fs';
import type { NativeId, NativeTicket } from '@passerelle/connector';
import type { World } from '@passerelle/connector/testing';
import { ticketId, type MirrorRoute } from '@passerelle/sync';
import { desk, mirrorRoute, type Desk } from '../simulation/desk.js';
import { rulesOf } from './rules.js';
import type { Scenario, Step } from './scenario.js';
import { differences } from './see.js';
import type { Hands, Stage } from './stage.js';
import { stages } from './stages.js';

interface Play {
  readonly desk: Desk;
  readonly hands: ReadonlyMap<string, Hands>;
  /** Where each ticket was opened, by its name. */
  readonly opened: Map<string, { readonly tool: string; readonly native: NativeId }>;
}

/** Plays a scenario through the river; what is otherwise than it says, each with the number of its step. Stops at the first. */
export async function play(scenario: Scenario): Promise<readonly string[]> {
  const theater = await open(scenario);
  for (const [nth, step] of scenario.steps.entries()) {
    const wrong = await act(theater, step);
    if (wrong.length > 0) return wrong.map((each) => `step ${nth + 1} ${JSON.stringify(step)}\n  ${each}`);
  }
  return [];
}

async function open(scenario: Scenario): Promise<Play> {
  const { tools, route: terms } = scenario;
  const staged = Object.entries(tools).map(([name, tool]) => ({ name, ...tool, set: stageOf(tool.stage) }));
  const hands = new Map<string, Hands>();
  const { missingGroup, rules: _rules, ...more } = terms;
  const plain = mirrorRoute(Object.keys(tools), more as Partial<MirrorRoute>);
  const route = { ...plain, choices: { ...plain.choices, missingGroup } };
  const worlds = staged.map(({ name, set }) => [
    name,
    (ports: Parameters<Stage['setup']>[0]): World => {
      const made = set.setup(ports);
      hands.set(name, made.hands);
      return made.world as World;
    },
  ]);
  return {
    desk: await desk({
      tools: Object.fromEntries(staged.map(({ name, set }) => [name, set.kind])),
      worlds: Object.fromEntries(worlds) as never,
      overlays: Object.fromEntries(
        staged.flatMap(({ name, mapping }) => (mapping === undefined ? [] : [[name, overlay(mapping)]])),
      ),
      routes: [route],
      rules: new Map([[route.name, rulesOf(scenario)]]),
    }),
    hands,
    opened: new Map(),
  };
}

function stageOf(name: string): Stage {
  const stage = stages[name];
  if (!stage) throw new Error(`expected a stage among ${Object.keys(stages).join(', ')}, came «${name}»`);
  return stage;
}

function overlay(name: string): string {
  const path = `mappings/${name}.yaml`;
  if (!existsSync(path)) throw new Error(`expected a mapping ${path}, there is none`);
  return readFileSync(path, 'utf8');
}

async function act(play: Play, step: Step): Promise<readonly string[]> {
  if (step === 'run') {
    await play.desk.sync();
    return [];
  }
  if ('wait' in step) {
    play.desk.clock.advance(milliseconds(step.wait));
    return [];
  }
  if ('conflicts' in step) {
    const { length } = await play.desk.store.conflicts({ limit: 100 });
    return length === step.conflicts ? [] : [`expected ${step.conflicts} conflicts, came ${length}`];
  }
  if ('see' in step || 'native' in step || 'lines' in step || 'files' in step || 'mails' in step)
    return see(play, step);
  if ('absent' in step) {
    const id = await find(play, step.in, step.ticket);
    return id === null ? [] : [`expected nothing of it in ${step.in}, came ${id}`];
  }
  if (!('by' in step)) throw new Error(`expected somebody who does it: ${JSON.stringify(step)}`);
  return perform(play, step);
}

type Deed = Extract<Step, { readonly by: string }>;

async function perform(play: Play, step: Deed): Promise<readonly string[]> {
  const hands = play.hands.get(step.in);
  if (!hands) throw new Error(`expected a tool of the scenario, came «${step.in}»`);
  // Nobody does two things in one instant.
  play.desk.clock.advance(1_000);
  if ('open' in step) {
    const name = step.ticket ?? 'it';
    play.opened.set(name, { tool: step.in, native: await hands.open(step.by, step.open, step.with) });
    return [];
  }
  const id = await find(play, step.in, step.ticket);
  if (id === null) return [`expected the ticket in ${step.in}, it is not there`];
  if ('change' in step) await hands.change(step.by, id, step.change);
  else if ('attach' in step) await hands.attach(step.by, id, step.attach, Buffer.from(step.content));
  else if ('say' in step) {
    const [audience, text] =
      'public' in step.say ? (['public', step.say.public] as const) : (['internal', step.say.internal] as const);
    await hands.say(step.by, id, audience, text);
  } else if (hands.fire) await hands.fire(step.by, id, step.fire, step.with ?? {});
  else return [`${step.in} has no moves; change its status`];
  return [];
}

/** The ticket as this tool has it: where it was opened, or its copy. */
async function find({ desk, opened }: Play, tool: string, name = 'it'): Promise<NativeId | null> {
  const origin = opened.get(name);
  if (!origin) throw new Error(`expected a ticket that was opened as «${name}», there is none`);
  if (origin.tool === tool) return origin.native;
  const id = ticketId(origin.tool, origin.native);
  const bonds = (await desk.store.bondsOf([id])).filter(
    ({ connection, tombstone }) => connection === tool && !tombstone,
  );
  return bonds[0]?.native ?? null;
}

type Look = Extract<Step, { readonly see?: unknown; readonly lines?: unknown }>;

async function see(play: Play, look: Look): Promise<readonly string[]> {
  const { connector, mapping, world } = play.desk.tool(look.in);
  const id = await find(play, look.in, look.ticket);
  let native: NativeTicket | null = null;
  for await (const each of id === null ? [] : (connector.source?.read([id]) ?? [])) native = each;
  if (native === null) return [`expected the ticket in ${look.in}, it is not there`];
  const wrong: string[] = [];
  if (look.see) wrong.push(...differences(look.see, mapping.read(native).said));
  if (look.native) wrong.push(...differences(look.native, native.fields));
  if (look.lines) {
    const there = native.entries.map(({ audience, text }) => ({ audience, text }));
    const same = look.lines.every((line, nth) => {
      const [audience, text] = Object.entries(line)[0] ?? [];
      return there[nth]?.audience === audience && there[nth]?.text.includes(String(text));
    });
    if (!same || there.length !== look.lines.length)
      wrong.push(`expected the lines ${JSON.stringify(look.lines)}, came ${JSON.stringify(there)}`);
  }
  if (look.files)
    wrong.push(...differences({ files: look.files }, { files: native.attachments.map(({ name }) => name) }));
  if (look.mails !== undefined) {
    const sent = (world.mails?.() ?? []).filter(({ toRequester }) => toRequester);
    if (sent.length !== look.mails)
      wrong.push(`expected ${look.mails} mails to the requester, came ${JSON.stringify(sent)}`);
  }
  return wrong;
}

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function milliseconds(text: string): number {
  return Number(text.slice(0, -1)) * units[text.slice(-1) as keyof typeof units];
}
