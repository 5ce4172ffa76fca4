import type { Clock, Random } from '../../ports.js';
import type { ToyMachine } from './machines.js';

/** What the toy tool keeps. Instants are whole seconds, as in most real tools, in milliseconds since 1970. */
export interface ToyTicket {
  readonly id: string;
  readonly number: string;
  readonly class: string;
  /** What a client chose to know it by; unique where there is one. */
  readonly key: string | null;
  readonly fields: Record<string, string | null>;
  readonly entries: ToyEntry[];
  readonly files: ToyFile[];
  readonly assets: Set<string>;
  readonly relations: { readonly to: string; readonly as: string }[];
  readonly born: number;
  changed: number;
  /** Goes up with every change, twice in one second too. */
  revision: number;
  /** A record of the wrong shape, as an import by hand may leave one. */
  spoilt: boolean;
}

export interface ToyEntry {
  readonly id: string;
  readonly journal: string;
  text: string;
  readonly author: string;
  readonly at: number;
}

export interface ToyFile {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly content: Buffer;
  readonly author: string;
  readonly at: number;
}

export interface ToyPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly login: string;
  readonly badge: string | null;
  readonly active: boolean;
}

export interface ToyMail {
  readonly toRequester: boolean;
  readonly text: string;
}

export interface ToyState {
  readonly clock: Clock;
  readonly random: Random;
  readonly tickets: Map<string, ToyTicket>;
  readonly machines: Map<string, ToyMachine>;
  readonly persons: readonly ToyPerson[];
  readonly groups: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
  readonly mails: ToyMail[];
  /** Token to the instant at which it ends. */
  readonly sessions: Map<string, number>;
  /** Changes that were asked for over HTTP. */
  changes: number;
  numbered: number;
}

export const toyAccount = { user: 'passerelle', password: 'toy-p4ssword-é' };
export const toyClasses: readonly string[] = ['fault', 'request'];
/** The requester reads replies; asides are for the team. */
export const toyJournals = { reply: 'public', aside: 'internal' } as const;
export const toyStatuses: readonly string[] = ['open', 'working', 'waiting', 'done', 'dropped'];
export const toyPriorities: readonly string[] = ['1', '2', '3', '4'];
export const titleLength = 160;
export const bodyLength = 32_000;

export function toyState(clock: Clock, random: Random): ToyState {
  return {
    clock,
    random,
    tickets: new Map(),
    machines: new Map(),
    persons: [
      {
        id: 'p1',
        name: 'Hélène Müller-Lœwe',
        email: 'helene@toy.example',
        login: 'hmuller',
        badge: '1001',
        active: true,
      },
      {
        id: 'p2',
        name: 'Jean Dupont',
        email: 'jean.dupont@toy.example',
        login: 'jdupont',
        badge: '1002',
        active: true,
      },
      { id: 'p3', name: 'Jean Dupont', email: 'jd@toy.example', login: 'jdupont2', badge: '1003', active: true },
      { id: 'p4', name: 'Anaïs Partie', email: 'anais@toy.example', login: 'apartie', badge: null, active: false },
    ],
    groups: [
      { id: 'g1', name: 'Équipe réseau', active: true },
      { id: 'g2', name: 'Équipe dissoute', active: false },
    ],
    mails: [],
    sessions: new Map(),
    changes: 0,
    numbered: 0,
  };
}

/** What the tool makes of a text that it is given: one kind of line end, no blanks outside, no more than fits. */
export function keptText(field: string, value: string): string {
  const text = value.replace(/\r\n?/g, '\n').trim();
  const length = field === 'title' ? titleLength : field === 'body' ? bodyLength : Infinity;
  return text.length > length ? cut(text, length) : text;
}

/** Between two characters, never inside one, and without the blanks that a cut may lay bare. */
function cut(text: string, length: number): string {
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.slice(0, end).trimEnd();
}
