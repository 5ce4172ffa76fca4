import type { NativeFields, NativeId } from '@passerelle/connector';
import type { Simulator, ToolRequest } from '@passerelle/connector/testing';
import { desk, type Desk, type DeskSetting } from './desk.js';

/** A creation in `b` whose answer is lost with the host: the tool has it, and is down until somebody lifts it up again. */
export async function loseCreation(
  setting: Omit<DeskSetting, 'before'>,
  title: string,
  isCreation: (request: ToolRequest) => boolean,
  /** What people do with it before anybody hears of it. */
  first: (at: Desk, id: string) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly at: Desk; readonly id: string; readonly up: () => void }> {
  let down = false;
  const before = (name: string, simulator: Simulator): Simulator => {
    if (name !== 'b') return simulator;
    return {
      handle(request) {
        if (down) return { status: 503, headers: {}, body: '' };
        const answer = simulator.handle(request);
        if (!isCreation(request)) return answer;
        down = true;
        return { status: 200, headers: {}, body: '', cut: true };
      },
    };
  };
  const at = await desk({ ...setting, before });
  await first(at, await at.tool('a').world.humans.open(title));
  await at.sync().catch(() => undefined);
  const [id = ''] = await at.tool('b').world.tickets();
  return { at, id, up: () => void (down = false) };
}

/** More turns of another process, over the settling time of the sink. */
export async function later(at: Desk): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    at.clock.advance(180_000);
    await at.sync({});
  }
}

/** Somebody changes fields in a tool's own screens. */
export async function type(at: Desk, name: string, id: NativeId, fields: NativeFields): Promise<void> {
  const { connector } = at.tool(name);
  const key = Buffer.from(JSON.stringify(fields)).toString('hex').slice(-32);
  for await (const receipt of connector.sink?.apply([{ key, kind: 'update', id, fields }]) ?? [])
    if (receipt.outcome !== 'done') throw receipt.fault;
}

export const dead = (at: Desk) => at.store.inState('b', 'dead', 9);

/** Tickets in `a` and in `b`. */
export const counts = async (at: Desk) => [
  (await at.tool('a').world.tickets()).length,
  (await at.tool('b').world.tickets()).length,
];
