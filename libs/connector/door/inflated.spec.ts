import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inflated } from './inflated.js';

const most = 10_000_000;
const codings = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['compress', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
] as const;

describe('a compressed answer', () => {
  it.each(codings)('in %s is what was compressed, small or large', async (encoding, compress) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const body = Buffer.from(bytes);
        expect(Buffer.compare(await inflated(compress(body), encoding, most), body)).toBe(0);
      }),
      { numRuns: 200 },
    );
    // So little alike that it stays large, and is decompressed off the thread.
    let seed = 1;
    const large = Buffer.from(Array.from({ length: 200_000 }, () => (seed = (seed * 48_271) % 2_147_483_647) % 256));
    expect(compress(large).length).toBeGreaterThan(65_536);
    expect(Buffer.compare(await inflated(compress(large), encoding, most), large)).toBe(0);
  });

  it('is told by its header, however that is written', async () => {
    expect(String(await inflated(gzipSync('Écran'), ' GZIP ', most))).toBe('Écran');
  });

  it.each(['', 'identity', 'pack200'])('in «%s» stays as it is', (encoding) => {
    const body = Buffer.from('Écran');
    expect(inflated(body, encoding, most)).toBe(body);
  });

  it('without a byte in it is empty, as answers to HEAD are', () => {
    expect(inflated(Buffer.alloc(0), 'gzip', most)).toHaveLength(0);
  });

  it.each(codings)('in %s that would become larger than allowed is refused', async (encoding, compress) => {
    const attempt = async (): Promise<Buffer> => inflated(compress(Buffer.alloc(most + 1)), encoding, most);
    await expect(attempt()).rejects.toMatchObject({ code: 'ERR_BUFFER_TOO_LARGE' });
  });

  it('that ends without its last block is taken as far as it goes', async () => {
    const body = gzipSync('a'.repeat(1_000));
    expect(String(await inflated(body.subarray(0, body.length - 8), 'gzip', most))).toBe('a'.repeat(1_000));
  });

  it.each(['gzip', 'deflate', 'br'])('that is none fails in %s', async (encoding) => {
    const attempt = async (): Promise<Buffer> => inflated(Buffer.from('<html>'), encoding, most);
    await expect(attempt()).rejects.toMatchObject({ code: expect.stringMatching(/^(Z_|ERR_|ERR__)/) });
  });
});
