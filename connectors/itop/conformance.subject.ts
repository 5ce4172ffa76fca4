import type { CommandKind, NativeCommand, NativeId } from '@passerelle/connector';
import type { Samples, Subject } from '@passerelle/connector/testing';
import { otherTitle, secondHand, world } from './conformance.world.js';
import { itop } from './index.js';

/** The ITIL flavour, with an administrator's account. */
export const subject: Subject<typeof itop.config> = {
  definition: itop,
  without: ['sessions'],
  samples: samples({ author: { id: null, name: 'Camille Durand-Lœwe' } }),
  setup: (ports) => world(ports, {}),
};

/** The simple flavour, with the account that a site gives an agent: no deletion, no history, no accounts, no authors. */
export const agentSubject: Subject<typeof itop.config> = {
  ...subject,
  samples: samples({}),
  setup: (ports) => world(ports, { flavour: 'simple', account: 'agent' }),
};

function samples(more: Partial<Samples>): Samples {
  return {
    draft: (label) => ({
      class: 'UserRequest',
      fields: {
        title: label,
        description: 'Depuis ce matin.',
        caller_id: { id: secondHand.requester, name: null },
        impact: '2',
        urgency: '3',
        functionalcis_list: [{ id: secondHand.item, name: null }],
      },
      at: '2025-11-18T10:54:35.000Z',
    }),
    change: { urgency: '1', origin: 'mail', title: otherTitle, caller_id: { id: secondHand.standIn, name: null } },
    textField: 'description',
    journals: ['public_log', 'private_log'],
    unknown: { class: 'Colis', journal: 'journal_intime', choice: { field: 'origin', code: 'pigeon' } },
    // Worked out from impact and urgency.
    dropped: { priority: '4' },
    ...more,
    command,
  };
}

function command(kind: CommandKind, id: NativeId): NativeCommand {
  switch (kind) {
    case 'amend':
      return { kind, id: secondHand.problem, entry: secondHand.order, change: { status: 'closed' } };
    case 'retract':
      return { kind, id: secondHand.problem, entry: secondHand.order };
    case 'link':
      return { kind, id, asset: secondHand.other };
    case 'unlink':
      return { kind, id, asset: secondHand.item };
    case 'relate':
      return { kind, id, to: id, as: 'parent_request_id' };
    case 'transition':
      return { kind, id, to: 'assigned', fields: { urgency: '1', request_type: 'service_request' } };
    case 'create':
    case 'update':
    case 'append':
    case 'attach':
    case 'remove':
      throw new Error(`expected no sample to be needed for ${kind}`);
  }
}
