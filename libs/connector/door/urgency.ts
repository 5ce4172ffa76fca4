import { AsyncLocalStorage } from 'node:async_hooks';
import type { HttpRequest } from './door.js';

export type Urgency = NonNullable<HttpRequest['priority']>;

// Not state of a door but of what is being done: a connector should not have to hand on for whom it asks.
const doing = new AsyncLocalStorage<Urgency>();

/** Whatever `work` asks of any door has this urgency, unless a request says otherwise: a scan gives way to people. */
export function withUrgency<T>(urgency: Urgency, work: () => Promise<T>): Promise<T> {
  return doing.run(urgency, work);
}

/** For p-queue: more goes first, what says nothing in between. */
export function priorityOf({ priority = doing.getStore() }: Pick<HttpRequest, 'priority'>): number {
  return priority === 'interactive' ? 1 : priority === 'bulk' ? -1 : 0;
}
