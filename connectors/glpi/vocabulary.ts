import type { NativeChoice, NativeFieldRule, Vocabulary } from '@passerelle/connector';
import { instants, people, teams } from './reading/columns.js';
import type { Names } from './reading/names.js';
import { allowedMoves } from './profile-moves.js';
import { text } from './wire/lists.js';
import type { Server } from './wire/server.js';

// Labels as GLPI's French locale shows them, the same on 9.5 and 10.

const levels = ['Très basse', 'Basse', 'Moyenne', 'Haute', 'Très haute'];
const codes: Readonly<Record<string, readonly [label: string, choices: readonly string[]]>> = {
  status: ['Statut', ['Nouveau', 'En cours (Attribué)', 'En cours (Planifié)', 'En attente', 'Résolu', 'Clos']],
  type: ['Type', ['Incident', 'Demande']],
  urgency: ['Urgence', levels],
  impact: ['Impact', levels],
  priority: ['Priorité', [...levels, 'Majeure']],
};
const labels: Readonly<Record<string, string>> = {
  name: 'Titre',
  content: 'Description',
  date: "Date d'ouverture",
  closedate: 'Date de clôture',
  solvedate: 'Date de résolution',
  time_to_resolve: 'TTR',
  time_to_own: 'TTO',
  date_mod: 'Dernière modification',
  date_creation: 'Date de création',
  _users_id_requester: 'Demandeur',
  _users_id_observer: 'Observateur',
  _users_id_assign: 'Attribué à',
  _groups_id_requester: 'Groupe demandeur',
  _groups_id_observer: 'Groupe observateur',
  _groups_id_assign: 'Groupe de techniciens',
  users_id_recipient: 'Rédacteur',
  items: 'Éléments',
  _solution: 'Solution',
};
const trees = [
  ['itilcategories_id', 'Catégorie', 'ITILCategory'],
  ['locations_id', 'Lieu', 'Location'],
  ['requesttypes_id', 'Source de la demande', 'RequestType'],
  ['entities_id', 'Entité', 'Entity'],
] as const;

const free = (label: string, maxLength: number | null = null): NativeFieldRule => ({
  label,
  mandatory: false,
  maxLength,
  choices: null,
});

/** Categories, places, sources and entities of this very GLPI, by their complete names; codes are the same everywhere. */
export function openVocabulary(server: Server, names: Names): Vocabulary {
  return {
    moves: (signal) => allowedMoves(server, signal),
    async describe(signal) {
      const shared: Record<string, NativeFieldRule> = {};
      for (const [name, label] of Object.entries(labels)) shared[name] = free(label, name === 'name' ? 255 : null);
      for (const name of [...instants, ...people, ...teams]) shared[name] ??= free(name);
      for (const [name, [label, choices]] of Object.entries(codes))
        shared[name] = {
          ...free(label),
          choices: choices.map((each, at): NativeChoice => ({ code: String(at + 1), label: each, active: true })),
        };
      const kinds = { incident: { ...shared }, request: { ...shared } };
      for (const [name, label, itemtype] of trees) {
        const catalogue = await names.catalogue(itemtype, signal);
        for (const [nativeClass, flag] of [
          ['incident', 'is_incident'],
          ['request', 'is_request'],
        ] as const)
          kinds[nativeClass][name] = {
            ...free(label),
            choices: catalogue.rows.map((row): NativeChoice => {
              const code = catalogue.name(text(row, 'id')) ?? '';
              const off =
                (itemtype === 'ITILCategory' && text(row, flag) === '0') ||
                (itemtype === 'RequestType' && text(row, 'is_active') === '0');
              return { code, label: code, active: !off };
            }),
          };
      }
      return { classes: kinds };
    },
  };
}
