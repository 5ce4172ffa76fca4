import { personFingerprint, type KeptTicket } from '@passerelle/sync';
import type { Person, TicketId } from '@passerelle/ticket';
import type { House } from '../house/house.js';
import { publicTicketOf, type PublicTicket } from './public-ticket.js';
import { referenceForms } from './reference-forms.js';
import { saltOf } from './salt.js';

export interface FollowWish {
  /** As somebody typed it: a number of any tool. */
  readonly reference: string;
  readonly email: string;
  /** Where the question comes from, such as an IP address; it is kept as a hash alone. */
  readonly address: string;
}

/**
 * The same shape whatever happens. No ticket means that there is none, that it is somebody else's or that it is not public:
 * which of these it is stays untold. `later`: too many questions failed, and this one was not looked at, right or wrong.
 */
export interface FollowAnswer {
  readonly tickets: readonly PublicTicket[];
  readonly later: boolean;
}

export interface FollowLimits {
  /** Failures within the window after which an address is heard no more. */
  readonly perAddress: number;
  /** The same of a reference, whoever asks: higher, so that a stranger does not easily keep its requester out. */
  readonly perReference: number;
  /** Milliseconds. */
  readonly window: number;
}

export const followLimits: FollowLimits = { perAddress: 10, perReference: 30, window: 15 * 60_000 };

type Desk = Pick<House, 'store' | 'register' | 'clock' | 'random'>;

/** Finds tickets for somebody who has a reference and an e-mail address and no account. Answers the public part only. */
export async function follow(house: Desk, wish: FollowWish, limits = followLimits): Promise<FollowAnswer> {
  const { store, register, clock } = house;
  const now = clock.now();
  const notBefore = new Date(now.getTime() - limits.window).toISOString();
  const salted = await saltOf(house);
  const forms = referenceForms(wish.reference);
  const address = salted('follow', 'address', wish.address);
  // One scope for all spellings, of references that exist and of those that do not.
  const reference = salted('follow', 'reference', forms.map((form) => form.toLowerCase()).toSorted()[0] ?? '');
  const tries = await register.tries([address, reference]);
  const spent = (scope: string, most: number): boolean => {
    const found = tries.get(scope);
    return found !== undefined && found.since >= notBefore && found.failures >= most;
  };
  if (spent(address, limits.perAddress) || spent(reference, limits.perReference)) return { tickets: [], later: true };
  const ids = [...new Set((await Promise.all(forms.map((form) => store.byNumber(form)))).flat())];
  const tickets = [...(await store.tickets(ids)).values()];
  const email = wish.email.trim().toLowerCase();
  const theirs = email === '' ? new Set<TicketId>() : await ofEmail(house, tickets, email);
  const shown = tickets.flatMap((whole) => {
    const ticket = theirs.has(whole.ticket.id) ? publicTicketOf(whole) : null;
    return ticket ? [ticket] : [];
  });
  if (shown.length === 0) await register.failed([address, reference], now.toISOString(), notBefore);
  return { tickets: shown, later: false };
}

/** The tickets whose requester, beneficiary or watcher reads this address, as a tool named them or as their account elsewhere does. */
async function ofEmail(
  { register }: Desk,
  tickets: readonly KeptTicket[],
  email: string,
): Promise<ReadonlySet<TicketId>> {
  const named = tickets.map(({ ticket }) => ({
    id: ticket.id,
    people: [ticket.requester, ticket.beneficiary, ...ticket.watchers].filter((one): one is Person => one !== null),
  }));
  const unknown = named.flatMap(({ people }) => people.filter((one) => !one.email).map(personFingerprint));
  const links = unknown.length === 0 ? [] : await register.links({ persons: [...new Set(unknown)], limit: 1_000 });
  const readers = new Set(
    links.flatMap(({ person, native, candidates = [] }) =>
      candidates.some((one) => native !== null && one.id === native && one.email?.trim().toLowerCase() === email)
        ? [person]
        : [],
    ),
  );
  const isTheirs = (person: Person): boolean =>
    person.email ? person.email.trim().toLowerCase() === email : readers.has(personFingerprint(person));
  return new Set(named.filter(({ people }) => people.some(isTheirs)).map(({ id }) => id));
}
