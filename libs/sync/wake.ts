import type { Run } from './flow.js';
import type { News } from './hear.js';
import { intend, quotaOf } from './intend.js';
import { reopened } from './reopened.js';
import type { Merged } from './merge.js';
import type { KeptTicket } from './ports/records.js';
import { Overtaken } from './ports/store.js';
import { rule } from './rule.js';
import { rulesOf } from './ways.js';

/** Tickets whose clocks have run out are looked at in portions. */
const atOnce = 200;

/**
 * Gives the rules their say on tickets whose clocks have run out (closed after seven days, and the like). Belongs to no
 * connection: two hosts that wake for the same clock fold the same ruling, and the one that comes second is overtaken.
 * Returns how many tickets rules spoke on.
 */
export async function wake(flow: Run): Promise<number> {
  const { store, clock } = flow;
  if (!flow.rules) return 0;
  const done = new Set<string>();
  let spoke = 0;
  for (;;) {
    flow.signal.throwIfAborted();
    const now = clock.now().toISOString();
    const due = (await store.dueTimers(now, atOnce)).filter(({ ticket }) => !done.has(ticket));
    if (due.length === 0) return spoke;
    const paused = new Set((await store.pauses()).map(({ scope }) => scope));
    const ids = [...new Set(due.map(({ ticket }) => ticket))];
    const wholes = await store.tickets(ids);
    for (const id of ids) {
      done.add(id);
      const whole = wholes.get(id);
      if (!whole || paused.has('all') || paused.has(`ticket:${id}`)) continue;
      if (await wakeTicket(flow, whole, now)) spoke += 1;
    }
  }
}

async function wakeTicket(flow: Run, whole: KeptTicket, now: string): Promise<boolean> {
  const { store } = flow;
  const id = whole.ticket.id;
  const bonds = await store.bondsOf([id]);
  const bound = new Set(bonds.filter(({ tombstone }) => tombstone === null).map(({ connection }) => connection));
  const rules = rulesOf(flow, bound, whole.ticket);
  const timers = await store.timersOf([id]);
  if (rules === null) {
    // Nobody asks about it any more: its route is gone, or it lives nowhere.
    await store.commit({ stoppedTimers: timers.map((timer) => timer.id) });
    return false;
  }
  const ruled = rule(rules, unmoved(whole), whole, { by: null, mark: '' }, timers, now);
  if (ruled.trouble !== null) flow.tell({ kind: 'trouble', message: ruled.trouble });
  const { merged } = ruled;
  const news: News = {
    merged,
    changed: merged.changed,
    ruled: ruled.ruled,
    timers: ruled.timers,
    before: whole.ticket,
    digest: `clock ${now}`,
    nativeClass: '',
    at: null,
  };
  const intents = await intend(flow, [news], quotaOf(0));
  try {
    await store.commit({
      tickets: [{ ticket: merged.whole.ticket, why: merged.whole.why, was: whole.revision }],
      entries: merged.newEntries,
      timers: ruled.timers.set,
      stoppedTimers: ruled.timers.cancel,
      intents,
      resolutions: await reopened(flow, [news], intents),
    });
  } catch (error) {
    // Somebody was heard on it meanwhile, and the rules with them; what is still due is due next time.
    if (error instanceof Overtaken) return false;
    throw error;
  }
  return merged.changed.length + merged.newEntries.length > 0;
}

/** Nobody said anything. */
export function unmoved(whole: KeptTicket): Merged {
  return {
    whole,
    changed: [],
    back: [],
    disputes: [],
    newEntries: [],
    editedEntries: [],
    newAttachments: [],
    narrowed: { entries: [], attachments: [] },
  };
}
