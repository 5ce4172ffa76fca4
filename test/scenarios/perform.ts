import type { NativeId } from '@passerelle/connector';
import type { Step } from './scenario.js';
import type { Hands } from './stage.js';
import { find, type Theater } from './theater.js';

type Deed = Extract<Step, { readonly by: string; readonly in: string }>;

/** Somebody does something at a tool's own screens. */
export async function perform(theater: Theater, step: Deed): Promise<readonly string[]> {
  const hands = theater.hands.get(step.in);
  if (!hands) throw new Error(`expected a tool of the scenario, came «${step.in}»`);
  // Nobody does two things in one instant.
  theater.desk.clock.advance(1_000);
  if ('open' in step) {
    const name = step.ticket ?? 'it';
    theater.opened.set(name, { tool: step.in, native: await hands.open(step.by, step.open, step.with) });
    return [];
  }
  const id = await find(theater, step.in, step.ticket);
  if (id === null) return [`expected the ticket in ${step.in}, it is not there`];
  if ('merge' in step) {
    const into = await find(theater, step.in, step.merge);
    if (!hands.merge || into === null) return [`${step.in} cannot merge it with «${step.merge}»`];
    hands.merge(step.by, id, into);
    return [];
  }
  if (!('do' in step)) return onTicket(hands, id, step);
  if (!hands.do) return [`${step.in} offers nothing else`];
  try {
    await hands.do(step.by, id, step.do, step.with ?? {});
  } catch (error) {
    if (!step.denied || !String(error).includes(step.denied)) throw error;
    return [];
  }
  return step.denied ? [`expected ${step.in} not to take it, it did`] : [];
}

async function onTicket(
  hands: Hands,
  id: NativeId,
  step: Exclude<Deed, { readonly open: string } | { readonly do: string } | { readonly merge: string }>,
): Promise<readonly string[]> {
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

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export function milliseconds(text: string): number {
  return Number(text.slice(0, -1)) * units[text.slice(-1) as keyof typeof units];
}
