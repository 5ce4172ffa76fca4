import { hash } from 'node:crypto';
import type { NativeEntry } from './contract/native.js';

/**
 * What each line of one ticket is called: its id, else what it says, by whom, when, and how many alike came before. Whoever
 * looks for a line of its own in a tool without ids knows by these which of them are somebody else's (`others` of a sink).
 */
export function lineNames(entries: readonly NativeEntry[]): readonly string[] {
  const alike = new Map<string, number>();
  return entries.map((entry) => {
    if (entry.id !== null) return entry.id;
    const { journal, author, at, text } = entry;
    const said = ['line', journal, author?.id ?? null, author?.name ?? null, at, text];
    const content = hash('sha256', JSON.stringify(said)).slice(0, 32);
    const before = alike.get(content) ?? 0;
    alike.set(content, before + 1);
    return `${content}#${before}`;
  });
}
