import { describe, expect, it } from '@jest/globals';
import { Inconsistent, type Changes } from '../../ports/store.js';
import {
  noon,
  sampleAttachment,
  sampleAttachmentBond,
  sampleBond,
  sampleEntry,
  sampleEntryBond,
  sampleIntent,
  sampleTicket,
} from '../samples.js';
import type { Subject } from '../store-suite.js';
import { everything } from './commit.js';

const attempt = { at: noon, command: '{}' };

/** Kept before each contradiction: t1 with lines 1 and 2 (bonded as j1 and f1), one intent in each state. */
const before: readonly Changes[] = [
  {
    tickets: [sampleTicket('t1')],
    entries: [sampleEntry('t1', 1), sampleEntry('t1', 2)],
    attachments: [sampleAttachment('t1', 1), sampleAttachment('t1', 2)],
    entryBonds: [sampleEntryBond('sn', sampleEntry('t1', 1), 'j1')],
    attachmentBonds: [sampleAttachmentBond('sn', sampleAttachment('t1', 1), 'f1')],
    intents: [0, 1, 2, 3].map((position) => sampleIntent('sn', 't1', position)),
  },
  { attempts: [1, 2, 3].map((position) => ({ key: `sn-t1-${position}`, attempt })) },
  {
    resolutions: [
      { key: 'sn-t1-2', state: 'obeyed' },
      { key: 'sn-t1-3', state: 'dead' },
    ],
  },
];

const contradictions: readonly (readonly [string, Changes])[] = [
  ['an entry of an unknown ticket', { entries: [sampleEntry('t9', 1)] }],
  ['an attachment of an unknown ticket', { attachments: [sampleAttachment('t9', 1)] }],
  ['a bond of an unknown ticket', { bonds: [sampleBond('sn', 'n9', 't9')] }],
  ['an intent for an unknown ticket', { intents: [sampleIntent('sn', 't9', 0)] }],
  ['a bond of an unknown entry', { entryBonds: [sampleEntryBond('sn', sampleEntry('t1', 9), null)] }],
  [
    'a bond of an unknown attachment',
    { attachmentBonds: [sampleAttachmentBond('sn', sampleAttachment('t1', 9), null)] },
  ],
  ['a second entry under one native id', { entryBonds: [sampleEntryBond('sn', sampleEntry('t1', 2), 'j1')] }],
  [
    'a second attachment under one native id',
    { attachmentBonds: [sampleAttachmentBond('sn', sampleAttachment('t1', 2), 'f1')] },
  ],
  [
    'two new entries under one native id',
    {
      entries: [sampleEntry('t1', 3)],
      entryBonds: [
        sampleEntryBond('sn', sampleEntry('t1', 2), 'j2'),
        sampleEntryBond('sn', sampleEntry('t1', 3), 'j2'),
      ],
    },
  ],
  ['an attempt of an unknown intent', { attempts: [{ key: 'unknown', attempt }] }],
  ['an attempt of an intent in flight', { attempts: [{ key: 'sn-t1-1', attempt }] }],
  ['an attempt of an obeyed intent', { attempts: [{ key: 'sn-t1-2', attempt }] }],
  ['an attempt of a dead intent', { attempts: [{ key: 'sn-t1-3', attempt }] }],
  [
    'two attempts of one intent',
    {
      attempts: [
        { key: 'sn-t1-0', attempt },
        { key: 'sn-t1-0', attempt },
      ],
    },
  ],
  ['a resolution of an unknown intent', { resolutions: [{ key: 'unknown', state: 'obeyed' }] }],
  ['an obeyed intent that is queued again', { resolutions: [{ key: 'sn-t1-2', state: 'queued', due: noon }] }],
  ['an obeyed intent that dies', { resolutions: [{ key: 'sn-t1-2', state: 'dead' }] }],
  [
    'two resolutions of one intent',
    {
      resolutions: [
        { key: 'sn-t1-1', state: 'queued' },
        { key: 'sn-t1-1', state: 'obeyed' },
      ],
    },
  ],
];

export function contradictionLaws(subject: () => Subject): void {
  describe('a step that contradicts itself or what is kept', () => {
    it.each(contradictions)('leaves no trace: %s', async (_, wrong) => {
      const { store } = subject();
      for (const step of before) await store.commit(step);
      const outbox = await store.outboxOf(['t1']);
      const step = everything('t2');
      const changes: Record<string, unknown> = { ...step };
      for (const [list, rows] of Object.entries(wrong)) {
        changes[list] = [...(step[list as keyof typeof step] ?? []), ...(rows as unknown[])];
      }
      await expect(store.commit(changes as Changes)).rejects.toBeInstanceOf(Inconsistent);

      expect(await store.tickets(['t2'])).toEqual(new Map());
      expect(await store.bondsOf(['t1', 't2'])).toEqual([]);
      expect(await store.entryBonds('cassius', ['t2'])).toEqual([]);
      expect(await store.attachmentBonds('cassius', ['t2'])).toEqual([]);
      expect(await store.entryBonds('sn', ['t1'])).toEqual(before[0]?.entryBonds);
      expect(await store.outboxOf(['t1', 't2'])).toEqual(outbox);
      expect(await store.observations('cassius', 'n-t2')).toEqual([]);
      expect(await store.quarantined('cassius')).toEqual([]);
      expect(await store.cursor('stream-t2')).toBeNull();
      expect(await store.run('run-t2')).toBeNull();
      expect(await store.personLinks('servicenow', ['p-t2'])).toEqual(new Map());
      expect(await store.byNumber('RITM-t2')).toEqual([]);

      await store.commit(step);
      expect((await store.tickets(['t2'])).size).toBe(1);
    });

    it('says what it would have doubled', async () => {
      const { store } = subject();
      for (const step of before) await store.commit(step);
      const twice = store.commit({ entryBonds: [sampleEntryBond('sn', sampleEntry('t1', 2), 'j1')] });
      await expect(twice).rejects.toThrow(/j1/);
      const sent = store.commit({ attempts: [{ key: 'sn-t1-2', attempt }] });
      await expect(sent).rejects.toThrow(/sn-t1-2.*obeyed/);
    });

    it('is none when two tickets have a line of the same native id, as after a merge in the tool', async () => {
      const { store } = subject();
      const lines = [sampleEntry('t1', 1), sampleEntry('t2', 1)];
      await store.commit({
        tickets: [sampleTicket('t1'), sampleTicket('t2')],
        entries: lines,
        entryBonds: lines.map((line) => sampleEntryBond('glpi', line, 'followup:12')),
      });
      expect(await store.entryBonds('glpi', ['t1', 't2'])).toHaveLength(2);
    });
  });
}
