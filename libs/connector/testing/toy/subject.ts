import type { CommandKind, NativeCommand } from '../../contract/command.js';
import type { NativeId } from '../../contract/native.js';
import type { Subject } from '../conformance/subject.js';
import { toy } from './connector.js';
import { toyWorld } from './world.js';

/** The example to copy: a connector's own subject looks like this one. */
export const toySubject: Subject<typeof toy.config> = {
  definition: toy,
  without: [],
  samples: {
    draft: (label) => ({
      class: 'fault',
      fields: {
        title: label,
        body: 'Depuis ce matin.',
        priority: '2',
        status: 'open',
        requester: { id: 'p1', name: null },
      },
      at: '2025-11-18T10:54:35.000Z',
    }),
    change: { priority: '4', status: 'working' },
    textField: 'body',
    journals: ['reply', 'aside'],
    unknown: { class: 'parcel', journal: 'diary', choice: { field: 'priority', code: '9' } },
    dropped: { legacy: 'ancien code' },
    author: { id: 'p2', name: 'Jean Dupont' },
    command,
  },
  setup: toyWorld,
};

function command(kind: CommandKind, id: NativeId, part: NativeId | null): NativeCommand {
  switch (kind) {
    case 'transition':
      return { kind, id, to: 'done', fields: { priority: '1' } };
    case 'amend':
      return { kind, id, entry: part ?? '', change: { text: 'Corrigé : à 14 h' } };
    case 'retract':
      return { kind, id, entry: part ?? '' };
    case 'link':
    case 'unlink':
      return { kind, id, asset: 'pc1' };
    case 'relate':
      return { kind, id, to: id, as: 'related' };
    case 'create':
    case 'update':
    case 'append':
    case 'attach':
    case 'remove':
      throw new Error(`expected no sample to be needed for ${kind}`);
  }
}
