import { buffer } from 'node:stream/consumers';
import { Fault, type Receipt } from '@passerelle/connector';
import { markOf, nativeId, type Place } from '../id.js';
import { digestOf } from '../reading/attachments.js';
import { addressOf } from '../reading/whole.js';
import { tooLarge } from '../wire/body.js';
import { refused, type Command } from './receipts.js';
import { gone, lookAt } from './state.js';
import { vetoed } from './create.js';
import type { Writer } from './writer.js';

/** In bytes: a body takes four thirds of it as base64, and what stands around it. */
export function largestFile({ maxBody }: { readonly maxBody: number }): number {
  return Math.floor(((maxBody - 4_096) * 3) / 4);
}

/**
 * A file. iTop checks nothing of it: neither that the ticket exists, nor the base64. The ticket's organisation goes with
 * it, or people restricted to organisations do not see it; `downloads_count` too, or PHP 8 writes a warning into the answer.
 */
export async function attach(
  writer: Writer,
  { key, file, audience }: Command<'attach'>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const { server } = writer;
  const { connection } = server;
  if (audience === 'internal')
    return refused(connection, key, 'rejected', {
      fr: `${file.name} : le portail montre les pièces jointes au demandeur`,
      en: `${file.name}: the portal shows attachments to the caller`,
    });
  const most = largestFile(server.config);
  if (file.size > most) return refused(connection, key, 'rejected', tooLarge(file.name, most, file.size));
  const state = await lookAt(writer, place, signal);
  if (!state) throw gone(writer, place);
  const bytes = await buffer(await file.open());
  if (digestOf(bytes) !== file.sha256)
    throw new Fault({
      kind: 'malformed',
      connection,
      message: {
        fr: `${file.name} : attendu ${file.size} octets de ${file.sha256}, reçu ${bytes.length} autres`,
        en: `${file.name}: expected ${file.size} bytes of ${file.sha256}, and ${bytes.length} others came`,
      },
    });
  const { objects } = await server.write(
    {
      operation: 'core/create',
      class: 'Attachment',
      comment: markOf(key),
      output_fields: 'id,item_class,item_id,item_org_id',
      fields: {
        item_class: place.class,
        item_id: place.id,
        item_org_id: Number(state.organisation),
        contents: {
          data: bytes.toString('base64'),
          mimetype: file.mime ?? 'application/octet-stream',
          filename: file.name,
          downloads_count: 0,
        },
      },
    },
    { signal },
  );
  const [made] = objects;
  if (!made) throw vetoed(writer, 'core/create', 'Attachment');
  return {
    key,
    outcome: 'done',
    id: nativeId(place),
    url: addressOf(server, place),
    part: nativeId({ class: 'Attachment', id: Number(made.key) }),
    audience: 'public',
  };
}
