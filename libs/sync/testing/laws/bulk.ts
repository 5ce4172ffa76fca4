import { describe, expect, it } from '@jest/globals';
import {
  noon,
  sampleAttachment,
  sampleBond,
  sampleEntry,
  sampleEntryBond,
  sampleIntent,
  sampleObservation,
  sampleTicket,
} from '../samples.js';
import type { Subject } from '../store-suite.js';

export function bulkLaws(subject: () => Subject): void {
  describe('in bulk', () => {
    it('5,000 tickets with their lines, bonds and intents are one step', async () => {
      const { store } = subject();
      const ids = Array.from({ length: 5_000 }, (_, index) => `t${String(index).padStart(5, '0')}`);
      const entries = ids.flatMap((id) => [1, 2, 3].map((ordinal) => sampleEntry(id, ordinal)));
      await store.commit({
        tickets: ids.map((id) => sampleTicket(id)),
        entries,
        attachments: ids.filter((_, index) => index % 5 === 0).map((id) => sampleAttachment(id, 1)),
        bonds: ids.flatMap((id) => [sampleBond('cassius', id, id, { number: id }), sampleBond('sn', id, id)]),
        entryBonds: entries.map((entry) => sampleEntryBond('cassius', entry, entry.id)),
        observations: ids.map((id) => sampleObservation('cassius', id)),
        intents: ids.flatMap((id) => [0, 1, 2, 3].map((position) => sampleIntent('sn', id, position))),
      });
      const kept = await store.tickets(ids);
      expect(kept.size).toBe(5_000);
      expect([...kept.values()].reduce((sum, whole) => sum + whole.entries.length, 0)).toBe(15_000);
      expect([...kept.values()].reduce((sum, whole) => sum + whole.attachments.length, 0)).toBe(1_000);
      expect((await store.bondsOf(ids)).length).toBe(10_000);
      expect((await store.entryBonds('cassius', ids)).length).toBe(15_000);
      expect(await store.outboxTally('sn')).toEqual({ queued: 20_000, in_flight: 0, obeyed: 0, dead: 0 });
      expect(await store.byNumber('T04321')).toEqual(['t04321']);
    });

    it('a long outbox is emptied lane by lane: every intent is sent once and in order', async () => {
      const { store } = subject();
      const ids = Array.from({ length: 2_000 }, (_, index) => `t${String(index).padStart(4, '0')}`);
      await store.commit({
        tickets: ids.map((id) => sampleTicket(id)),
        intents: ids.flatMap((id) => [0, 1, 2].map((position) => sampleIntent('sn', id, position))),
      });
      const sent: string[] = [];
      for (let rows; (rows = await store.due('sn', noon, 300, [])).length > 0;) {
        sent.push(...rows.map(({ key }) => key));
        await store.commit({
          attempts: rows.map(({ key }) => ({ key, attempt: { at: noon, command: '{"kind":"append"}' } })),
        });
        await store.commit({ resolutions: rows.map(({ key }) => ({ key, state: 'obeyed' as const })) });
      }
      expect(sent).toEqual(ids.flatMap((id) => [0, 1, 2].map((position) => `sn-${id}-${position}`)));
      expect(await store.outboxTally('sn')).toMatchObject({ queued: 0, in_flight: 0, obeyed: 6_000 });
    });

    it('a head of the outbox that waits does not hide what is due behind it', async () => {
      const { store } = subject();
      const ids = Array.from({ length: 1_500 }, (_, index) => `t${String(index).padStart(4, '0')}`);
      await store.commit({
        tickets: ids.map((id) => sampleTicket(id)),
        intents: ids.flatMap((id) => [0, 1].map((position) => sampleIntent('sn', id, position))),
        resolutions: ids.slice(0, 1_490).map((id) => ({ key: `sn-${id}-1`, state: 'dead' as const })),
      });
      const rows = await store.due('sn', noon, 4, ids.slice(1_490, 1_495));
      expect(rows.map(({ key }) => key)).toEqual(ids.slice(1_495, 1_499).flatMap((id) => [`sn-${id}-0`, `sn-${id}-1`]));
    });
  });
}
