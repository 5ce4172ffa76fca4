import { milliseconds, perform } from './perform.js';
import { look } from './look.js';
import { atOurDesk } from './our-desk.js';
import { Scenario, type Step } from './scenario.js';
import { find, openTheater, routeOf, type Theater } from './theater.js';

/** Plays a scenario through the river; what is otherwise than it says, each with the number of its step. Stops at the first. */
export async function play(scenario: Scenario): Promise<readonly string[]> {
  const theater = await openTheater(scenario);
  for (const [nth, step] of scenario.steps.entries()) {
    const wrong = await act(theater, step);
    if (wrong.length > 0) return wrong.map((each) => `step ${nth + 1} ${JSON.stringify(step)}\n  ${each}`);
  }
  return [];
}

async function act(theater: Theater, step: Step): Promise<readonly string[]> {
  const { desk, inventories, hands, scenario } = theater;
  if (step === 'run') {
    await inventories.read(desk);
    await desk.sync();
    return [];
  }
  if ('wait' in step) {
    desk.clock.advance(milliseconds(step.wait));
    return [];
  }
  if ('conflicts' in step) {
    const conflicts = await desk.store.conflicts({ limit: 100 });
    return conflicts.length === step.conflicts
      ? []
      : [`expected ${step.conflicts} conflicts, came ${JSON.stringify(conflicts)}`];
  }
  if ('route' in step) {
    desk.reroute([routeOf(scenario, Scenario.shape.route.parse({ ...scenario.route, ...step.route }))]);
    return [];
  }
  if ('cron' in step) {
    const did = hands.get(step.in)?.cron?.(step.cron);
    return did === step.does ? [] : [`expected ${step.cron} to do ${step.does}, it did ${did}`];
  }
  if ('kept' in step || 'recategorise' in step || 'solve' in step || 'duplicates' in step || 'follow' in step)
    return atOurDesk(theater, step);
  if ('absent' in step) {
    const id = await find(theater, step.in, step.ticket);
    return id === null ? [] : [`expected nothing of it in ${step.in}, came ${id}`];
  }
  return 'by' in step ? perform(theater, step) : look(theater, step);
}
