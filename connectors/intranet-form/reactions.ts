import type { Reaction, Reactions } from '@passerelle/connector';
import type { Modes } from './config.js';
import { seedCategories } from './lifecycle.js';

/** What the tool mails by itself. Nothing is mailed for other changes of status, nor for a priority. */
export function reactionsOf({ write }: Modes, notify: boolean): Reactions {
  const staffWrites = write === 'staff';
  const each: readonly Omit<Reaction, 'class'>[] = [
    { kind: 'mail', name: 'Demande Reçue', on: 'create' },
    { kind: 'mail', name: 'Nouvelle Demande (équipe)', on: 'create' },
    ...(staffWrites && !notify ? [] : ([{ kind: 'mail', name: 'Nouvelle Réponse', on: 'comment' }] as const)),
    ...(staffWrites && !notify ? [] : ([{ kind: 'mail', name: 'Nouvelle Réponse', on: 'attach' }] as const)),
    ...(staffWrites
      ? ([
          { kind: 'mail', name: 'Nouvelle note ajoutée (technicien)', on: 'work_note' },
          { kind: 'mail', name: 'Demande Assignée (technicien)', on: 'update' },
          { kind: 'mail', name: 'Demande Déplacée (technicien)', on: 'update' },
          { kind: 'mail', name: 'Ticket fermé/résolu', on: 'resolve' },
        ] as const)
      : []),
  ];
  return {
    list: () => Promise.resolve(seedCategories.flatMap((name) => each.map((one) => ({ ...one, class: name })))),
  };
}
