import { Readable } from 'node:stream';
import type { Files, HeldRow, Register } from '@passerelle/sync';
import type { Forgetter } from './forgetter.js';
import { heldRows } from './held-rows.js';

/** What became of the contents of files. */
export interface ErasedContents {
  /** Texts that named them, written anew without. */
  readonly rewritten: number;
  /** No texts, and theirs or named after them: gone. */
  readonly dropped: number;
  /** No texts, and on their tickets: nobody can tell what is in them but whoever opens them. */
  readonly unread: number;
}

export interface ContentsWish {
  readonly forgetter: Forgetter;
  /** Whether a file is theirs by its author or its name. */
  readonly theirs: (file: HeldRow) => boolean;
  /** Whether it hangs on a ticket that names them. */
  readonly near: (ticket: string) => boolean;
  readonly dryRun: boolean;
}

/** Larger texts are logs of machines; what is in them is told as unread. */
const mostText = 16 * 1024 * 1024;

/** Contents are kept under their hash, so one that changes is another one: the old one goes once no file has it any more. */
export async function eraseContents(
  { register, files }: { readonly register: Register; readonly files: Files },
  { forgetter, theirs, near, dryRun }: ContentsWish,
): Promise<ErasedContents> {
  const told = { rewritten: 0, dropped: 0, unread: 0 };
  const gone = new Set<string>();
  for await (const rows of heldRows(register, 'attachment')) {
    for (const was of rows) {
      const sha256 = was.cells['sha256'] ?? null;
      if (sha256 === null || !(await files.has(sha256))) continue;
      const text = await textOf(files, sha256);
      if (text === null && !theirs(was)) {
        if (near(was.cells['ticket'] ?? '')) told.unread += 1;
        continue;
      }
      const without = text === null ? null : forgetter.text(text);
      if (text !== null && without === text) continue;
      told[without === null ? 'dropped' : 'rewritten'] += 1;
      if (dryRun) continue;
      const kept = without === null ? null : await files.keep(Readable.from([Buffer.from(without)]), mostText * 2);
      const cells = { ...was.cells, sha256: kept?.sha256 ?? null, size: kept ? String(kept.size) : null };
      await register.rewrite([{ was, is: { ...was, cells } }]);
      gone.add(sha256);
    }
  }
  for (const sha256 of await unused(register, gone)) await files.drop?.(sha256);
  return told;
}

/** Null of what is no text that everybody would read as the same. */
async function textOf(files: Files, sha256: string): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await files.open(sha256)) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > mostText) return null;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

async function unused(register: Register, gone: ReadonlySet<string>): Promise<readonly string[]> {
  if (gone.size === 0) return [];
  const left = new Set(gone);
  for await (const rows of heldRows(register, 'attachment'))
    for (const { cells } of rows) left.delete(cells['sha256'] ?? '');
  return [...left];
}
