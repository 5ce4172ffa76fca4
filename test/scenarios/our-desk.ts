import { readFileSync } from 'node:fs';
import { loadCanon } from '@passerelle/mapping';
import { act, duplicatesAmong, type Register, type Tries } from '@passerelle/sync';
import { follow } from '../../libs/runtime/people/follow.js';
import { recategorise } from '../../libs/runtime/people/recategorise.js';
import type { Person } from '@passerelle/ticket';
import type { Step } from './scenario.js';
import { differences } from './see.js';
import { keptAs, type Theater } from './theater.js';

type Ours = Extract<
  Step,
  | { readonly kept: unknown }
  | { readonly recategorise: string }
  | { readonly solve: string }
  | { readonly duplicates: unknown }
  | { readonly follow: string }
>;

/** What Passerelle itself keeps and does. */
export async function atOurDesk(theater: Theater, step: Ours): Promise<readonly string[]> {
  const { desk } = theater;
  if ('duplicates' in step) {
    const names = new Map([...theater.opened.keys()].map((name) => [keptAs(theater, name), name]));
    const tickets = [...(await desk.store.tickets([...names.keys()])).values()].map(({ ticket }) => ticket);
    const offered = duplicatesAmong(tickets, desk.clock.now().toISOString());
    return differences(step, { duplicates: offered.map(({ ticket, of }) => [names.get(ticket), names.get(of)]) });
  }
  const whole = (await desk.store.tickets([keptAs(theater, step.ticket)])).get(keptAs(theater, step.ticket));
  if (!whole) return ['expected the ticket to be kept, it is not'];
  if ('kept' in step) {
    const wrong = [...differences(step.kept, whole.ticket)];
    const there = whole.entries.map(({ kind, text }) => ({ kind, text }));
    const same = (step.journal ?? []).every((line, nth) => {
      const [kind, text] = Object.entries(line)[0] ?? [];
      return there[nth]?.kind === kind && there[nth]?.text.includes(text ?? '');
    });
    if (step.journal && (!same || there.length !== step.journal.length))
      wrong.push(`expected the journal ${JSON.stringify(step.journal)}, came ${JSON.stringify(there)}`);
    return wrong;
  }
  if ('recategorise' in step) {
    desk.clock.advance(1_000);
    const wish = { number: whole.ticket.number ?? '', category: step.recategorise, why: step.why, by: step.by };
    const done = await recategorise(desk, desk.mirror.between('run'), wish, categories());
    return done.refused === null ? [] : [`expected it to be moved, came ${done.refused}`];
  }
  if ('solve' in step) {
    desk.clock.advance(1_000);
    const by: Person = { name: step.by, email: null, login: null, employeeNumber: null, cut: false };
    const line = { kind: 'solution', audience: 'public', text: step.solve } as const;
    const said = { status: 'resolved', outcome: 'solved' } as const;
    const deed = { id: step.solve, by, why: `solved by ${step.by}`, said, lines: [line], files: [] };
    const done = await act(desk.mirror.between('run'), whole.ticket.id, () => deed);
    return done?.refused === null ? [] : [`expected the solution to be taken, came ${done?.refused}`];
  }
  const reference = (await desk.store.bondsOf([whole.ticket.id])).find(({ connection }) => connection === step.in);
  const wish = { reference: reference?.number ?? '', email: step.follow, address: '192.0.2.1' };
  const answer = await follow({ ...desk, register: blankRegister() }, wish);
  const found = answer.tickets[0];
  const came = found ? found.entries.map(({ text }) => text) : null;
  const same = step.finds === null ? came === null : step.finds.every((text, nth) => came?.[nth]?.includes(text));
  return same && came?.length === step.finds?.length
    ? []
    : [`expected ${JSON.stringify(step.finds)} to be found, came ${JSON.stringify(answer)}`];
}

function categories(): ReadonlySet<string> {
  const path = 'mappings/canon.yaml';
  const loaded = loadCanon({ path, text: readFileSync(path, 'utf8') });
  if ('faults' in loaded) throw new Error('expected the shipped words to load');
  return loaded.canon.categories;
}

/** As much of a register as following a ticket asks for. */
function blankRegister(): Register {
  const tries = new Map<string, Tries>();
  const register: Pick<Register, 'links' | 'tries' | 'failed' | 'settle'> = {
    links: async () => [],
    tries: async () => tries,
    failed: async () => undefined,
    settle: async (_name, proposal) => proposal,
  };
  return register as Register;
}
