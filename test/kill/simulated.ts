import { sendOut } from '../simulation/mirror/crew.js';
import type { Errand } from '../simulation/mirror/errand.js';
import { pointsOf, spread, stories, type Point, type Story } from './stories.js';

export interface Death {
  readonly story: Story;
  readonly point: Point;
}

export interface Deaths {
  readonly points: number;
  readonly violations: readonly string[];
}

/** Every step of every story, story by story. */
export async function allDeaths(): Promise<readonly Death[]> {
  const found: Death[] = [];
  for (const story of stories) for (const point of await pointsOf(story)) found.push({ story, point });
  return found;
}

const atOnce = 50;

/** Dies at `count` of them, spread evenly, in so many processes side by side; `told` hears how many are done. */
export async function dieSimulated(
  all: readonly Death[],
  count: number,
  processes: number,
  told: (done: number, of: number) => void,
): Promise<Deaths> {
  const chosen = spread(all, count);
  const errands = stories.flatMap((story): Errand[] => {
    const points = chosen.flatMap((death) => (death.story === story ? [death.point] : []));
    return Array.from({ length: Math.ceil(points.length / atOnce) }, (_, nth) => ({
      kind: 'deaths',
      story,
      points: points.slice(nth * atOnce, (nth + 1) * atOnce),
    }));
  });
  const violations: string[] = [];
  let done = 0;
  await sendOut(errands, processes, ({ seeds, failures }) => {
    done += seeds;
    for (const { seed, tools, kills = [], faults } of failures)
      violations.push(
        `seed ${seed} of ${(tools ?? []).join(', ')}, killed at ${kills.join(' ')}: ${faults.join('; ')}`,
      );
    told(done, chosen.length);
  });
  return { points: done, violations };
}
