import type { TicketFilter } from '@passerelle/sync';

/** A filter that lets through what both do. */
export function narrow(a: TicketFilter, b: TicketFilter): TicketFilter {
  const bounds = (x?: string, y?: string): readonly string[] =>
    [x, y].filter((instant) => instant !== undefined).sort();
  const within = (word: string, other: string): boolean => word === other || word.startsWith(`${other}.`);
  const members = {
    kind: both(a.kind, b.kind),
    status: both(a.status, b.status),
    group: both(a.group, b.group),
    number: both(a.number, b.number),
    category: both(a.category, b.category, within),
    createdFrom: bounds(a.createdFrom, b.createdFrom).at(-1),
    createdBefore: bounds(a.createdBefore, b.createdBefore)[0],
  };
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as TicketFilter;
}

function both<T>(
  a: readonly T[] | undefined,
  b: readonly T[] | undefined,
  within: (one: T, other: T) => boolean = (one, other) => one === other,
): readonly T[] | undefined {
  if (!a || !b) return a ?? b;
  const some = (ones: readonly T[], others: readonly T[]): readonly T[] =>
    ones.filter((one) => others.some((other) => within(one, other)));
  return [...new Set([...some(a, b), ...some(b, a)])];
}
