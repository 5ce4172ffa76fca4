import { describe, expect, it } from '@jest/globals';
import { Inconsistent } from '../../ports/store.js';
import { noon, sampleBond, sampleEntry, sampleEntryBond, sampleIntent, sampleTicket } from '../samples.js';
import type { Subject } from '../store-suite.js';

const ids = Array.from({ length: 30 }, (_, index) => `t${index}`);

export function rivalryLaws(subject: () => Subject): void {
  describe('two steps at once', () => {
    it('over the same rows in opposite orders are both kept, one after the other', async () => {
      const { store, other } = subject();
      await store.commit({ tickets: ids.map((id) => sampleTicket(id)) });
      const step = (order: readonly string[], run: string) => ({
        tickets: order.map((id) => sampleTicket(id, { title: run })),
        entries: order.map((id) => sampleEntry(id, 1, { text: run })),
        bonds: order.map((id) => sampleBond('cassius', id, id, { version: run })),
        intents: order.map((id) => sampleIntent('sn', id, 0, { run })),
      });
      await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          index % 2 ? store.commit(step(ids, `r${index}`)) : other.commit(step(ids.toReversed(), `r${index}`)),
        ),
      );
      const kept = await store.tickets(ids);
      expect(new Set([...kept.values()].map(({ ticket }) => ticket.title)).size).toBe(1);
      expect(new Set([...kept.values()].flatMap(({ entries }) => entries.map(({ text }) => text))).size).toBe(1);
      expect(await store.outboxOf(ids)).toHaveLength(ids.length);
    });

    it('that send the same intent: one does, the other keeps nothing', async () => {
      const { store, other } = subject();
      await store.commit({ tickets: [sampleTicket('t1')], intents: [sampleIntent('sn', 't1', 0)] });
      const send = (door: typeof store, command: string) =>
        door.commit({
          attempts: [{ key: 'sn-t1-0', attempt: { at: noon, command } }],
          cursors: [{ stream: command, cursor: 'sent' }],
        });
      const ends = await Promise.allSettled([send(store, 'a'), send(other, 'b'), send(store, 'c'), send(other, 'd')]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refusals = ends.flatMap((end): unknown[] => (end.status === 'rejected' ? [end.reason] : []));
      expect(refusals.filter((reason) => !(reason instanceof Inconsistent))).toEqual([]);
      const [row] = await store.outboxOf(['t1']);
      expect(row).toMatchObject({ state: 'in_flight', tries: 1 });
      const saved = await Promise.all(['a', 'b', 'c', 'd'].map((stream) => store.cursor(stream)));
      expect(saved.filter((cursor) => cursor !== null)).toHaveLength(1);
    });

    it('that bond two entries to one native line: one does, the other keeps nothing', async () => {
      const { store, other } = subject();
      const lines = [1, 2].map((ordinal) => sampleEntry('t1', ordinal));
      await store.commit({ tickets: [sampleTicket('t1')], entries: lines });
      const ends = await Promise.allSettled(
        lines.map((line, index) => (index ? store : other).commit({ entryBonds: [sampleEntryBond('sn', line, 'j1')] })),
      );
      expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(await store.entryBonds('sn', ['t1'])).toHaveLength(1);
    });

    it('that add the same intents add them once', async () => {
      const { store, other } = subject();
      const step = (order: readonly string[]) => ({
        tickets: order.map((id) => sampleTicket(id)),
        intents: order.map((id) => sampleIntent('sn', id, 0)),
      });
      await Promise.all([store.commit(step(ids)), other.commit(step(ids.toReversed()))]);
      expect(await store.outboxTally('sn')).toEqual({ queued: ids.length, in_flight: 0, obeyed: 0, dead: 0 });
    });

    it('are seen whole or not at all by a reader in between', async () => {
      const { store, other } = subject();
      const writing = Promise.all(
        Array.from({ length: 6 }, (_, round) =>
          store.commit({
            tickets: ids.map((id) => sampleTicket(`${round}-${id}`)),
            bonds: ids.map((id) => sampleBond('cassius', `${round}-${id}`, `${round}-${id}`)),
          }),
        ),
      );
      const seen: number[] = [];
      for (let look = 0; look < 12; look += 1) {
        seen.push((await other.scan({ bondedTo: 'cassius', after: null, limit: 1_000 })).length);
      }
      await writing;
      expect(seen.filter((count) => count % ids.length !== 0)).toEqual([]);
      expect(await other.scan({ bondedTo: 'cassius', after: null, limit: 1_000 })).toHaveLength(6 * ids.length);
    });
  });
}
