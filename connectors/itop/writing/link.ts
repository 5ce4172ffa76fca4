import type { Keyed, NativeCommand, Receipt } from '@passerelle/connector';
import { z } from 'zod';
import { markOf, nativeId, placeOf, type Place } from '../id.js';
import { addressOf } from '../reading/whole.js';
import { get } from '../wire/get.js';
import { vetoed } from './create.js';
import { refused } from './receipts.js';
import { gone } from './state.js';
import type { Writer } from './writer.js';

const Row = z.object({
  functionalci_id: z.coerce.number(),
  impact_code: z.string().nullish(),
  impact: z.string().nullish(),
});
const Rows = z.array(Row);

/** Items of a ticket. The set is replaced as a whole, so what is there goes back with it, rows that others made included. */
export async function link(
  writer: Writer,
  { key, kind, asset }: Keyed<Extract<NativeCommand, { readonly kind: 'link' | 'unlink' }>>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const { server } = writer;
  const id = /^\d{1,15}$/.test(asset) ? Number(asset) : (placeOf(asset)?.id ?? null);
  if (id === null)
    return refused(server.connection, key, 'rejected', {
      fr: `attendu le numéro d’un élément de configuration, reçu «${asset}»`,
      en: `expected the number of an item, «${asset}» came`,
    });
  const rows = await itemsOf(writer, place, signal);
  const there = rows.some((row) => row.functionalci_id === id);
  const receipt: Receipt = { key, outcome: 'done', id: nativeId(place), url: addressOf(server, place) };
  if (there === (kind === 'link')) return { ...receipt, already: true };
  const kept = rows
    .filter((row) => row.functionalci_id !== id)
    .map(({ functionalci_id, impact_code, impact }) => ({
      functionalci_id,
      impact_code: impact_code ?? 'manual',
      impact: impact ?? '',
    }));
  const added = kind === 'link' ? [{ functionalci_id: id, impact_code: 'manual' }] : [];
  const { objects } = await server.write(
    {
      operation: 'core/update',
      class: place.class,
      key: place.id,
      comment: markOf(key),
      output_fields: 'id,ref,last_update',
      fields: { functionalcis_list: [...kept, ...added] },
    },
    { signal },
  );
  if (!objects[0]) throw vetoed(writer, 'core/update', place.class);
  return receipt;
}

export async function itemsOf(writer: Writer, place: Place, signal?: AbortSignal): Promise<z.output<typeof Rows>> {
  const oql = `SELECT ${place.class} WHERE id = ${place.id}`;
  const fields = ['id', 'functionalcis_list'];
  const { objects } = await get(writer.server, { class: place.class, oql, fields }, { signal });
  if (!objects[0]) throw gone(writer, place);
  return Rows.parse(objects[0].fields['functionalcis_list'] ?? []);
}
