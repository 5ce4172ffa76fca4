import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { verifyMigration, type Ends, type Verification } from '@passerelle/migration';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { receipt, sampleSheet } from '../print/receipt.js';
import { spreadsheet } from '../print/spreadsheet.js';

export interface VerifyArguments {
  /** CSV of old and new numbers. */
  readonly numbers: string | undefined;
  /** HTML sheet for a human acceptance. */
  readonly sample: string | undefined;
  readonly sampleSize: number;
  readonly signal: AbortSignal;
}

export async function verify(ends: Ends, wanted: VerifyArguments, output: Output): Promise<Exit> {
  const verification = await verifyShown(ends, wanted, output);
  output.answer(verification);
  return verification.entries.crossed > 0 ? exits.visibility : verification.whole ? exits.fine : exits.gap;
}

export async function verifyShown(ends: Ends, wanted: VerifyArguments, output: Output): Promise<Verification> {
  const sheet = wanted.numbers === undefined ? null : spreadsheet([ends.from.name, ends.to.name, 'url', 'how']);
  const file = sheet && wanted.numbers !== undefined ? sheet.pipe(createWriteStream(wanted.numbers)) : null;
  const verification = await verifyMigration(ends, {
    signal: wanted.signal,
    tell: () => undefined,
    sample: wanted.sampleSize,
    pair: (pair) => void sheet?.write([pair.old, pair.new, pair.url ?? '', pair.how]),
  });
  sheet?.end();
  if (file) await finished(file);
  if (wanted.sample !== undefined)
    await writeFile(wanted.sample, sampleSheet(verification, output.words, output.language));
  output.say(receipt(verification, output.words));
  return verification;
}
