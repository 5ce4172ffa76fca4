import type { OutboxRow, Resolution } from '@passerelle/sync';
import { ageOf, ownerOf, type Workshop } from './workshop.js';

/** A command that waits for a human. */
export interface DeadLetter {
  readonly key: string;
  readonly connection: string;
  readonly ticket: string;
  readonly number: string | null;
  readonly act: OutboxRow['act'];
  readonly trouble: OutboxRow['trouble'];
  /** Milliseconds. */
  readonly age: number | null;
  readonly owner: string | null;
  /** It was sent at least once and nobody can tell whether it landed. */
  readonly perhaps: boolean;
}

/** As many as a human can look at. */
const most = 10_000;

/** Of all connections of the configuration, in its order. */
export async function deadLetters(workshop: Workshop): Promise<readonly DeadLetter[]> {
  const { configuration, store } = workshop;
  const found = await Promise.all(
    [...configuration.connections.keys()].map((name) => store.inState(name, 'dead', most)),
  );
  const rows = found.flat();
  const wholes = await store.tickets([...new Set(rows.map(({ ticket }) => ticket))]);
  return rows.map(({ key, connection, ticket, act, trouble, since, attempts }) => ({
    key,
    connection,
    ticket,
    number: wholes.get(ticket)?.ticket.number ?? null,
    act,
    trouble,
    // Those of earlier versions have no date of their own.
    age: ageOf(workshop, since ?? attempts.at(-1)?.at ?? null),
    owner: ownerOf(workshop, connection),
    perhaps: attempts.length > 0 && trouble?.kind === 'conflict',
  }));
}

/** Queued again, and due at once. Whoever asks for it has looked in the tool, where it perhaps landed. */
export async function retryDead({ store, clock }: Workshop, letters: readonly DeadLetter[]): Promise<number> {
  const now = clock.now().toISOString();
  await store.commit({ resolutions: letters.map(({ key }) => ({ key, state: 'queued', due: now, at: now })) });
  return letters.length;
}

/**
 * Given up for good: it counts as obeyed, with who dropped it and why. With a creation all that was to follow it goes too,
 * since there is nothing there that it could be said of. Returns how many commands were dropped.
 */
export async function dropDead(
  { store, clock }: Workshop,
  letters: readonly DeadLetter[],
  { by, why }: { readonly by: string; readonly why: string },
): Promise<number> {
  const at = clock.now().toISOString();
  const message = {
    fr: `abandonné par ${by}${why === '' ? '' : ` : ${why}`}`,
    en: `dropped by ${by}${why === '' ? '' : `: ${why}`}`,
  };
  const trouble = { kind: 'rejected', message } as const;
  const unborn = letters.filter(({ act }) => act.kind === 'create');
  const rows = await store.outboxOf([...new Set(unborn.map(({ ticket }) => ticket))]);
  const followers = rows.filter(
    ({ ticket, connection, state }) =>
      (state === 'queued' || state === 'dead') &&
      unborn.some((letter) => letter.ticket === ticket && letter.connection === connection),
  );
  const keys = new Set([...letters, ...followers].map(({ key }) => key));
  await store.commit({
    resolutions: [...keys].map((key): Resolution => ({ key, state: 'obeyed', trouble, at })),
  });
  return keys.size;
}
