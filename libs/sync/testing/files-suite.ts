import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileTooLarge, type Files } from '../ports/files.js';

export interface FilesSubject {
  readonly files: Files;
  teardown(): Promise<void>;
}

/** What the river relies on in any keeper of files. */
export function describeFiles(name: string, setup: () => Promise<FilesSubject>): void {
  describe(`${name}`, () => {
    let subject: FilesSubject;
    beforeEach(async () => {
      subject = await setup();
    });
    afterEach(() => subject.teardown());

    const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
    const stream = (content: Buffer, piece = 65_536): Readable =>
      Readable.from(
        Array.from({ length: Math.ceil(content.length / piece) }, (_, index) =>
          content.subarray(index * piece, (index + 1) * piece),
        ),
      );

    it.each([
      ['empty', Buffer.alloc(0)],
      ['of one byte', Buffer.from([0])],
      ['with accents and emoji', Buffer.from('Écran bleu 🖥️ – «élève»', 'utf8')],
      ['of 3 MB', Buffer.alloc(3_000_000, 'passerelle')],
    ])('gives back a file %s byte for byte under its hash', async (_, content) => {
      const kept = await subject.files.keep(stream(content), 10_000_000);
      expect(kept).toEqual({ sha256: sha256(content), size: content.length });
      expect(await subject.files.has(kept.sha256)).toBe(true);
      expect((await buffer(await subject.files.open(kept.sha256))).equals(content)).toBe(true);
    });

    it('keeps the same content once, and can open it twice', async () => {
      const content = Buffer.from('le même contenu');
      const first = await subject.files.keep(stream(content), 100);
      const second = await subject.files.keep(stream(content, 3), 100);
      expect(second).toEqual(first);
      const readings = await Promise.all([subject.files.open(first.sha256), subject.files.open(first.sha256)]);
      for (const reading of readings) expect((await buffer(reading)).equals(content)).toBe(true);
    });

    it('keeps the same content once when it comes twice at the same time', async () => {
      const content = Buffer.alloc(500_000, 'x');
      const kept = await Promise.all([1, 2, 3].map(() => subject.files.keep(stream(content), 1_000_000)));
      expect(new Set(kept.map((file) => file.sha256))).toEqual(new Set([sha256(content)]));
      expect((await buffer(await subject.files.open(sha256(content)))).equals(content)).toBe(true);
    });

    it('keeps a file of exactly the greatest size and nothing of a larger one', async () => {
      const content = Buffer.alloc(1_000, 'a');
      const larger = Buffer.alloc(1_001, 'a');
      expect((await subject.files.keep(stream(content, 100), 1_000)).size).toBe(1_000);
      await expect(subject.files.keep(stream(larger, 100), 1_000)).rejects.toBeInstanceOf(FileTooLarge);
      expect(await subject.files.has(sha256(larger))).toBe(false);
    });

    it('keeps nothing of a stream that breaks', async () => {
      const broken = Readable.from(
        (function* () {
          yield Buffer.from('le début');
          throw new Error('connection reset');
        })(),
      );
      await expect(subject.files.keep(broken, 1_000)).rejects.toThrow('connection reset');
      expect(await subject.files.has(sha256(Buffer.from('le début')))).toBe(false);
    });

    it('says which file is missing', async () => {
      const unknown = sha256(Buffer.from('never kept'));
      expect(await subject.files.has(unknown)).toBe(false);
      await expect(subject.files.open(unknown)).rejects.toThrow(unknown);
    });

    it.each(['../../etc/passwd', '', 'abc', 'G'.repeat(64)])('takes «%s» for no hash of a file', async (name) => {
      expect(await subject.files.has(name)).toBe(false);
      await expect(subject.files.open(name)).rejects.toThrow('expected');
    });
  });
}
