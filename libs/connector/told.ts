/** What people read, in both languages. */
export interface Told {
  readonly fr: string;
  readonly en: string;
}

/** The same in every language: a tool's own words, a name, a number. */
export function asIs(text: string): Told {
  return { fr: text, en: text };
}

/** A plain string is for what has no words of ours. */
export function toldOf(text: Told | string): Told {
  return typeof text === 'string' ? asIs(text) : text;
}

/** With a name before it: a ticket, a connection. */
export function about(name: string, { fr, en }: Told): Told {
  return { fr: `${name} : ${fr}`, en: `${name}: ${en}` };
}

/** In a row; between them stands what is between clauses, unless something else is given. */
export function joined(all: readonly Told[], between: Told | string = { fr: ' ; ', en: '; ' }): Told {
  const apart = toldOf(between);
  return { fr: all.map(({ fr }) => fr).join(apart.fr), en: all.map(({ en }) => en).join(apart.en) };
}

/** What an error says, in the words that it has: ours in both languages, those of anybody else as they are. */
export function saidBy(error: unknown): Told {
  if (!(error instanceof Error)) return asIs(String(error));
  const { told } = error as { readonly told?: unknown };
  return isTold(told) ? told : asIs(error.message);
}

function isTold(value: unknown): value is Told {
  const { fr, en } = (value ?? {}) as Partial<Told>;
  return typeof fr === 'string' && typeof en === 'string';
}
