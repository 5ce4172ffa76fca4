import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { asIs, type NativeFile, type Random, type Told } from '@passerelle/connector';
import { z } from 'zod';
import type { Server } from '../wire/server.js';

const Uploaded = z.object({
  id: z.coerce.number(),
  upload_result: z
    .object({
      filename: z.array(z.object({ error: z.unknown().optional(), size: z.coerce.number().optional() }).loose()),
    })
    .optional(),
});

/** Uploads a file to a ticket; the number of its document. A refused type answers 201 too, with an empty document that must go again. */
export async function upload(
  server: Server,
  random: Random,
  ticket: string,
  file: NativeFile,
  signal?: AbortSignal,
): Promise<number> {
  const content = await buffer(await file.open());
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== file.sha256)
    throw server.fault('rejected', {
      fr: `le contenu de ${file.name} n’est pas celui qui était prévu`,
      en: `the content of ${file.name} is not the one that was planned`,
    });
  const boundary = `passerelle-${random.hex(24)}`;
  const input = { name: file.name, itemtype: 'Ticket', items_id: Number(ticket), _filename: [file.name] };
  const raw = {
    type: `multipart/form-data; boundary=${boundary}`,
    content: multipart(boundary, { input }, file, content),
  };
  const { json } = await server.ask({ method: 'POST', path: 'Document', raw, effect: 'write', signal }, Uploaded);
  const [told] = json.upload_result?.filename ?? [];
  if (told && told.error === undefined && (told.size ?? content.length) === content.length) return json.id;
  const removal = {
    method: 'DELETE',
    path: `Document/${json.id}`,
    query: { force_purge: 'true' },
    effect: 'write',
    signal,
  } as const;
  await server.ask(removal, z.unknown());
  const size = told?.size ?? 0;
  const why: Told =
    typeof told?.error === 'string'
      ? asIs(told.error)
      : {
          fr: `${size} octets arrivés sur ${content.length}`,
          en: `${size} of ${content.length} bytes arrived`,
        };
  throw server.fault('rejected', {
    fr: `GLPI n’a pas pris ${file.name} : ${why.fr} ; autorisez son type dans GLPI (Configuration, Intitulés, Types de document)`,
    en: `GLPI did not take ${file.name}: ${why.en}; allow its type in GLPI (Setup, Dropdowns, Document types)`,
  });
}

function multipart(boundary: string, manifest: unknown, file: NativeFile, content: Buffer): Buffer {
  const name = file.name.replaceAll('"', '%22').replace(/[\r\n]/g, ' ');
  const mime = /^[\w.+-]+\/[\w.+-]+$/.test(file.mime ?? '') ? file.mime : 'application/octet-stream';
  return Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="uploadManifest"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(manifest)}\r\n`,
    ),
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="filename[0]"; filename="${name}"\r\nContent-Type: ${mime}\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}
