import { inflateRawSync } from 'node:zlib';

/** The one member of a ZIP archive whose name fits, no larger than `most` (APPNOTE 6.3.3); null where there is none or it is torn. */
export function unzipped(archive: Buffer, pattern: RegExp, most: number): Buffer | null {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0 || end + 22 > archive.length) return null;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== 0x02014b50) return null;
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const whole = archive.readUInt32LE(at + 24);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    const local = archive.readUInt32LE(at + 42);
    if (pattern.test(name)) {
      if (local + 30 > archive.length || whole > most) return null;
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const content = archive.subarray(start, start + size);
      if (content.length !== size) return null;
      if (method === 0) return content;
      return method === 8 ? inflated(content, most) : null;
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return null;
}

function inflated(content: Buffer, most: number): Buffer | null {
  try {
    return inflateRawSync(content, { maxOutputLength: most });
  } catch {
    return null;
  }
}
