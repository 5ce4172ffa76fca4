import type { TicketFilter, TicketQuery } from '@passerelle/api';

/** Lists, yes-or-no questions and plain texts, as they stand in the address of the page. */
export const lists = [
  'connection',
  'status',
  'kind',
  'team',
  'agent',
  'requester',
  'category',
  'priority',
  'asset',
  'site',
  'approval',
  'travel',
] as const;
export const marks = ['open', 'escalated', 'unread', 'overdue', 'followed'] as const;
export const texts = [
  'text',
  'turn',
  'createdFrom',
  'createdBefore',
  'updatedFrom',
  'updatedBefore',
  'olderThan',
  'lead',
] as const;

export type ListName = (typeof lists)[number];
export type MarkName = (typeof marks)[number];
export type TextName = (typeof texts)[number];

/** A filter as the console holds it: every value a string, so that the address says the same as the page. */
export interface Filter {
  readonly lists: Readonly<Partial<Record<ListName, readonly string[]>>>;
  readonly marks: Readonly<Partial<Record<MarkName, boolean>>>;
  readonly texts: Readonly<Partial<Record<TextName, string>>>;
}

export const everything: Filter = { lists: {}, marks: {}, texts: {} };
export type Sort = TicketQuery['sort'];

export function readFilter(source: URLSearchParams): Filter {
  const found = { lists: {}, marks: {}, texts: {} } as {
    lists: Partial<Record<ListName, readonly string[]>>;
    marks: Partial<Record<MarkName, boolean>>;
    texts: Partial<Record<TextName, string>>;
  };
  for (const name of lists) {
    const values = source.getAll(name).filter((value) => value !== '');
    if (values.length > 0) found.lists[name] = [...new Set(values)];
  }
  for (const name of marks) {
    const value = source.get(name);
    if (value === 'true' || value === 'false') found.marks[name] = value === 'true';
  }
  for (const name of texts) {
    const value = source.get(name);
    if (value) found.texts[name] = value;
  }
  return found;
}

/** A saved desk, whatever its values look like: it was written by this console, another version of it, or by hand. */
export function filterOfView(saved: Readonly<Record<string, unknown>>): Filter {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(saved))
    for (const one of Array.isArray(value) ? value : [value])
      if (['string', 'number', 'boolean'].includes(typeof one)) search.append(name, String(one));
  return readFilter(search);
}

export function writeFilter(filter: Filter): readonly (readonly [string, string])[] {
  return [
    ...Object.entries(filter.lists).flatMap(([name, values]) => (values ?? []).map((value) => [name, value] as const)),
    ...Object.entries(filter.marks).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    ),
    ...Object.entries(filter.texts).flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
  ];
}

/** As a query of the API, or as the filter of a saved desk. */
export function queryOf(filter: Filter): Readonly<Record<string, string | boolean | readonly string[]>> {
  return { ...filter.lists, ...filter.marks, ...filter.texts } as Readonly<
    Record<string, string | boolean | readonly string[]>
  >;
}

/** As the body of a saved desk: numbers are numbers there. */
export function wishOf(filter: Filter): TicketFilter {
  const { olderThan, ...rest } = filter.texts;
  const marksAsWords = Object.fromEntries(Object.entries(filter.marks).map(([name, value]) => [name, String(value)]));
  return {
    ...filter.lists,
    ...marksAsWords,
    ...rest,
    ...(olderThan ? { olderThan: Number(olderThan) } : {}),
  } as TicketFilter;
}

export function toggleValue(filter: Filter, name: ListName, value: string): Filter {
  const before = filter.lists[name] ?? [];
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return withList(filter, name, after);
}

export function withList(filter: Filter, name: ListName, values: readonly string[]): Filter {
  const { [name]: _, ...rest } = filter.lists;
  return { ...filter, lists: values.length > 0 ? { ...rest, [name]: values } : rest };
}

export function withMark(filter: Filter, name: MarkName, value: boolean | undefined): Filter {
  const { [name]: _, ...rest } = filter.marks;
  return { ...filter, marks: value === undefined ? rest : { ...rest, [name]: value } };
}

export function withText(filter: Filter, name: TextName, value: string | undefined): Filter {
  const { [name]: _, ...rest } = filter.texts;
  return { ...filter, texts: value ? { ...rest, [name]: value } : rest };
}

/** How much narrows the list, the search apart. */
export function countOf(filter: Filter): number {
  return writeFilter(withText(filter, 'text', undefined)).length;
}
