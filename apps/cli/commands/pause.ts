import { pause as pauseThere, resumePaused, scopesOf, type PauseWish } from '@passerelle/runtime';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';

/** What is paused, since when and why. */
export async function pauses({ house }: Session, output: Output): Promise<Exit> {
  const found = await house.store.pauses();
  const w = output.words.mirror.pause;
  if (found.length === 0) output.say(w.none);
  for (const { scope, since, by, why } of found) output.say(printable(w.line(scope, since, by, why)));
  output.answer({ paused: found });
  return exits.fine;
}

export async function pause(
  { house }: Session,
  wish: PauseWish,
  said: { readonly by: string; readonly why: string },
  output: Output,
): Promise<Exit> {
  const scopes = await scopesOf(house, wish);
  await pauseThere(house, scopes, said);
  for (const scope of scopes) output.say(output.words.mirror.pause.paused(scope));
  output.answer({ paused: await house.store.pauses() });
  return exits.fine;
}

export async function resume({ house }: Session, wish: PauseWish, output: Output): Promise<Exit> {
  const scopes = await scopesOf(house, wish);
  const resumed = await resumePaused(house, scopes);
  const w = output.words.mirror.pause;
  for (const scope of scopes) output.say(resumed.includes(scope) ? w.resumed(scope) : w.notPaused(scope));
  output.answer({ resumed, paused: await house.store.pauses() });
  return exits.fine;
}
