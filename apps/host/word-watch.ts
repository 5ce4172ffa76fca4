import { Inject, Injectable } from '@nestjs/common';
import { afterLook, HOUSE, KeptWords, LOG, wordsOf, type House } from '@passerelle/runtime';
import type { Logger } from 'pino';

/** Looks whether a tool's own words are still those that the mapping was written for. */
@Injectable()
export class WordWatch {
  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Keeps what changed since the last look (run `words:<connection>`). Never throws: a turn that fails says so itself. */
  async look(connection: string): Promise<void> {
    try {
      const { store, clock } = this.house;
      const { vocabulary } = (await this.house.connected(connection)).connector;
      if (!vocabulary) return;
      const started = clock.now().toISOString();
      const words = wordsOf(await vocabulary.describe());
      const id = `words:${connection}`;
      const kept = KeptWords.safeParse((await store.run(id))?.report);
      const report = afterLook(kept.success ? kept.data : null, words, started);
      if (report.at === started)
        this.log.warn({ connection, changes: report.changes.map(({ en }) => en) }, 'words of the tool have changed');
      const run = { id, route: id, verb: 'verify', state: 'done', started, ended: clock.now().toISOString() } as const;
      await store.commit({ runs: [{ ...run, report }] });
    } catch (error) {
      this.log.error({ connection, err: error }, 'the words of the tool could not be looked at');
    }
  }
}
