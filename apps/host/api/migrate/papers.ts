import type { Grounds } from '../grounds.js';

/** What a migration leaves for people to read, the last of each kind. */
export type Paper = 'plan' | 'verification' | 'rollback' | 'delta';

const nameOf = (paper: Paper, route: string): string => `${paper}:${route}`;

/** Kept with the runs, under a name that no route has, so that it outlives this process. */
export async function keepPaper({ house, now }: Grounds, paper: Paper, route: string, report: object): Promise<void> {
  const id = nameOf(paper, route);
  const at = now();
  await house.store.commit({
    runs: [{ id, route: id, verb: 'verify', state: 'done', started: at, ended: at, report: { ...report } }],
  });
}

export async function readPaper(
  { house }: Grounds,
  paper: Paper,
  route: string,
): Promise<Readonly<Record<string, unknown>> | null> {
  return (await house.store.run(nameOf(paper, route)))?.report ?? null;
}
