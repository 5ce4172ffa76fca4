import type { Lifecycle, NativeTransition } from '@passerelle/connector';
import { locked } from './words.js';

/** Staff may go from any state to any other; unlocking leaves a ticket resolved. */
const states = ['0', '1', '2', '4', '5', '3'];

const moves: readonly NativeTransition[] = [
  ...states.flatMap((from) =>
    [...states, locked]
      .filter((to) => to !== from)
      .map((to): NativeTransition => ({ from, to, by: null, requires: [] })),
  ),
  ...states.map((to): NativeTransition => ({ from: locked, to, by: 'unlock', requires: [] })),
];

/** The public form: customers resolve and reopen, and what a ticket becomes then depends on who spoke last. */
const customerMoves: readonly NativeTransition[] = [
  ...['0', '1', '2', '4', '5'].map((from): NativeTransition => ({ from, to: '3', by: 'resolve', requires: [] })),
  ...['0', '1', '2'].map((to): NativeTransition => ({ from: '3', to, by: 'reopen', requires: [] })),
];

/** Classes are categories, and all of them go the same ways. */
export function lifecycleOf(categories: readonly string[], write: 'staff' | 'public' | 'none'): Lifecycle {
  const all = write === 'public' ? customerMoves : moves;
  return {
    classes: Object.fromEntries(categories.map((name) => [name, all])),
    initial: Object.fromEntries(categories.map((name) => [name, '0'])),
  };
}

/** Of the seed; a site with others is told by its vocabulary. */
export const seedCategories = [
  'DSI Connexion internet',
  'DSI Accès système',
  'DSI Désactivation/ activation de log',
  'DSI matériel informatique',
  'DSI Autre problème',
  'DSI CRM et application des clients',
  'DSI Reporting',
  'Bytel accès nouvelle application',
  'Bytel souci poste de travail',
  'Bytel grésillement de la communication',
  'Bytel arrêt production',
  'Bytel indisponibilité application',
  'Suggestion',
] as const;
