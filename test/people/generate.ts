import type { Random } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import { strangers, ways, type Human } from './ways.js';

const givens =
  'Jean Marie Éric Élodie Zoé Jean-Pierre Marie-Hélène François Anaïs Loïc Noëlle Mehdi Fatoumata Siobhán Jörg Łukasz Ánh Thérèse Benoît Inès Raphaël Chloé Gaël Maëlle Yves Aïcha Ousmane Agnès Rémi Cécile'.split(
    ' ',
  );
const families =
  'Martin Lefèvre Dupont Dupré-Lœw Müller O’Brien Nguyễn N’Diaye García Petit Moreau Lemaître Béranger Castagné Chauvin Durand-Petit Hébrard Ferré Joly Kowalski Lacoste Mercier Noël Ortéga Pujol Quéré Rousseau Sanchez Traoré Vidal Weiß Yılmaz Zimmermann Aubert Bonnet Carpentier Delmas Estève Fabre Gauthier'
    .split(' ')
    .concat(['de la Tour', 'du Pont', 'Le Goff', 'd’Angelo', 'de Almeida', 'de Saint-Aubin']);

export interface Named {
  readonly way: string;
  readonly person: Person;
  /** The account that they are; null where they have none. */
  readonly truth: string | null;
}

export interface Population {
  readonly humans: readonly Human[];
  readonly named: readonly Named[];
}

/** One human in forty has a homonym in the same directory, one in thirty has left. */
export function populate(count: number, random: Random): Population {
  const pick = <T>(from: readonly T[]): T => from[below(random, from.length)] as T;
  const taken = new Set<string>();
  const humans: Human[] = [];
  while (humans.length < count) {
    const twin = humans.length > 0 && below(random, 40) === 0 ? pick(humans) : null;
    const given = twin?.given ?? pick(givens);
    // Few names would make everybody a homonym: most families here have a second name of their own.
    const family = twin?.family ?? (below(random, 4) === 0 ? pick(families) : `${pick(families)}-${surname(random)}`);
    if (!twin && taken.has(`${given} ${family}`)) continue;
    taken.add(`${given} ${family}`);
    const local = ascii(`${given}.${family}`);
    const again = humans.filter(({ account }) => account.email?.startsWith(`${local}`)).length;
    const number = again === 0 ? '' : String(again + 1);
    humans.push({
      given,
      family,
      account: {
        id: String(humans.length + 1),
        name: below(random, 2) === 0 ? `${given} ${family}` : `${family.toUpperCase()} ${given}`,
        email: `${local}${number}@exemple.fr`,
        login: `${ascii(given).slice(0, 1)}${ascii(family)}${number}`,
        employeeNumber: `E${10_000 + humans.length}`,
        active: below(random, 30) !== 0,
      },
    });
  }
  return { humans, named: humans.flatMap((human) => nameAll(human, random, pick)) };
}

/** Each human in three ways that apply, and one stranger beside. */
function nameAll(human: Human, random: Random, pick: <T>(from: readonly T[]) => T): readonly Named[] {
  const said = Object.entries(ways).flatMap(([way, name]) => {
    const person = name(human, random);
    return person ? [{ way, person: whole(person), truth: human.account.id }] : [];
  });
  const [way, stranger] = pick(Object.entries(strangers));
  const other = stranger(human, random);
  return [pick(said), pick(said), pick(said), ...(other ? [{ way, person: whole(other), truth: null }] : [])];
}

function below(random: Random, bound: number): number {
  return Math.floor(random.next() * bound);
}

function whole(said: Partial<Person>): Person {
  return { name: null, email: null, login: null, employeeNumber: null, cut: false, ...said };
}

function surname(random: Random): string {
  const [a, b] = [
    ['Bar', 'Cor', 'Del', 'Fon', 'Gri', 'Mar', 'Pel', 'Rou', 'Sal', 'Ver'],
    ['bier', 'cel', 'din', 'gnac', 'lin', 'net', 'rand', 'tier', 'vet', 'zac'],
  ];
  return `${a?.[below(random, 10)] ?? ''}${b?.[below(random, 10)] ?? ''}`;
}

function ascii(text: string): string {
  return text
    .replaceAll('œ', 'oe')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/[^A-Za-z.-]/gu, '')
    .toLowerCase();
}
