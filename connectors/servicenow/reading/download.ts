import { createHash } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import { Fault, type NativeAttachment } from '@passerelle/connector';
import { malformed, readAnswer } from '../wire/classify.js';
import type { Instance } from '../wire/instance.js';

/** The largest file that an instance holds without a known size (com.glide.attachment.max_size, 1,024 MB by default). */
const largest = 2 ** 30;

/** The content of an attachment. A page, a login or an error in its place is a Fault, and so is a part of it. */
export async function download(
  instance: Instance,
  attachment: NativeAttachment,
  signal?: AbortSignal,
): Promise<Readable> {
  const what = 'GET attachment file';
  const answer = await instance.stream(
    { method: 'GET', path: `/api/now/attachment/${encodeURIComponent(attachment.id)}/file`, effect: 'read', what },
    { signal, headers: { accept: '*/*' }, maxBytes: attachment.size ?? largest },
  );
  const described = answer.headers['x-attachment-metadata'] !== undefined;
  if (answer.status === 200 && (described || !/html|json/i.test(answer.headers['content-type'] ?? ''))) {
    return whole(instance.connection, answer.body, attachment);
  }
  const head = await firstBytes(answer.body);
  readAnswer({ ...answer, body: head }, { connection: instance.connection, what, effect: 'read' });
  throw malformed(instance.connection, {
    fr: `${what} : attendu un fichier, reçu ${answer.status} avec du JSON`,
    en: `${what}: expected a file, came ${answer.status} with JSON`,
  });
}

/** Ends well only when size and hash are those that the list of attachments told. */
function whole(connection: string, body: Readable, { name, size, sha256 }: NativeAttachment): Readable {
  const hash = createHash('sha256');
  let came = 0;
  const checked = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      came += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const right = (size === null || size === came) && (sha256 === null || sha256 === hash.digest('hex'));
      const message = {
        fr: `«${name}» : attendu ${size} octets d’empreinte ${sha256}, reçu ${came} autres ; le fichier sera relu la prochaine fois`,
        en: `«${name}»: expected ${size} bytes with hash ${sha256}, came ${came} others; it is read again next time`,
      };
      done(right ? null : new Fault({ kind: 'unavailable', connection, message }));
    },
  });
  body.once('error', (error) => checked.destroy(error));
  checked.once('close', () => body.destroy());
  return body.pipe(checked);
}

async function firstBytes(body: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > 65_536) break;
  }
  return Buffer.concat(parts);
}
