import { createHash } from 'node:crypto';
import { copies, type Deeds, type Desk, type Desks } from './desks.js';

const tags = /ln\d+x\d+nl/gu;

/** What of all that people did is not in both tools, once, and for whom it was said; and what is there that nobody said. */
export async function differences({ all, deeds, crimes }: Desks): Promise<readonly string[]> {
  const found: string[] = [...crimes()];
  const texts = new Map<number, Set<string>>();
  for (const desk of all) {
    const bonded = new Set<string>();
    for (const { n } of deeds.needs) {
      const ids = await copies(desk, n);
      for (const id of ids) bonded.add(id);
      if (ids.length !== 1) found.push(`need ${n} is in ${desk.name} ${ids.length} times: ${ids.join(', ')}`);
      for (const id of ids) found.push(...(await differencesOf(desk, id, n, deeds)));
      const description = await textOf(desk, ids[0]);
      texts.set(n, (texts.get(n) ?? new Set()).add(description));
    }
    for (const id of await desk.world.tickets())
      if (!bonded.has(id) && !id.startsWith('sc_')) found.push(`${id} of ${desk.name} is nobody's need`);
  }
  for (const [n, said] of texts) if (said.size !== 1) found.push(`need ${n} says ${[...said].join(' and ')}`);
  return found;
}

async function differencesOf(
  { name, world }: Desk,
  id: string,
  need: number,
  deeds: Deeds,
): Promise<readonly string[]> {
  const looked = await world.look(id);
  if (!looked) return [`${id} of ${name} is gone`];
  const found: string[] = [];
  const shown = looked.entries.map(({ text, readable }) => ({
    text,
    readable,
    tags: [...text.matchAll(tags)].map(([tag]) => tag),
  }));
  const lines = deeds.lines.filter((line) => line.need === need);
  for (const { tag, tool, internal } of lines) {
    const there = shown.filter((one) => one.tags.includes(tag));
    if (there.length !== 1) found.push(`${tag} of ${tool} is in ${id} of ${name} ${there.length} times`);
    for (const { readable } of there)
      if (readable === internal)
        found.push(`${tag} of ${tool} can ${readable ? '' : 'not '}be read in ${id} of ${name}`);
  }
  const known = new Set(lines.map(({ tag }) => tag));
  for (const { tags: own, text } of shown)
    if (own.length !== 1 || !known.has(own[0] ?? ''))
      found.push(`${id} of ${name} has a line of nobody: ${text.slice(0, 120)}`);
  const print = (file: string, hash: string): string => `${file} ${hash.slice(0, 12)}`;
  const meant = deeds.files.filter((file) => file.need === need).map((file) => print(file.name, file.sha256));
  const there = looked.attachments.map(({ name: file, content }) =>
    print(file, createHash('sha256').update(content).digest('hex')),
  );
  if (meant.toSorted().join() !== there.toSorted().join())
    found.push(`${id} of ${name} has the files ${there.join(', ')}, expected ${meant.join(', ')}`);
  return found;
}

/** Descriptions are written over: both tools must show the same words in the end, or both what the ticket was born with. */
async function textOf({ world }: Desk, id: string | undefined): Promise<string> {
  const fields = id === undefined ? {} : ((await world.look(id))?.fields ?? {});
  const text = fields['description'] ?? fields['content'];
  return (typeof text === 'string' && /Changé \d+ fois/u.exec(text)?.[0]) || 'what it was born with';
}
