import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asIs, type Told } from '@passerelle/connector';
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
    throw site.fault('unavailable', {
      fr: `attendu la liste des tickets suivis à ${path}, et elle ne peut être lue ; corrigez follow`,
      en: `expected the list of followed tickets at ${path}, and it cannot be read; correct follow`,
    });
  }
  if (content.length > most)
    throw site.fault('malformed', {
      fr: `la liste à ${path} dépasse ${most} octets`,
      en: `the list at ${path} is larger than ${most} bytes`,
    });
  const noLines = (why: Told) =>
    site.fault('malformed', {
      fr: `attendu des lignes reference,email dans ${path} : ${why.fr}`,
      en: `expected lines of reference,email in ${path}: ${why.en}`,
    });
  return linesOf(content, noLines).map(({ reference, email }, place) => {
    const read = asReference(reference);
    if (read !== null) return { reference: read, email };
    const [line, came] = [place + 2, JSON.stringify(reference.slice(0, 40))];
    throw noLines({
      fr: `ligne ${line} : ${came} n’est pas une référence`,
      en: `line ${line}: ${came} is no reference`,
    });
  });
}

function linesOf(content: Buffer, noLines: (why: Told) => Error): z.output<typeof Lines> {
  try {
    return Lines.parse(parse(content, { columns: true, bom: true, trim: true, skip_empty_lines: true }));
  } catch (error) {
    throw noLines(asIs(error instanceof Error ? error.message.slice(0, 200) : ''));
  }
}
