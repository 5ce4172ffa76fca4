import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { writeBigExport } from './cassius-files.js';
import type { Workload } from './workload.js';

const fullSize = 1_000_000;
const linesPerTicket = 3;

const Once = z.object({ seconds: z.number(), peak: z.number(), rows: z.number(), entries: z.number() });
type Once = z.output<typeof Once>;

export const readCsv: Workload = {
  name: 'read-csv',
  describe:
    '1,000,000 rows of a CSV list through connectors/cassius, without and with a journal of 3,000,000 lines beside it, beside csv-parse alone over the same list, each in a process of its own; ratio = rows per second of ours without journal to the reference (1 is as fast)',
  async run({ scale, tell }) {
    const rows = Math.round(fullSize * scale);
    const folder = await mkdtemp(join(tmpdir(), 'read-csv-'));
    try {
      const alone = join(folder, 'alone');
      const beside = join(folder, 'beside');
      tell(`writes ${rows} rows and ${rows * linesPerTicket} journal lines`);
      await writeBigExport(alone, { tickets: rows, linesPerTicket: 0, seed: 1 });
      await writeBigExport(beside, { tickets: rows, linesPerTicket, seed: 1 });
      tell('reads the list with csv-parse alone');
      const reference = await once('reference', alone);
      tell('reads the list with connectors/cassius');
      const ours = await once('ours', alone);
      tell('reads the list and the journal with connectors/cassius');
      const withJournal = await once('ours', beside);
      if (ours.rows !== rows || reference.rows !== rows + 1 || withJournal.entries !== rows * linesPerTicket)
        throw new Error(
          `expected ${rows} rows and ${rows * linesPerTicket} lines, came ${JSON.stringify([ours, withJournal])}`,
        );
      return {
        ours: {
          rows: ours.rows,
          seconds: ours.seconds,
          rowsPerSecond: Math.round(ours.rows / ours.seconds),
          peakMegabytes: ours.peak,
          journalLines: withJournal.entries,
          secondsWithJournal: withJournal.seconds,
          peakMegabytesWithJournal: withJournal.peak,
        },
        reference: {
          rows: reference.rows - 1,
          seconds: reference.seconds,
          rowsPerSecond: Math.round(rows / reference.seconds),
          peakMegabytes: reference.peak,
        },
        ratio: Math.round((reference.seconds / ours.seconds) * 1_000) / 1_000,
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Memory is only comparable between processes that did nothing else. */
async function once(who: 'ours' | 'reference', folder: string): Promise<Once> {
  const script = fileURLToPath(new URL('./read-csv-once.js', import.meta.url));
  const child = spawn(process.execPath, [script, who, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const chunk of child.stdout) printed += String(chunk);
  return Once.parse(JSON.parse(printed));
}
