import type { Lifecycle, NativeChoice, NativeCode, NativeTransition, NativeVocabulary } from '@passerelle/connector';
import type { Dictionary, Difference } from './difference.js';

/** What the tool itself admits to. `lifecycle`: null where it tells no moves. */
export interface Told {
  readonly vocabulary: NativeVocabulary;
  readonly lifecycle: Lifecycle | null;
}

/**
 * Holds the declared lifecycle and the dictionary against what the tool says of itself. Of a class that the tool does not
 * speak of, and of a field whose values it does not list, nothing is said.
 */
export function compareLifecycle(declared: Lifecycle, told: Told, dictionary: Dictionary): readonly Difference[] {
  return Object.entries(declared.classes).flatMap(([nativeClass, moves]) => {
    const rules = told.vocabulary.classes[nativeClass];
    const column = dictionary.statusField(nativeClass);
    if (!rules || column === null) return [];
    const choices = rules[column]?.choices ?? null;
    const active = choices?.filter((choice) => choice.active) ?? null;
    const theirs = told.lifecycle?.classes[nativeClass] ?? null;
    return [
      ...statesOf(nativeClass, moves, active),
      ...movesOf(nativeClass, moves, theirs, active),
      ...fieldsOf(nativeClass, moves, theirs, rules, dictionary),
      ...wordsOf(nativeClass, column, moves, rules, dictionary),
    ];
  });
}

type Rules = NonNullable<NativeVocabulary['classes'][string]>;

function statesOf(
  nativeClass: NativeCode,
  moves: readonly NativeTransition[],
  choices: readonly NativeChoice[] | null,
): readonly Difference[] {
  if (choices === null) return [];
  const known = new Set(moves.flatMap(({ from, to }) => [from, to]));
  const there = new Set(choices.map(({ code }) => code));
  return [
    ...unique(choices)
      .filter(({ code }) => !known.has(code))
      .map(({ code: state, label }) => ({ kind: 'state-undeclared', class: nativeClass, state, label }) as const),
    ...[...known]
      .filter((state) => !there.has(state))
      .map((state) => ({ kind: 'state-gone', class: nativeClass, state, label: state }) as const),
  ];
}

/** Moves into or out of a state that is gone, or that nobody knows, are told with that state. */
function movesOf(
  nativeClass: NativeCode,
  ours: readonly NativeTransition[],
  theirs: readonly NativeTransition[] | null,
  choices: readonly NativeChoice[] | null,
): readonly Difference[] {
  if (theirs === null) return [];
  const there = choices && new Set(choices.map(({ code }) => code));
  const known = new Set(ours.flatMap(({ from, to }) => [from, to]));
  const label = (state: NativeCode): string => choices?.find(({ code }) => code === state)?.label ?? state;
  const name = ({ from, to, by }: NativeTransition): string => JSON.stringify([from, to, by]);
  const missing = (all: readonly NativeTransition[], among: readonly NativeTransition[]): NativeTransition[] => {
    const names = new Set(among.map(name));
    return [...new Map(all.map((move) => [name(move), move])).values()].filter((move) => !names.has(name(move)));
  };
  const plain = (kind: 'move-gone' | 'move-undeclared', { from, to, by }: NativeTransition): Difference => ({
    kind,
    class: nativeClass,
    from,
    to,
    by,
    labels: [label(from), label(to)],
  });
  return [
    ...missing(ours, theirs)
      .filter(({ from, to }) => !there || (there.has(from) && there.has(to)))
      .map((move) => plain('move-gone', move)),
    ...missing(theirs, ours)
      .filter(({ from, to }) => known.has(from) && known.has(to))
      .map((move) => plain('move-undeclared', move)),
  ];
}

function fieldsOf(
  nativeClass: NativeCode,
  ours: readonly NativeTransition[],
  theirs: readonly NativeTransition[] | null,
  rules: Rules,
  { journals }: Dictionary,
): readonly Difference[] {
  const asked = statesByField(ours);
  const gone = [...asked].filter(([field]) => rules[field] === undefined && !journals.has(field));
  const wanted = [...statesByField(theirs ?? [])].flatMap(([field, states]) => {
    const undeclared = [...states].filter((state) => !asked.get(field)?.has(state));
    return undeclared.length === 0 ? [] : [{ field, states: undeclared }];
  });
  return [
    ...gone.map(([field, states]) => ({ kind: 'field-gone', class: nativeClass, field, states: [...states] }) as const),
    ...wanted.map((one) => ({ kind: 'field-wanted', class: nativeClass, ...one }) as const),
  ];
}

function statesByField(moves: readonly NativeTransition[]): ReadonlyMap<string, ReadonlySet<NativeCode>> {
  const states = new Map<string, Set<NativeCode>>();
  for (const { to, requires } of moves)
    for (const field of requires) states.set(field, (states.get(field) ?? new Set()).add(to));
  return states;
}

/** Words of the status, and of every field that a move asks for: on-hold reasons, close codes. */
function wordsOf(
  nativeClass: NativeCode,
  column: string,
  moves: readonly NativeTransition[],
  rules: Rules,
  dictionary: Dictionary,
): readonly Difference[] {
  const asked = [...statesByField(moves)].map(([field, states]) => [field, [...states][0] ?? ''] as const);
  return [[column, null] as const, ...asked].flatMap(([field, state]) => {
    const choices = rules[field]?.choices;
    if (!choices || dictionary.journals.has(field)) return [];
    const usable = unique(choices.filter(({ active }) => active));
    const codes = new Set(usable.map(({ code }) => code));
    return [
      ...usable
        .filter(({ code }) => !dictionary.reads(nativeClass, field, code, state ?? code))
        .map(({ code, label }) => ({ kind: 'word-unread', class: nativeClass, field, code, label }) as const),
      ...dictionary
        .writes(nativeClass, field)
        .filter((code) => !codes.has(code))
        .map((code) => ({ kind: 'word-gone', class: nativeClass, field, code }) as const),
    ];
  });
}

function unique(choices: readonly NativeChoice[]): readonly NativeChoice[] {
  return [...new Map(choices.map((choice) => [choice.code, choice])).values()];
}
