import { writeFile } from 'node:fs/promises';
import { companionUpdateSet } from '@passerelle/connectors';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';

/** The update set for an administrator to import: with it, ServiceNow keeps real dates and authors, and silence. */
export async function companion(file: string | undefined, output: Output): Promise<Exit> {
  const updateSet = companionUpdateSet();
  if (file === undefined) output.say(updateSet);
  else await writeFile(file, updateSet);
  output.answer({ characters: updateSet.length, file: file ?? null });
  return exits.fine;
}
