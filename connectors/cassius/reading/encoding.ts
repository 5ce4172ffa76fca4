import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Told } from '@passerelle/connector';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/** What one look at all bytes of a file tells. */
export interface Writing {
  readonly encoding: Encoding;
  /** Bytes of byte order mark at the start. */
  readonly mark: number;
  /**
   * Pieces in another encoding than the file's: UTF-8 with bytes that are none, or Windows-1252 with words in UTF-8.
   * Their rows are broken; the file is not read in the wrong encoding because of them.
   */
  readonly mixed: boolean;
  /** It holds U+FFFD as such: letters were lost before the export was written. */
  readonly spoiled: boolean;
  readonly size: number;
  readonly sha256: string;
  /** The first 256 KiB, as they lie there. */
  readonly head: Buffer;
}

export function encodingName({ encoding, mark, mixed }: Pick<Writing, 'encoding' | 'mark' | 'mixed'>): Told {
  const name = encoding === 'windows-1252' ? 'Windows-1252' : encoding.toUpperCase();
  return {
    fr: `${name}${mark > 0 ? ' avec marque d’ordre (BOM)' : ''}${mixed ? ', en partie dans un autre encodage' : ''}`,
    en: `${name}${mark > 0 ? ' with a byte order mark' : ''}${mixed ? ', partly in another encoding' : ''}`,
  };
}

const headBytes = 262_144;
const chunkBytes = 65_536;

/** Reads the whole file: a Windows-1252 letter may stand in the last row only. */
export async function examine(path: string, told: Encoding | 'auto', signal?: AbortSignal): Promise<Writing> {
  const hash = createHash('sha256');
  const valid = utf8Watch();
  const heads: Buffer[] = [];
  let size = 0;
  let spoiled = false;
  for await (const chunk of chunksOf(path, signal)) {
    spoiled ||= chunk.includes('\ufffd');
    hash.update(chunk);
    valid.push(chunk);
    if (size < headBytes) heads.push(Buffer.from(chunk));
    size += chunk.length;
  }
  const head = Buffer.concat(heads).subarray(0, headBytes);
  const seen = { size, spoiled, sha256: hash.digest('hex'), head };
  const marked = markOf(head);
  const isValid = valid.end();
  if (told !== 'auto') {
    const mark = marked?.encoding === told ? marked.mark : 0;
    return { ...seen, encoding: told, mark, mixed: told === 'utf-8' && !isValid };
  }
  if (marked) return { ...seen, ...marked, mixed: marked.encoding === 'utf-8' && !isValid };
  if (isValid) return { ...seen, encoding: 'utf-8', mark: 0, mixed: false };
  const counted = await countUtf8(path, signal);
  // A French sentence in Windows-1252 holds no sequence that is valid UTF-8 by chance: `Ã©` is no word in any language.
  if (counted.sequences > counted.strays) return { ...seen, encoding: 'utf-8', mark: 0, mixed: true };
  return { ...seen, encoding: 'windows-1252', mark: 0, mixed: counted.sequences > 0 };
}

/** A text that was written in UTF-8 and is now read as Windows-1252: `Ã©`, `â€™`. */
export function looksMisread(text: string): boolean {
  const bytes = suspects.test(text) ? bytesOf(text) : null;
  return bytes !== null && countIn(bytes).sequences > 0;
}

const suspects =
  /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/u;
const high = new Map(Array.from({ length: 32 }, (_, index) => [decode1252(128 + index), 128 + index] as const));

function decode1252(byte: number): string {
  return new TextDecoder('windows-1252').decode(Uint8Array.of(byte));
}

function bytesOf(text: string): Buffer {
  return Buffer.from(Array.from(text, (letter) => high.get(letter) ?? Math.min(letter.codePointAt(0) ?? 63, 255)));
}

/** The file's bytes. A chunk is good until the next one is asked for: they all lie in one buffer. */
export async function* chunksOf(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, chunkBytes);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function markOf(head: Buffer): { encoding: Encoding; mark: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  return null;
}

/** Whether all that was pushed is valid UTF-8, letters that chunks cut in two included. */
function utf8Watch(): { push(chunk: Buffer): void; end(): boolean } {
  let rest: Buffer = Buffer.alloc(0);
  let valid = true;
  return {
    push(chunk) {
      if (!valid) return;
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const whole = wholeLetters(bytes);
      valid = isUtf8(bytes.subarray(0, whole));
      rest = Buffer.from(bytes.subarray(whole));
    },
    end: () => valid && isUtf8(rest),
  };
}

/** Where the last letter starts if it is not whole yet, the length otherwise. */
function wholeLetters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length;
    if (byte < 0x80) return bytes.length;
  }
  return bytes.length;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xc2 && lead < 0xe0 ? 2 : 1;
}

interface Counted {
  /** Letters of two bytes and more that are valid UTF-8. */
  readonly sequences: number;
  /** Bytes above 127 that are part of none. */
  readonly strays: number;
}

async function countUtf8(path: string, signal?: AbortSignal): Promise<Counted> {
  let sequences = 0;
  let strays = 0;
  let rest: Buffer = Buffer.alloc(0);
  const count = (bytes: Buffer): void => {
    const found = countIn(bytes);
    sequences += found.sequences;
    strays += found.strays;
  };
  for await (const chunk of chunksOf(path, signal)) {
    const bytes = Buffer.concat([rest, chunk]);
    const whole = wholeLetters(bytes);
    count(bytes.subarray(0, whole));
    rest = Buffer.from(bytes.subarray(whole));
  }
  count(rest);
  return { sequences, strays };
}

function countIn(bytes: Uint8Array): Counted {
  let sequences = 0;
  let strays = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) continue;
    const length = sequenceLength(byte);
    if (length > 1 && isUtf8(bytes.subarray(index, index + length)) && index + length <= bytes.length) {
      sequences += 1;
      index += length - 1;
    } else strays += 1;
  }
  return { sequences, strays };
}
