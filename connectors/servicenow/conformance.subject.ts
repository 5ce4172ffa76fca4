import type { Samples, Subject } from '@passerelle/connector/testing';
import { account, requester, standIn, world } from './conformance.world.js';
import { servicenow } from './index.js';

export const subject: Subject<typeof servicenow.config> = {
  definition: servicenow,
  without: ['amend', 'retract', 'link', 'unlink', 'inventory'],
  samples: samples({ priority: '1', u_ancien_code: 'X12' }),
  setup: (ports) => world(ports, {}),
};

/** The same with the companion import set installed: nothing is computed over what it writes. */
export const companionSubject: Subject<typeof servicenow.config> = {
  ...subject,
  samples: samples({ u_ancien_code: 'X12' }),
  setup: (ports) => world(ports, { companion: true }, { more: { companion: 'on' } }),
};

/**
 * An account as a site gives it out of habit: no rights to journal rows, dictionary or removal, a French profile. Each
 * request travels by itself. The suite's checks of what it cannot do do not apply.
 */
export const ordinarySubject: Subject<typeof servicenow.config> = {
  ...subject,
  setup: (ports) =>
    world(
      ports,
      { catalogInsert: 'admin', integrationDeletes: false },
      {
        more: { auth: { kind: 'basic', user: account.user, password: account.password }, batch: false },
        profile: { roles: ['itil'], zone: 'Europe/Paris', dateFormat: 'dd/MM/yyyy', language: 'fr' },
      },
    ),
};

function samples(dropped: NonNullable<Samples['dropped']>): Samples {
  return {
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
    change: { urgency: '1', contact_type: 'email', subcategory: 'disk', caller_id: { id: standIn, name: null } },
    textField: 'description',
    journals: ['comments', 'work_notes'],
    unknown: { class: 'u_colis', journal: 'u_memo', choice: { field: 'category', code: 'jardinage' } },
    // Priority follows from impact and urgency; the other column does not exist.
    dropped,
    author: { id: null, name: null, login: 'nadia.khelifi' },
    command: (kind, id) =>
      kind === 'relate'
        ? { kind, id, to: id, as: 'parent' }
        : { kind: 'transition', id, to: '2', fields: { urgency: '1' } },
  };
}
