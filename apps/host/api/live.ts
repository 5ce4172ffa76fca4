import type { LiveEvent } from '@passerelle/api';
import type { Desk } from '@passerelle/store';
import type { Logger } from 'pino';

/** Tells everybody in this process who listens. */
export interface Live {
  readonly announce: (event: LiveEvent) => void;
  readonly subscribe: (listener: (event: LiveEvent) => void) => () => void;
}

export function openLive(): Live {
  const listeners = new Set<(event: LiveEvent) => void>();
  return {
    announce: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const often = 700;
const atOnce = 200;
/** More than these are not named one by one. */
const most = 500;

/** Makes listings behind the river, and tells of those that any host made. */
export interface ListingKeeper {
  close(): Promise<void>;
}

export function keepListings(desk: Desk, live: Live, log: Logger): ListingKeeper {
  let stopped = false;
  let last: number | null = null;
  let going: Promise<void> | null = null;
  let told = false;

  async function look(): Promise<void> {
    while (!stopped && (await desk.refresh(atOnce)).length > 0);
    if (last === null) last = await desk.lastMade();
    else {
      const made = await desk.madeSince(last, most + 1);
      last = made.last;
      if (made.tickets.length > most) live.announce({ kind: 'tickets', ids: null });
      else if (made.tickets.length > 0) live.announce({ kind: 'tickets', ids: [...made.tickets] });
    }
    told = false;
  }

  const timer = setInterval(() => {
    going ??= look()
      .catch((error: unknown) => {
        // Once, not each second: the database is gone, and the rest of the host says so too.
        if (!told && !stopped) log.error({ err: error }, 'the list of tickets could not be brought up to date');
        told = true;
      })
      .finally(() => (going = null));
  }, often);

  return {
    close: async () => {
      stopped = true;
      clearInterval(timer);
      await going;
    },
  };
}
