import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { asReference, type Opener } from '../reading/reference.js';
import type { Site } from '../wire/browser.js';

const Lines = z.array(z.object({ reference: z.string(), email: z.email() }));
/** Bytes of the list: a hundred thousand tickets. */
const most = 8 * 2 ** 20;

/** The public side lists nothing: which tickets are followed stands in a file, a reference and an e-mail a line. */
export async function followed(site: Site, folder: string, file: string | undefined): Promise<readonly Opener[]> {
  if (file === undefined) return [];
  const path = resolve(folder, file);
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch {
    throw site.fault(
      'unavailable',
      `expected the list of followed tickets at ${path}, and it cannot be read; correct follow`,
    );
  }
  if (content.length > most) throw site.fault('malformed', `the list at ${path} is larger than ${most} bytes`);
  try {
    const lines = Lines.parse(parse(content, { columns: true, bom: true, trim: true, skip_empty_lines: true }));
    return lines.map(({ reference, email }, place) => {
      const read = asReference(reference);
      if (read === null)
        throw new Error(`line ${place + 2}: ${JSON.stringify(reference.slice(0, 40))} is no reference`);
      return { reference: read, email };
    });
  } catch (error) {
    throw site.fault(
      'malformed',
      `expected lines of reference,email in ${path}: ${error instanceof Error ? error.message.slice(0, 200) : ''}`,
    );
  }
}
