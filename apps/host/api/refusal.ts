import type { Told } from '@passerelle/connector';
import type { OperatorError } from '@passerelle/runtime';

/** What the API refuses, in both languages. A name, a status, a title, and what to do. */
export const refusals = {
  'bad-request': [400, 'Demande incomprise', 'Request not understood', null, null],
  'bad-cursor': [
    400,
    'Suite inconnue',
    'Unknown continuation',
    'reprenez la liste depuis le début',
    'start the list anew',
  ],
  unsafe: [400, 'Demande d’une autre page', 'Request from another page', null, null],
  'signed-out': [401, 'Connexion nécessaire', 'Sign in first', 'connectez-vous', 'sign in'],
  'wrong-password': [
    401,
    'Identifiant ou mot de passe incorrect',
    'Wrong login or password',
    'après plusieurs échecs le compte se verrouille un quart d’heure',
    'after several failures the account is locked for a quarter of an hour',
  ],
  locked: [
    429,
    'Compte verrouillé',
    'Account locked',
    'attendez un quart d’heure, ou demandez à un administrateur',
    'wait for a quarter of an hour, or ask an administrator',
  ],
  csrf: [403, 'Jeton de page absent ou ancien', 'Page token missing or old', 'rechargez la page', 'reload the page'],
  'must-change': [
    403,
    'Mot de passe à changer',
    'Password to be changed',
    'choisissez d’abord un mot de passe à vous',
    'choose a password of your own first',
  ],
  'no-right': [
    403,
    'Droit manquant',
    'Right missing',
    'demandez-le à un administrateur',
    'ask an administrator for it',
  ],
  confined: [
    403,
    'Réservé à qui voit tout',
    'For those who see everything',
    'votre compte est limité à des connexions ou à des équipes',
    'your account is confined to connections or teams',
  ],
  'no-token': [403, 'Pas avec un jeton', 'Not with a token', 'connectez-vous', 'sign in'],
  'not-found': [404, 'Introuvable', 'Not found', null, null],
  taken: [409, 'Déjà pris', 'Taken', null, null],
  refused: [409, 'Refusé', 'Refused', null, null],
  'last-administrator': [
    409,
    'Dernier administrateur',
    'Last administrator',
    'nommez-en un autre d’abord',
    'make another one first',
  ],
  stale: [
    412,
    'Modifié entre-temps',
    'Changed meanwhile',
    'relisez le ticket, puis recommencez',
    'read the ticket again, then try again',
  ],
  'too-large': [413, 'Trop volumineux', 'Too large', null, null],
  'no-route': [
    422,
    'Aucun outil ne peut le recevoir',
    'No tool can take it',
    'il faut une route en miroir vers un outil où l’on peut écrire',
    'a mirror route to a tool that can be written to is needed',
  ],
  incomplete: [422, 'Incomplet', 'Incomplete', null, null],
  'too-many': [429, 'Trop de demandes', 'Too many requests', 'attendez un peu', 'wait a little'],
  unexpected: [500, 'Défaut de Passerelle', 'A fault of Passerelle', null, null],
  unavailable: [503, 'Indisponible', 'Unavailable', 'réessayez plus tard', 'try again later'],
} as const satisfies Record<string, readonly [number, string, string, string | null, string | null]>;

export type RefusalCode = keyof typeof refusals;

export interface FieldFault {
  readonly path: string;
  readonly message: string;
}

/**
 * Ends a call with a problem. `detail` is one sentence for whoever asked, without any secret; a plain string is one of the
 * sentences of `details.ts`.
 */
export class ApiRefusal extends Error {
  readonly code: RefusalCode;
  readonly faults: readonly FieldFault[];
  readonly advice: string | null;
  /** What it quotes of the program itself, which has both languages. */
  readonly quoted: OperatorError | null;
  /** `message` in both languages, where it came so. */
  readonly told: Told | null;

  constructor(
    code: RefusalCode,
    detail: Told | string = '',
    more: { faults?: readonly FieldFault[]; advice?: string; quoted?: OperatorError; cause?: unknown } = {},
  ) {
    super(
      typeof detail === 'string' ? detail : detail.en,
      more.cause === undefined ? undefined : { cause: more.cause },
    );
    this.name = 'ApiRefusal';
    this.code = code;
    this.faults = more.faults ?? [];
    this.advice = more.advice ?? null;
    this.quoted = more.quoted ?? null;
    this.told = typeof detail === 'string' ? null : detail;
  }

  get status(): number {
    return refusals[this.code][0];
  }
}
