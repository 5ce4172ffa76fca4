import { inflateRawSync } from 'node:zlib';

/** One file of a ZIP archive, as its central directory has it (APPNOTE.TXT 6.3.10, 4.3.12 and 4.3.16). */
export interface ZipEntry {
  readonly name: string;
  /** Bytes unpacked, as declared. */
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly at: number;
}

/** null for what is no archive. ZIP64 is none here: no workbook below the size limits needs it. */
export function zipEntries(bytes: Buffer): readonly ZipEntry[] | null {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end === -1 || end + 22 > bytes.length) return null;
  const entries: ZipEntry[] = [];
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  while (entries.length < count) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The content of an entry; null where it is not what the directory declares. */
export function unzip(bytes: Buffer, entry: ZipEntry): Buffer | null {
  if (entry.at + 30 > bytes.length || bytes.readUInt32LE(entry.at) !== 0x04034b50) return null;
  const from = entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28);
  const packed = bytes.subarray(from, from + entry.packed);
  if (entry.method === 0) return packed.length === entry.size ? packed : null;
  if (entry.method !== 8) return null;
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    return content.length === entry.size ? content : null;
  } catch {
    return null;
  }
}
