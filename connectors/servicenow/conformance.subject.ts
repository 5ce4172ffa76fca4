import type { Subject } from '@passerelle/connector/testing';
import { requester, world } from './conformance.world.js';
import { servicenow } from './index.js';

export const subject: Subject<typeof servicenow.config> = {
  definition: servicenow,
  without: ['amend', 'retract', 'link', 'unlink'],
  samples: {
    draft: (label) => ({
      class: 'incident',
      fields: {
        short_description: label,
        description: 'Depuis ce matin.',
        caller_id: { id: requester, name: null },
        impact: '2',
        category: 'hardware',
        opened_at: '2025-11-18T10:54:35.000Z',
      },
      at: '2025-11-18T10:54:35.000Z',
    }),
    change: { urgency: '1', contact_type: 'email', subcategory: 'disk' },
    textField: 'description',
    journals: ['comments', 'work_notes'],
    unknown: { class: 'u_colis', journal: 'u_memo', choice: { field: 'category', code: 'jardinage' } },
    // Priority follows from impact and urgency; the other column does not exist.
    dropped: { priority: '1', u_ancien_code: 'X12' },
    author: { id: null, name: null, login: 'nadia.khelifi' },
    command: (kind, id) =>
      kind === 'relate'
        ? { kind, id, to: id, as: 'parent' }
        : { kind: 'transition', id, to: '2', fields: { urgency: '1' } },
  },
  setup: (ports) => world(ports, {}),
};

/** The same with the companion import set installed. */
export const companionSubject: Subject<typeof servicenow.config> = {
  ...subject,
  setup: (ports) => world(ports, { companion: true }, { companion: 'on' }),
};
