import type { DoorTally, HttpDoor } from '@passerelle/connector';

/** What all doors of one connection did together. */
export function sumTallies(doors: readonly HttpDoor[]): DoorTally {
  const tallies = doors.map((door) => door.tally());
  const sum = (pick: (tally: DoorTally) => number): number => tallies.reduce((total, tally) => total + pick(tally), 0);
  const quota = tallies.findLast((tally) => tally.quota !== undefined)?.quota;
  return {
    calls: sum(({ calls }) => calls),
    reads: sum(({ reads }) => reads),
    writes: sum(({ writes }) => writes),
    limited: sum(({ limited }) => limited),
    retried: sum(({ retried }) => retried),
    ...(quota && { quota }),
  };
}
