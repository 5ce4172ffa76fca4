import { act, duplicatesAmong, type Duplicate, type Run } from '@passerelle/sync';
import type { Person, Ticket } from '@passerelle/ticket';
import type { House } from '../house/house.js';
import { OperatorError } from '../operator-error.js';
import { cellValue, heldRows } from './held-rows.js';

/** Looks through everything that is kept and offers what seems to be told twice; returns how many offers are new. */
export async function offerDuplicates({ register, clock }: Pick<House, 'register' | 'clock'>): Promise<number> {
  const tickets: Ticket[] = [];
  for await (const rows of heldRows(register, 'ticket'))
    for (const { cells } of rows) tickets.push(cellValue(cells['said'] ?? '{}') as Ticket);
  return register.offer(duplicatesAmong(tickets, clock.now().toISOString()));
}

/**
 * Somebody says whether two tickets tell one need. Accepted, the later one is tied to the earlier as its duplicate, in the
 * tools too where they know such ties; both stay what they are.
 */
export async function answerDuplicate(
  { register, clock }: Pick<House, 'register' | 'clock'>,
  flow: Run | null,
  answer: { readonly id: string; readonly state: 'accepted' | 'refused'; readonly by: string },
): Promise<Duplicate> {
  const offered = await register.duplicates({ state: 'offered', limit: 100_000 });
  const [duplicate, ...others] = offered.filter(({ id }) => id.startsWith(answer.id));
  if (!duplicate || others.length > 0)
    throw new OperatorError(
      'unknown-name',
      {
        fr: `${duplicate ? 'plusieurs propositions commencent' : 'aucune proposition ouverte ne commence'} par «${answer.id}»`,
        en: `${duplicate ? 'several offers begin' : 'no open offer begins'} with «${answer.id}»`,
      },
      { fr: 'voyez «passerelle duplicates»', en: 'see «passerelle duplicates»' },
    );
  const at = clock.now().toISOString();
  if (answer.state === 'accepted' && flow) await tie(flow, duplicate, answer.by);
  await register.answer(duplicate.id, { state: answer.state, by: answer.by, at });
  return { ...duplicate, state: answer.state, decided: at, by: answer.by };
}

async function tie(flow: Run, { id, ticket, of }: Duplicate, by: string): Promise<void> {
  const first = (await flow.store.tickets([of])).get(of)?.ticket;
  const number = first?.number ?? first?.references[0]?.number;
  if (number === undefined) return;
  await act(flow, ticket, ({ ticket: { relations } }) => ({
    id: `duplicate ${id}`,
    by: named(by),
    why: `decided by ${by}: told before as ${number}`,
    said: { relations: [...relations.filter((one) => one.number !== number), { as: 'duplicate', number }] },
    lines: [],
    files: [],
  }));
}

export function named(name: string): Person {
  return { name, email: null, login: null, employeeNumber: null, cut: false };
}
