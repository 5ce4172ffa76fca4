import { Fault, saidBy, type HttpAnswer, type NativeFile, type Receipt } from '@passerelle/connector';
import { z } from 'zod';
import type { Readable } from 'node:stream';
import { nativeId, type Place } from '../id.js';
import { writeInstant } from '../instant.js';
import { attachmentOf } from '../reading/attachments.js';
import { addressOf } from '../schema.js';
import { misshapen, readAnswer } from '../wire/classify.js';
import { Row } from '../wire/row.js';
import { verdict } from './change.js';
import { receiptOf, type Command } from './receipts.js';
import type { Verdict, Work, Writer } from './step.js';

/** Files up to this size are held in memory, so that the door may send them again after a 429. */
const held = 4 * 2 ** 20;

const Uploaded = z.object({ result: Row });

/** An upload of its own: the binary is streamed, and a batch could not carry it (5 MB, base64). */
export function attachStep(writer: Writer, command: Command<'attach'>, place: Place): Work | Verdict {
  const { connection } = writer.instance;
  if (command.audience === 'internal') {
    const message = {
      fr: `«${command.file.name}» est interne, et qui lit le ticket lit ses pièces jointes`,
      en: `«${command.file.name}» is internal, and whoever reads the ticket reads its attachments`,
    };
    return verdict(connection, command, message, 'unsupported');
  }
  return {
    kind: 'work',
    commands: [command],
    run: async (signal) => {
      try {
        return [await upload(writer, command, place, signal)];
      } catch (error) {
        if (error instanceof Fault) return [receiptOf(command.key, error)];
        const message = {
          fr: `le contenu de «${command.file.name}» n’a pas pu être lu : ${saidBy(error).fr}`,
          en: `the content of «${command.file.name}» could not be read: ${saidBy(error).en}`,
        };
        return [receiptOf(command.key, new Fault({ kind: 'unavailable', connection, message, cause: error }))];
      }
    },
  };
}

async function upload(
  writer: Writer,
  { key, file }: Command<'attach'>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const { instance } = writer;
  const { connection } = instance;
  const what = 'POST attachment';
  const body = await contentOf(file);
  const answer = await instance.send(
    { method: 'POST', path: '/api/now/attachment/file', query: queryOf(file, place), effect: 'write', what },
    { signal, body, headers: { 'content-type': mimeOf(file), 'content-length': String(file.size) } },
  );
  const row = uploaded(connection, what, answer);
  const kept = attachmentOf(row);
  const whole = (kept.size === null || kept.size === file.size) && (kept.sha256 ?? file.sha256) === file.sha256;
  if (!whole) {
    await discard(writer, kept.id, signal);
    const message = {
      fr: `${what} : attendu ${file.size} octets d’empreinte ${file.sha256}, l’instance en a gardé ${kept.size} d’empreinte ${kept.sha256} ; le fichier a été retiré`,
      en: `${what}: expected ${file.size} bytes with hash ${file.sha256}, the instance kept ${kept.size} with ${kept.sha256}; it was removed again`,
    };
    return receiptOf(key, new Fault({ kind: 'unavailable', connection, message }));
  }
  const renamed = kept.name === file.name ? [] : [{ field: 'file_name', sent: file.name, kept: kept.name }];
  return {
    key,
    outcome: 'done',
    id: nativeId(place),
    url: addressOf(instance.url, place.table, place.sysId),
    part: kept.id,
    audience: 'public',
    dropped: renamed,
  };
}

function queryOf(file: NativeFile, { table, sysId }: Place): Record<string, string> {
  // The one official way to a date in the past over REST (product documentation, Attachment API, creation_time).
  const at = file.at === null ? null : writeInstant(file.at);
  return {
    table_name: table,
    table_sys_id: sysId,
    file_name: file.name,
    ...(at === null ? {} : { creation_time: at }),
  };
}

/** The header is mandatory and must be one that a header can be. */
function mimeOf({ mime }: NativeFile): string {
  return mime !== null && /^[\w.+-]+\/[\w.+-]+(;[\x20-\x7e]*)?$/.test(mime) ? mime : 'application/octet-stream';
}

async function contentOf(file: NativeFile): Promise<Buffer | Readable> {
  const stream = await file.open();
  if (file.size > held) return stream;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > file.size) break;
  }
  stream.destroy();
  if (size !== file.size) {
    const more = size > file.size;
    const told = {
      fr: `attendu ${file.size} octets, reçu ${more ? 'davantage' : size}`,
      en: `expected ${file.size} bytes, came ${more ? 'more' : size}`,
    };
    throw Object.assign(new Error(told.en), { told });
  }
  return Buffer.concat(parts);
}

function uploaded(connection: string, what: string, answer: HttpAnswer): Row {
  const read = Uploaded.safeParse(readAnswer(answer, { connection, what, effect: 'write' }));
  if (!read.success) throw misshapen(connection, what, '{"result":{...}}', 'unknown');
  return read.data.result;
}

async function discard({ instance }: Writer, id: string, signal?: AbortSignal): Promise<void> {
  const path = `/api/now/attachment/${encodeURIComponent(id)}`;
  await instance.ask({ method: 'DELETE', path, effect: 'write', what: 'DELETE attachment' }, { signal });
}
