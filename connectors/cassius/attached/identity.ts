import { hash } from 'node:crypto';

/**
 * `RITM0524w/3f…`: the number and a digest of the file's composed name, so that the same export unpacked on another system
 * names its attachments alike. Of two files that differ in their composition only, the second is known by its raw name.
 */
export function attachmentIds(number: string, raws: readonly string[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const names = new Set<string>();
  for (const raw of [...raws].sort(composedFirst)) {
    const name = raw.normalize('NFC');
    ids.set(raw, `${number}/${hash('sha256', names.has(name) ? `raw ${raw}` : name).slice(0, 32)}`);
    names.add(name);
  }
  return ids;
}

/** The ticket's number in an attachment's id; null where the text is no id of ours. */
export function numberIn(id: string): string | null {
  return /^(.+)\/[0-9a-f]{32}$/su.exec(id)?.[1] ?? null;
}

function composedFirst(one: string, other: string): number {
  const rank = (raw: string): number => (raw === raw.normalize('NFC') ? 0 : 1);
  return rank(one) - rank(other) || (one < other ? -1 : 1);
}
