import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { manualClock, seededRandom } from '@passerelle/connector/testing';
import { cassius } from '../../connectors/cassius/index.js';

/** `node read-csv-once.js ours|reference <folder>`: reads once, prints figures as JSON. */
const [, , who, folder = ''] = process.argv;
const started = performance.now();
const counts = who === 'ours' ? await readOurs() : await readReference();
const seconds = Math.round(performance.now() - started) / 1_000;
// maxRSS is in kilobytes (Node documentation, process.resourceUsage).
process.stdout.write(JSON.stringify({ ...counts, seconds, peak: Math.round(process.resourceUsage().maxRSS / 1_024) }));

async function readOurs(): Promise<{ rows: number; entries: number }> {
  const connector = cassius.connect({
    connection: 'bench',
    config: cassius.config.parse({ folder, attachments: null }),
    zone: 'Europe/Paris',
    folder: '/',
    door: () => {
      throw new Error('expected no HTTP');
    },
    clock: manualClock(),
    random: seededRandom(1),
    warn: () => undefined,
  });
  const counts = { rows: 0, entries: 0 };
  for await (const page of connector.source?.pull(null) ?? []) {
    counts.rows += page.items.length;
    for (const { entries } of page.items) counts.entries += entries.length;
  }
  return counts;
}

async function readReference(): Promise<{ rows: number; entries: number }> {
  let rows = 0;
  const parser = createReadStream(join(folder, 'liste.csv')).pipe(parse({ delimiter: ';', bom: true }));
  for await (const record of parser) rows += (record as string[]).length > 0 ? 1 : 0;
  return { rows, entries: 0 };
}
