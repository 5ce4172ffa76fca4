import { promisify } from 'node:util';
import zlib, { type BrotliOptions, type ZlibOptions } from 'node:zlib';

interface Coding {
  readonly now: (body: Buffer, most: number) => Buffer;
  readonly later: (body: Buffer, most: number) => Promise<Buffer>;
}

// As axios does: a stream that ends without its last block is taken as far as it goes.
const loosely = (most: number): ZlibOptions => ({
  finishFlush: zlib.constants.Z_SYNC_FLUSH,
  maxOutputLength: most,
});
const looselyBrotli = (most: number): BrotliOptions => ({
  finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
  maxOutputLength: most,
});

const gunzip = promisify<Buffer, ZlibOptions, Buffer>(zlib.unzip);
const inflateRaw = promisify<Buffer, ZlibOptions, Buffer>(zlib.inflateRaw);
const unbrotli = promisify<Buffer, BrotliOptions, Buffer>(zlib.brotliDecompress);

const gzip: Coding = {
  now: (body, most) => zlib.unzipSync(body, loosely(most)),
  later: (body, most) => gunzip(body, loosely(most)),
};
const raw: Coding = {
  now: (body, most) => zlib.inflateRawSync(body, loosely(most)),
  later: (body, most) => inflateRaw(body, loosely(most)),
};
const brotli: Coding = {
  now: (body, most) => zlib.brotliDecompressSync(body, looselyBrotli(most)),
  later: (body, most) => unbrotli(body, looselyBrotli(most)),
};

/** Bytes up to which there is no need to leave the thread: a stream takes 90 us for what takes 6 at once. */
const small = 65_536;

/** The body as it was before it was compressed. Throws ERR_BUFFER_TOO_LARGE beyond `most` bytes, whatever it would become. */
export function inflated(body: Buffer, encoding: string | undefined, most: number): Buffer | Promise<Buffer> {
  const coding = body.length === 0 ? null : codingOf(body, encoding?.trim().toLowerCase() ?? '');
  if (coding === null) return body;
  return body.length <= small ? coding.now(body, most) : coding.later(body, most);
}

/** null for what is not compressed, and for codings that nobody asked for: those stay as they are. */
function codingOf(body: Buffer, encoding: string): Coding | null {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
    case 'compress':
    case 'x-compress':
      return gzip;
    case 'deflate':
      // Some servers leave out the two bytes in front, of which the first is 0x78 (RFC 9110, 8.4.1.2).
      return body[0] === 0x78 ? gzip : raw;
    case 'br':
      return brotli;
    default:
      return null;
  }
}
