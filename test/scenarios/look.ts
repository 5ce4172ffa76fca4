import type { NativeTicket } from '@passerelle/connector';
import type { Step } from './scenario.js';
import { differences } from './see.js';
import { find, type Theater } from './theater.js';

type Look = Extract<Step, { readonly see?: unknown; readonly lines?: unknown }>;

/** What is otherwise in a tool than the step says. */
export async function look(theater: Theater, step: Look): Promise<readonly string[]> {
  const { connector, mapping, world } = theater.desk.tool(step.in);
  const wrong: string[] = [];
  if (step.mails !== undefined) {
    const sent = (world.mails?.() ?? []).filter(({ toRequester }) => toRequester);
    if (sent.length !== step.mails)
      wrong.push(`expected ${step.mails} mails to the requester, came ${JSON.stringify(sent)}`);
  }
  if (step.tickets !== undefined) {
    const there = await world.tickets();
    if (there.length !== step.tickets) wrong.push(`expected ${step.tickets} tickets, came ${there.join(', ')}`);
  }
  if (step.articles) {
    const there = theater.hands.get(step.in)?.articles?.() ?? [];
    const same = step.articles.every((text, nth) => there[nth]?.includes(text));
    if (!same || there.length !== step.articles.length)
      wrong.push(`expected the articles ${JSON.stringify(step.articles)}, came ${JSON.stringify(there)}`);
  }
  if (!step.see && !step.native && !step.lines && !step.files) return wrong;
  const id = await find(theater, step.in, step.ticket);
  let native: NativeTicket | null = null;
  for await (const each of id === null ? [] : (connector.source?.read([id]) ?? [])) native = each;
  if (native === null) return [...wrong, `expected the ticket in ${step.in}, it is not there`];
  if (step.see) wrong.push(...differences(step.see, mapping.read(native).said));
  if (step.native) wrong.push(...differences(step.native, native.fields));
  if (step.lines) wrong.push(...otherLines(step.lines, native));
  if (step.files)
    wrong.push(...differences({ files: step.files }, { files: native.attachments.map(({ name }) => name) }));
  return wrong;
}

function otherLines(lines: NonNullable<Look['lines']>, native: NativeTicket): readonly string[] {
  const there = native.entries.map(({ audience, text }) => ({ audience, text }));
  const same = lines.every((line, nth) => {
    const [audience, text] = Object.entries(line)[0] ?? [];
    return there[nth]?.audience === audience && there[nth]?.text.includes(String(text));
  });
  return same && there.length === lines.length
    ? []
    : [`expected the lines ${JSON.stringify(lines)}, came ${JSON.stringify(there)}`];
}
