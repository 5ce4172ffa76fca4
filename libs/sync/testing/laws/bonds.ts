import { describe, expect, it } from '@jest/globals';
import { sampleBond, sampleEntry, sampleEntryBond, sampleTicket } from '../samples.js';
import type { Subject } from '../store-suite.js';

export function bondLaws(subject: () => Subject): void {
  describe('bonds', () => {
    it('are found by connection and native id, tombstones included', async () => {
      const { store } = subject();
      const bonds = [
        sampleBond('sn', 'n1', 't1', { origin: 'created', run: 'run-1' }),
        sampleBond('sn', 'n2', 't1', { tombstone: 'cancelled', shadow: null }),
        sampleBond('cassius', 'n1', 't1'),
      ];
      await store.commit({ tickets: [sampleTicket('t1')], bonds });
      expect(await store.bonds('sn', ['n2', 'unknown', 'n1', 'n1'])).toEqual(
        new Map([
          ['n1', bonds[0]],
          ['n2', bonds[1]],
        ]),
      );
      expect(await store.bonds('sn', [])).toEqual(new Map());
      expect(await store.bonds('elsewhere', ['n1'])).toEqual(new Map());
    });

    it('of a ticket are all of them, and move when the tool bonds one to another ticket', async () => {
      const { store } = subject();
      await store.commit({
        tickets: [sampleTicket('t1'), sampleTicket('t2')],
        bonds: [sampleBond('sn', 'n1', 't1'), sampleBond('cassius', 'n1', 't1'), sampleBond('sn', 'n2', 't2')],
      });
      const places = async (ids: readonly string[]) =>
        (await store.bondsOf(ids)).map(({ connection, native }) => `${connection}/${native}`).toSorted();
      expect(await places(['t1'])).toEqual(['cassius/n1', 'sn/n1']);
      expect(await places(['t1', 't2', 't1'])).toEqual(['cassius/n1', 'sn/n1', 'sn/n2']);
      await store.commit({ bonds: [sampleBond('sn', 'n1', 't2')] });
      expect(await places(['t1'])).toEqual(['cassius/n1']);
      expect(await places(['t2'])).toEqual(['sn/n1', 'sn/n2']);
    });

    it('of a connection are walked by native id, of one origin if it is asked for', async () => {
      const { store } = subject();
      const natives = Array.from({ length: 23 }, (_, index) => `n${String((index * 5) % 23).padStart(2, '0')}`);
      await store.commit({
        tickets: [sampleTicket('t1')],
        bonds: [
          ...natives.map((native, index) =>
            sampleBond('sn', native, 't1', {
              origin: index % 2 === 0 ? 'created' : 'adopted',
              tombstone: index % 3 === 0 ? 'removed' : null,
            }),
          ),
          sampleBond('cassius', 'n00', 't1'),
        ],
      });
      const walk = async (limit: number, origin?: 'created') => {
        const seen: string[] = [];
        for (let page; (page = await store.bondsOfConnection('sn', seen.at(-1) ?? null, limit, origin)).length > 0;) {
          seen.push(...page.map(({ native }) => native));
        }
        return seen;
      };
      for (const limit of [1, 7, 50]) {
        expect(await walk(limit)).toEqual(natives.toSorted());
        expect(await walk(limit, 'created')).toEqual(natives.filter((_, index) => index % 2 === 0).toSorted());
      }
    });

    it('of lines are found by connection and ticket', async () => {
      const { store } = subject();
      const lines = ['t1', 't2', 't3'].map((id) => sampleEntry(id, 1));
      await store.commit({
        tickets: ['t1', 't2', 't3'].map((id) => sampleTicket(id)),
        entries: lines,
        entryBonds: [
          ...lines.map((line) => sampleEntryBond('sn', line, null)),
          ...lines.map((line) => sampleEntryBond('cassius', line, line.id)),
        ],
      });
      expect((await store.entryBonds('sn', ['t3', 't1', 't1'])).map(({ entry }) => entry).toSorted()).toEqual([
        't1-e1',
        't3-e1',
      ]);
      expect(await store.entryBonds('cassius', ['t2'])).toEqual([
        sampleEntryBond('cassius', sampleEntry('t2', 1), 't2-e1'),
      ]);
      expect(await store.entryBonds('sn', [])).toEqual([]);
      expect(await store.entryBonds('elsewhere', ['t1'])).toEqual([]);
    });
  });
}
