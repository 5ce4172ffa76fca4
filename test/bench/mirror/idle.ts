import { takeTurn } from '@passerelle/sync';
import { desk, type ToolKind } from '../../simulation/desk.js';
import { round } from '../migration/whole.js';
import type { Measured, Workload } from '../workload.js';

const most = 3;
const turns = 20;
const kinds: readonly ToolKind[] = ['toy', 'servicenow', 'glpi', 'itop', 'intranet-form'];
/** As sites have them, rather than the small pages of the simulation. */
const sizes: Partial<Record<ToolKind, Readonly<Record<string, unknown>>>> = {
  servicenow: { pageSize: 1_000, batch: { size: 20 } },
  glpi: { pageSize: 3_000 },
};

export const idle: Workload = {
  name: 'idle',
  describe: `calls of a turn in which nothing is new, by tool, over ${turns} turns; a count, so that it is the same on every machine. reference: what was asked. ratio = the most of them to ${most}: at most 1`,
  async run(): Promise<Measured> {
    const ours: Record<string, number> = {};
    for (const kind of kinds) ours[kind] = await callsOf(kind);
    const asked = Object.fromEntries(kinds.map((kind) => [kind, most]));
    return { ours, reference: asked, ratio: round(Math.max(...Object.values(ours)) / most) };
  },
};

async function callsOf(kind: ToolKind): Promise<number> {
  let calls = 0;
  const at = await desk({
    tools: { a: kind, b: 'toy' },
    more: { a: sizes[kind] ?? {} },
    before: (name, simulator) => ({
      handle: (request) => {
        calls += name === 'a' ? 1 : 0;
        return simulator.handle(request);
      },
    }),
  });
  const { humans } = at.tool('a').world;
  for (const label of ['Écran noir', 'Clavier muet']) {
    await humans.open(label);
    at.clock.advance(5_000);
  }
  await at.sync();
  await at.sync();
  // Past every tool's visibility lag: until then what changed last is read again.
  at.clock.advance(900_000);
  const listen = async (): Promise<unknown> =>
    takeTurn(await at.mirror.turn('a', 'run'), { pull: true, backlog: false });
  await listen();
  calls = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    at.clock.advance(30_000);
    await listen();
  }
  return round(calls / turns);
}
