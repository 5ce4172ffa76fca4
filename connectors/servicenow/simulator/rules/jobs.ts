/** Work the tool does by itself after a while; it is done when the next request finds it due. */
export interface Jobs {
  at(instant: number, run: () => void): void;
  runDue(now: number): void;
}

export function createJobs(): Jobs {
  let waiting: { instant: number; run: () => void }[] = [];
  let next = Infinity;
  return {
    at(instant, run) {
      waiting.push({ instant, run });
      next = Math.min(next, instant);
    },
    runDue(now) {
      if (now < next) return;
      const due = waiting.filter((one) => one.instant <= now).sort((a, b) => a.instant - b.instant);
      waiting = waiting.filter((one) => one.instant > now);
      next = waiting.reduce((least, one) => Math.min(least, one.instant), Infinity);
      for (const one of due) one.run();
    },
  };
}
