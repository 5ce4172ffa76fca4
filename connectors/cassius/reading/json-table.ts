import { asIs, type Told } from '@passerelle/connector';
import { encodingName, type Writing } from './encoding.js';
import { readJson } from './json.js';
import { damageReader } from './letters.js';
import { isFlaw, type Pieces } from './row.js';
import { type OpenOptions, type Table, UnreadableFile } from './table.js';
import { textOf } from './text.js';

/** The members of so many records are looked at before any is read. */
const sample = 100;

export async function jsonTable(
  path: string,
  label: string,
  writing: Writing,
  options: OpenOptions,
  signal?: AbortSignal,
): Promise<Table> {
  const pieces = (stop?: AbortSignal): Pieces => readJson(textOf(path, writing, stop), options.limits.record);
  const names = new Set<string>();
  let seen = 0;
  let damage: Told | null = null;
  for await (const some of pieces(signal)) {
    for (const piece of some) {
      if (isFlaw(piece)) damage ??= piece.came;
      else for (const name of piece.names) names.add(name);
    }
    seen += some.length;
    if (seen >= sample) break;
  }
  if (names.size === 0) {
    const { fr, en } = damage ? { fr: ` ; ${damage.fr}`, en: `; ${damage.en}` } : asIs('');
    throw new UnreadableFile({
      fr: `attendu des enregistrements sous la forme {"records": […]}, {"result": […]} ou […], reçu du JSON qui n’en contient aucun${fr}`,
      en: `expected records as {"records": […]}, {"result": […]} or […], came JSON without any${en}`,
    });
  }
  const encoded = encodingName(writing);
  return {
    label,
    unit: 'enregistrement',
    form: { fr: `JSON, ${encoded.fr}`, en: `JSON, ${encoded.en}` },
    kind: 'unload',
    of: null,
    serials: false,
    names: [...names],
    pieces,
    spoiled: writing.spoiled,
    damageIn: damageReader(writing),
  };
}
