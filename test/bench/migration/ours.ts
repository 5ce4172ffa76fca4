import { join } from 'node:path';
import { connectors } from '@passerelle/connectors';
import { runMigration } from '@passerelle/migration';
import { createLog, loadConfiguration, openHouse } from '@passerelle/runtime';
import { answerParent } from '../child.js';
import { databaseSeconds, startLoad, type Load } from '../load.js';

/** One run of a migration, as `passerelle migrate run` makes it, in a process of its own. */
export interface OursQuestion {
  readonly configurationFile: string;
}

export interface OursFigures extends Load {
  /** From the first call to the end of the plan, which the run makes again before it writes. */
  readonly planSeconds: number;
  /** From the end of the plan until the last page of the source was kept. */
  readonly pullSeconds: number;
  /** From the end of the plan to the end: pages are kept and tickets are sent side by side. */
  readonly pushSeconds: number;
  readonly databaseCpuSeconds: number;
  readonly created: number;
  readonly dead: number;
}

answerParent<OursQuestion>(async ({ configurationFile }): Promise<OursFigures> => {
  const configuration = loadConfiguration(configurationFile, connectors, {});
  const house = await openHouse(configuration, connectors, { log: createLog({ level: 'error', secrets: [] }) });
  try {
    const ends = await house.ends('migration');
    const folder = join(configuration.data, 'postgres');
    const database = databaseSeconds(folder);
    const load = startLoad();
    let planned = 0;
    let heard = 0;
    let pulled = 0;
    const report = await runMigration(ends, {
      approved: null,
      only: null,
      where: {},
      acceptMails: Number.MAX_SAFE_INTEGER,
      holder: 'bench',
      signal: new AbortController().signal,
      planned: () => (planned = load().seconds),
      tell: (event) => {
        if (event.kind !== 'tally' || event.tally.heard === heard) return;
        heard = event.tally.heard;
        pulled = load().seconds;
      },
    });
    const whole = load();
    return {
      ...whole,
      planSeconds: planned,
      pullSeconds: Math.max(pulled - planned, 0),
      pushSeconds: whole.seconds - planned,
      databaseCpuSeconds: databaseSeconds(folder) - database,
      created: report.tally.created,
      dead: report.tally.dead,
    };
  } finally {
    await house.close();
  }
});
