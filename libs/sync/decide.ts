import type { Ticket } from '@passerelle/ticket';
import { axisOf } from './axis.js';
import type { Run } from './flow.js';
import type { News } from './hear.js';
import { stable } from './identity.js';
import { intend, quotaOf } from './intend.js';
import { reopened } from './reopened.js';
import type { Conflict } from './ports/records.js';
import { Overtaken } from './ports/store.js';
import { rule } from './rule.js';
import { unmoved } from './wake.js';
import { rulesOf } from './ways.js';

export interface Decision {
  /** Of an open conflict. */
  readonly id: string;
  readonly stands: Conflict['stands'];
  /** Who decides, for the history. */
  readonly by: string;
}

/** Other tools may be heard on the ticket meanwhile; each time it is decided again over what they said. */
const tries = 50;

/**
 * A human decides what no owner did (law 10). The word that stands is folded into the ticket, rules have their say, and
 * everybody who lives with the ticket is told, all in one step. What was said in the same breath about the same thing (the
 * status and its reason) is decided with it. Returns what was decided; nothing where no such conflict is open.
 */
export async function decide(flow: Run, decision: Decision): Promise<readonly Conflict[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await decideOnce(flow, decision);
    } catch (error) {
      if (!(error instanceof Overtaken) || attempt >= tries) throw error;
    }
  }
}

async function decideOnce(flow: Run, { id, stands, by }: Decision): Promise<readonly Conflict[]> {
  const { store } = flow;
  const open = await store.conflicts({ state: 'open', limit: 100_000 });
  const named = open.find((conflict) => conflict.id === id);
  if (!named) return [];
  const group = open.filter(
    (one) =>
      one.ticket === named.ticket &&
      one.connection === named.connection &&
      one.at === named.at &&
      axisOf(one.field) === axisOf(named.field),
  );
  const decided = group.map((one): Conflict => ({ ...one, stands, state: 'decided' }));
  const whole = (await store.tickets([named.ticket])).get(named.ticket);
  if (!whole) {
    await store.commit({ conflicts: decided });
    return decided;
  }
  const fields = group.map(({ field }) => field);
  // Ours is what stands: somebody may have changed it since, and a newer word is not undone.
  const said: Partial<Ticket> =
    stands === 'ours'
      ? {}
      : Object.fromEntries(group.map(({ field, theirs }) => [field, JSON.parse(theirs) as unknown]));
  const why = `decided by ${by}: ${stands === 'ours' ? 'ours stands against' : 'the word of'} ${named.connection}`;
  const before = unmoved(whole);
  const ticket: Ticket = { ...whole.ticket, ...said };
  const merged = {
    ...before,
    whole: { ...whole, ticket, why: { ...whole.why, ...Object.fromEntries(fields.map((field) => [field, why])) } },
    changed: fields.filter((field) => stable(ticket[field]) !== stable(whole.ticket[field])),
  };
  const bonds = await store.bondsOf([named.ticket]);
  const bound = new Set(bonds.filter(({ tombstone }) => tombstone === null).map(({ connection }) => connection));
  const rules = rulesOf(flow, bound, ticket);
  const timers = await store.timersOf([named.ticket]);
  const mark = `decision ${named.id}`;
  const now = flow.clock.now().toISOString();
  const ruled = rules === null ? null : rule(rules, merged, whole, { by: null, mark }, timers, now);
  if (ruled?.trouble) flow.tell({ kind: 'trouble', message: ruled.trouble });
  const done = ruled?.merged ?? merged;
  const news: News = {
    merged: done,
    changed: done.changed,
    ruled: ruled?.ruled ?? [],
    timers: ruled?.timers ?? { set: [], cancel: [] },
    before: whole.ticket,
    digest: mark,
    nativeClass: '',
    // Somebody at the console decided it now.
    at: now,
  };
  const intents = await intend(flow, [news], quotaOf(0));
  await store.commit({
    tickets: [{ ticket: done.whole.ticket, why: done.whole.why, was: whole.revision }],
    entries: done.newEntries,
    timers: news.timers.set,
    stoppedTimers: news.timers.cancel,
    intents,
    resolutions: await reopened(flow, [news], intents),
    conflicts: decided,
  });
  return decided;
}
