import type { CommandKind, NativeCommand, NativeId } from '@passerelle/connector';
import type { Subject } from '@passerelle/connector/testing';
import { hidden, world, type WorldOptions } from './conformance.world.js';
import { glpi } from './index.js';
import { ids } from './simulator/index.js';

export const subject: Subject<typeof glpi.config> = subjectOf({});

export function subjectOf(options: WorldOptions): Subject<typeof glpi.config> {
  return {
    definition: glpi,
    without: [],
    samples: {
      draft: (label) => ({
        class: 'incident',
        fields: {
          name: label,
          content: 'Depuis ce matin.',
          // The second one has no account.
          _users_id_requester: [
            { id: String(ids.helene), name: null },
            { id: null, name: null, email: 'amelie.dupre@exemple.fr' },
          ],
          impact: '2',
          itilcategories_id: 'Messagerie',
          date: '2025-11-18T10:54:35.000Z',
        },
        at: '2025-11-18T10:54:35.000Z',
      }),
      change: { urgency: '5', locations_id: 'Bâtiment A > Salle 203', requesttypes_id: 'Phone' },
      textField: 'content',
      journals: ['followup', 'followup_private'],
      unknown: { class: 'colis', journal: 'memo', choice: { field: 'status', code: '42' } },
      // A closing date is GLPI's own; the other column does not exist.
      dropped: { closedate: '2025-11-19T10:00:00.000Z', u_ancien_code: 'X12' },
      author: { id: String(ids.marie), name: 'Marie Martin' },
      command,
    },
    setup: (ports) => world(ports, options),
  };
}

function command(kind: CommandKind, id: NativeId, part: NativeId | null): NativeCommand {
  switch (kind) {
    case 'transition':
      return { kind, id, to: '4', fields: { urgency: '4' } };
    case 'amend':
      return { kind, id, entry: part ?? '', change: { text: 'Corrigé : à 14 h' } };
    case 'retract':
      return { kind, id, entry: part ?? '' };
    case 'link':
      return { kind, id, asset: `Computer:${ids.computers.p20302}` };
    case 'unlink':
      return { kind, id, asset: `Computer:${ids.computers.p20303}` };
    case 'relate':
      return { kind, id, to: hidden, as: '_linked' };
    case 'create':
    case 'update':
    case 'append':
    case 'attach':
    case 'remove':
      throw new Error(`expected no sample to be needed for ${kind}`);
  }
}
