import { round } from '../migration/whole.js';
import type { Measured, Workload } from '../workload.js';
import type { Held } from './desks.js';
import { onMirror } from './scene.js';

/** With --scale 10, the 50,000 of a long night. */
const wholeTickets = 5_000;
/** What a ServiceNow lets an integration account do, when it was told to be careful. */
const perSecond = 5;

export const catchUp: Workload = {
  name: 'catch-up',
  describe: `${wholeTickets} tickets of one ServiceNow changed while nobody listened; seconds until the other says so, at ${perSecond} calls a second for each (--scale 10 for 50,000 tickets). reference: the bound, the calls of the busier connection at exactly that rate. ratio = ours to the bound: at most 1.15`,
  async run({ scale, profile, tell }): Promise<Measured> {
    const tickets = Math.round(wholeTickets * scale);
    return onMirror(profile, async (scene) => {
      const freely = await scene.configure({ every: null, pace: null });
      const paced = await scene.configure({ every: null, pace: `{ concurrency: 4, perSecond: ${perSecond} }` });
      tell(`${tickets} tickets are opened and carried over`);
      await scene.ask({ ask: 'open', tickets });
      await scene.sync(freely);
      await scene.sync(freely);
      await scene.ask({ ask: 'change' });
      tell('they were changed; catching up');
      const ours = await scene.sync(paced);
      const held = await scene.ask<Held>({ ask: 'held' });
      if (held.tickets !== tickets || held.changed !== tickets)
        throw new Error(`expected ${tickets} tickets with their change, came ${JSON.stringify(held)}`);
      const calls = Math.max(...Object.values(ours.calls));
      const bound = calls / perSecond;
      return {
        ours: {
          tickets,
          seconds: round(ours.seconds),
          ticketsPerSecond: round(tickets / ours.seconds),
          callsOfA: ours.calls['a'] ?? 0,
          callsOfB: ours.calls['b'] ?? 0,
        },
        reference: { calls, seconds: round(bound), callsPerSecond: perSecond },
        ratio: round(ours.seconds / bound),
      };
    });
  },
};
