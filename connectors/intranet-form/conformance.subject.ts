import type { Samples, Subject } from '@passerelle/connector/testing';
import type { NativeFields } from '@passerelle/connector';
import { category, databases, made, requester } from './conformance.world.js';
import { intranetForm, intranetFormOver } from './index.js';
import type { Quirks } from './simulator/index.js';

const samples: Samples = {
  draft: (label) => ({
    class: category,
    fields: { subject: label, message: 'Depuis ce matin.', requester, category, priority: '3' },
    at: null,
  }),
  // One field is one form: what several of them do when an answer is lost has a test of its own.
  change: { priority: '1' },
  textField: 'message',
  journals: ['reply', 'note'],
  unknown: { class: 'DSI Colis', journal: 'memo', choice: { field: 'priority', code: '9' } },
  // The tool has no such field, and no way to hold it.
  dropped: { ancien_code: 'X12' } satisfies NativeFields,
  command: (_kind, id) => ({ kind: 'transition', id, to: '3', fields: { priority: '1' } }),
};

/** Over staff pages, as 3.6 has them. */
export const subject: Subject<typeof intranetForm.config> = {
  definition: intranetForm,
  without: ['amend', 'retract', 'link', 'unlink', 'relate', 'directory', 'inventory'],
  samples,
  setup: (ports) => made(ports, 'staff').world,
};

/** The same with a profile or quirks of another site. */
export function staffSubject(quirks: Partial<Quirks>): Subject<typeof intranetForm.config> {
  return { ...subject, setup: (ports) => made(ports, 'staff', quirks).world };
}

const overTables = intranetFormOver(({ host }) => {
  const tables = databases.get(host);
  if (!tables) throw new Error(`expected the tables of a simulated tool at ${host}`);
  return tables;
});

/** Reads from the tables, writes over staff pages. */
export function databaseSubject(quirks: Partial<Quirks> = {}): Subject<typeof intranetForm.config> {
  return {
    ...subject,
    definition: overTables,
    without: ['amend', 'retract', 'link', 'unlink', 'relate', 'inventory'],
    setup: (ports) => made(ports, 'database', quirks).world,
  };
}

/** The public side alone: what requesters can do themselves. It has no internal journal, so it declares none. */
export function publicSubject(quirks: Partial<Quirks> = {}): Subject<typeof intranetForm.config> {
  return {
    definition: { ...intranetForm, journals: { reply: 'public' } },
    without: [
      'inventory',
      'credentials',
      'sessions',
      'internal',
      'adoptable',
      'directory',
      'update',
      'amend',
      'retract',
      'link',
      'unlink',
      'relate',
      'remove',
    ],
    samples: {
      ...samples,
      journals: ['reply'],
      command: (_kind, id) => ({ kind: 'transition', id, to: '3' }),
    },
    setup: (ports) => made(ports, 'public', quirks).world,
  };
}
