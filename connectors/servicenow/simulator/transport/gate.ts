/** A pool of slots with a queue, in virtual time: each admitted request says when it will be served. */
export interface Gate {
  /** Milliseconds to wait for a slot that is then kept for `service`; null when the queue is full. */
  admit(now: number, service: number): number | null;
}

export function createGate(slots: number, queue: number): Gate {
  let ends: number[] = [];
  return {
    admit(now, service) {
      ends = ends.filter((end) => end > now);
      if (ends.length >= slots + queue) return null;
      // First come, first served: with n before it, it starts when all but slots - 1 of them have ended.
      const sorted = [...ends].sort((a, b) => a - b);
      const start = ends.length < slots ? now : (sorted[ends.length - slots] as number);
      if (service > 0) ends.push(start + service);
      return start - now;
    },
  };
}
