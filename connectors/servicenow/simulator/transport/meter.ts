/** What reached the simulator, and how hard. */
export interface Meter {
  /** By `METHOD path`, record ids written `{id}`. */
  readonly calls: ReadonlyMap<string, number>;
  readonly statuses: ReadonlyMap<number, number>;
  readonly total: number;
  /** Most requests within any window of one second. */
  readonly busiestSecond: number;
  readonly tooMany: number;
  arrived(now: number, method: string, pathname: string): void;
  answered(status: number): void;
  reset(): void;
}

export function createMeter(): Meter {
  const calls = new Map<string, number>();
  const statuses = new Map<number, number>();
  let recent: number[] = [];
  let head = 0;
  let busiest = 0;
  let total = 0;
  return {
    calls,
    statuses,
    get total() {
      return total;
    },
    get busiestSecond() {
      return busiest;
    },
    get tooMany() {
      return statuses.get(429) ?? 0;
    },
    arrived(now, method, pathname) {
      total++;
      const label = `${method} ${pathname.replace(/\/[0-9a-f]{32}(?=\/|$)/gi, '/{id}')}`;
      calls.set(label, (calls.get(label) ?? 0) + 1);
      recent.push(now);
      while (head < recent.length && (recent[head] as number) <= now - 1000) head++;
      busiest = Math.max(busiest, recent.length - head);
      if (head > 4096) {
        recent = recent.slice(head);
        head = 0;
      }
    },
    answered: (status) => void statuses.set(status, (statuses.get(status) ?? 0) + 1),
    reset() {
      calls.clear();
      statuses.clear();
      recent = [];
      head = busiest = total = 0;
    },
  };
}

/** Admits at most `limit` requests in any window of one second. */
export function createSecondLimit(limit: number): { admit(now: number): boolean } {
  const admitted: number[] = [];
  let next = 0;
  return {
    admit(now) {
      const oldest = admitted[next];
      if (oldest !== undefined && oldest > now - 1000) return false;
      admitted[next] = now;
      next = (next + 1) % limit;
      return true;
    },
  };
}
