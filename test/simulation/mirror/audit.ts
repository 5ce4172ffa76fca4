import type { NativeTicket } from '@passerelle/connector';
import type { Bond } from '@passerelle/sync';
import type { TicketField } from '@passerelle/ticket';
import type { Outcome } from './invariants.js';

/**
 * I14: of everything that stands somewhere can be told where it came from. Each ticket has its bond and the run that made
 * it, each line that travelled stands in what its own tool was heard to say, and each value has its provenance.
 */
export async function faultsOfAudit(outcome: Outcome): Promise<readonly string[]> {
  const { site, need, whole, present } = outcome;
  const faults: string[] = [];
  const bonds = new Map((await site.store.bondsOf([whole.ticket.id])).map((bond) => [bond.connection, bond]));
  for (const [{ name }, { id }] of present) faults.push(...faultsOfOrigin(bonds.get(name), name, id, need.tool));
  const written = ['title', 'description'] satisfies readonly TicketField[];
  for (const field of written)
    if ((whole.ticket[field] ?? '') !== '' && (whole.why[field] ?? '') === '')
      faults.push(`I14 nobody knows why the ${field} is what it is`);
  for (const { tag, tool: author, need: n } of site.truth.lines) {
    const bond = bonds.get(author);
    if (n !== need.n || !bond || ![...present].some(([tool, native]) => tool.name !== author && shows(native, tag)))
      continue;
    const heard = await site.store.observations(author, bond.native);
    if (!heard.some(({ said, run }) => said.includes(tag) && run !== ''))
      faults.push(`I14 ${tag} was told to others, and nothing that ${author} was heard to say holds it`);
  }
  return faults;
}

function faultsOfOrigin(bond: Bond | undefined, tool: string, native: string, opened: string): readonly string[] {
  if (bond?.native !== native) return [`I14 ${native} in ${tool} has no bond`];
  const origin = tool === opened ? 'seen' : 'created';
  if (bond.origin !== origin || bond.run === '')
    return [`I14 ${native} in ${tool} is ${bond.origin} by the run «${bond.run}», expected it to be ${origin}`];
  return [];
}

function shows({ entries }: NativeTicket, tag: string): boolean {
  return entries.some(({ text }) => text.includes(tag));
}
