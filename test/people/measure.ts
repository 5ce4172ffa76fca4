import { matchPerson, type NameAlone } from '@passerelle/sync';
import type { Population } from './generate.js';

export interface Counts {
  readonly people: number;
  /** Linked to the account that they are, and to another one. */
  readonly right: number;
  readonly wrong: number;
  /** Shown to a human with their account among the candidates. */
  readonly shown: number;
  /** Have no account. */
  readonly strangers: number;
}

export interface Measure extends Counts {
  readonly precision: number;
  readonly recall: number;
  readonly reached: number;
  readonly ways: Readonly<Record<string, Counts>>;
}

export function measure({ humans, named }: Population, nameAlone: NameAlone): Measure {
  const accounts = humans.map(({ account }) => account);
  const outcomes = named.map(({ way, person, truth }) => {
    const { person: found, candidates } = matchPerson(person, accounts, nameAlone);
    const right = found !== null && found.id === truth;
    return {
      way,
      people: 1,
      right: Number(right),
      wrong: Number(found !== null && !right),
      shown: Number(found === null && truth !== null && candidates.some(({ id }) => id === truth)),
      strangers: Number(truth === null),
    };
  });
  const total = sum(outcomes);
  const known = total.people - total.strangers;
  const byWay = Map.groupBy(outcomes, ({ way }) => way);
  return {
    ...total,
    precision: total.right / (total.right + total.wrong),
    recall: total.right / known,
    reached: (total.right + total.shown) / known,
    ways: Object.fromEntries([...byWay].map(([way, some]) => [way, sum(some)])),
  };
}

function sum(outcomes: readonly Counts[]): Counts {
  const of = (count: keyof Counts): number => outcomes.reduce((all, one) => all + one[count], 0);
  return {
    people: of('people'),
    right: of('right'),
    wrong: of('wrong'),
    shown: of('shown'),
    strangers: of('strangers'),
  };
}
