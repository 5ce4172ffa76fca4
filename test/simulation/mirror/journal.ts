import { createHash } from 'node:crypto';
import type { NativeTicket } from '@passerelle/connector';
import { stable } from '@passerelle/sync';
import type { Outcome } from './invariants.js';
import type { Tool } from './site.js';
import { lineTags, type SaidLine } from './truth.js';

/** Tags of lines that people saved at the instant of one of ours (`oddities.ts`). */
const collision = /^ln9\d{5}nl$/u;

/** I3, I4 and I8: every line and file once in every tool, for whom it was said, in the order in which each tool said them. */
export async function faultsOfJournal(outcome: Outcome, tool: Tool, native: NativeTicket): Promise<readonly string[]> {
  const { site, need, heard, lost, stuck, wasOver } = outcome;
  const faults: string[] = [];
  const looked = await tool.world.look(native.id);
  if (!looked) return [`I2 ${tool.name} has lost it`];
  const { answer } = tool.kind;
  const answers = looked.entries.flatMap(({ text }) => (answer?.test(text) ? [text] : []));
  const shown = looked.entries
    .filter(({ text }) => !answers.includes(text))
    .map(({ text, readable }) => ({
      tags: [...text.matchAll(lineTags)].map(([tag]) => tag),
      text,
      readable,
    }));
  const wanted = site.truth.lines.filter((line) => line.need === need.n && heard.includes(line.tool));
  const partial = wasOver || stuck.has(tool.name);
  for (const { tag, tool: author, internal } of wanted) {
    const found = shown.filter(({ tags }) => tags.includes(tag));
    if (found.length > 1) faults.push(`I3 ${tag} of ${author} is in ${tool.name} ${found.length} times`);
    const erased = site.truth.erased.filter((one) => one.need === need.n && one.tag === tag);
    if (erased.some((one) => one.tool === tool.name)) {
      if (found.length > 0) faults.push(`I11 ${tag} was deleted in ${tool.name} and is there again`);
      continue;
    }
    const unheard = lost.includes(author) || erased.some((one) => one.tool === author);
    const there = erased.some(({ elsewhere }) => elsewhere.includes(tool.name));
    if (found.length === 0 && !partial && (there || !unheard))
      faults.push(`I3 ${tag} of ${author} is not in ${tool.name}`);
    for (const { readable, text } of found) {
      const audience = readable ? 'public' : 'internal';
      if (readable === internal) faults.push(`I4 ${tag} of ${author} is ${audience} in ${tool.name}`);
      const headers = text.match(/\[(?:alpha|beta|gamma) \S+ · \d+ ·/gu)?.length ?? 0;
      // One that somebody pasted is part of what was said.
      if (headers > (text.includes('recopié') ? 2 : 1))
        faults.push(`I3 ${tag} collected ${headers} headers in ${tool.name}: ${text.slice(0, 200)}`);
    }
  }
  // Asked again with the same words, it is the same answer that waits.
  for (const [nth, text] of answers.entries())
    if (text.replace(answer ?? '', '') === answers[nth - 1]?.replace(answer ?? '', ''))
      faults.push(`I3 ${tool.name} has an answer twice: «${text.slice(0, 120)}»`);
  const known = new Set(wanted.map(({ tag }) => tag));
  for (const { tags, text } of shown)
    if (tags.length !== 1 || !known.has(tags[0] ?? ''))
      faults.push(`I3 ${tool.name} has a line of nobody: «${text.slice(0, 120)}»`);
  for (const author of heard) {
    const lines = wanted.filter((line) => line.tool === author);
    const there = shown.flatMap(({ tags }) => tags).filter((tag) => lines.some((line) => line.tag === tag));
    const right = lines.map(({ tag }) => tag).filter((tag) => there.includes(tag));
    const loose = tool.kind.secondsOnly || site.tools.get(author)?.kind.secondsOnly === true;
    const early = (a: SaidLine, b: SaidLine): boolean =>
      !(loose && a.internal !== b.internal && Math.abs((a.at ?? 0) - (b.at ?? 0)) < 1_000) &&
      there.indexOf(a.tag) > there.indexOf(b.tag);
    const turned = lines.some((a, nth) =>
      lines.slice(nth + 1).some((b) => there.includes(a.tag) && there.includes(b.tag) && early(a, b)),
    );
    // A line of ours that was lost to somebody's of the same instant is written again, behind what came after it.
    const again = site.truth.lines.some(
      ({ need: n, tool: at, tag }) => n === need.n && at === tool.name && collision.test(tag),
    );
    // Tools that order by their stamps have no other order, once their clock was set back.
    if (new Set(there).size === there.length && turned && !again && !site.happened['clock set back'])
      faults.push(`I8 lines of ${author} stand in ${tool.name} as ${there.join(' ')}, said as ${right.join(' ')}`);
  }
  return [...faults, ...faultsOfFiles(outcome, tool, looked.attachments, partial)];
}

function faultsOfFiles(
  { site, need, heard, lost }: Outcome,
  { name: tool }: Tool,
  attachments: readonly { readonly name: string; readonly content: Buffer }[],
  partial: boolean,
): readonly string[] {
  const print = (name: string, hash: string): string => `${name} ${hash.slice(0, 12)}`;
  const files = site.truth.files.filter((file) => file.need === need.n && heard.includes(file.tool));
  const mine = files.map(({ name, sha256 }) => print(name, sha256)).sort();
  const there = attachments
    .map(({ name, content }) => print(name, createHash('sha256').update(content).digest('hex')))
    .sort();
  const whole =
    partial || lost.length > 0
      ? new Set(there).size === there.length && there.every((one) => mine.includes(one))
      : stable(mine) === stable(there);
  return whole ? [] : [`I3 ${tool} has files ${there.join(', ')}, expected ${mine.join(', ')}`];
}
