import { describe, expect, it } from '@jest/globals';
import { after, sampleAttachment, sampleBond, sampleEntry, sampleTicket } from '../samples.js';
import type { Subject } from '../store-suite.js';

export function ticketLaws(subject: () => Subject): void {
  describe('tickets', () => {
    it('come with their lines oldest first, whatever order they were told in', async () => {
      const { store } = subject();
      const entries = [3, 1, 2].map((ordinal) => sampleEntry('t1', ordinal));
      const files = [2, 1].map((ordinal) => sampleAttachment('t1', ordinal));
      await store.commit({ tickets: [sampleTicket('t1')], entries, attachments: files });
      const whole = (await store.tickets(['t1'])).get('t1');
      expect(whole?.entries.map(({ origin }) => origin.ordinal)).toEqual([1, 2, 3]);
      expect(whole?.attachments.map(({ origin }) => origin.ordinal)).toEqual([1, 2]);
    });

    it('keep the order of one tool even where its instants are missing or step back', async () => {
      const { store } = subject();
      const entries = [
        sampleEntry('t1', 1, { at: after(100) }),
        sampleEntry('t1', 2, { at: null }),
        sampleEntry('t1', 3, { at: after(50) }),
        sampleEntry('t1', 4, { at: after(200) }),
      ];
      await store.commit({ tickets: [sampleTicket('t1')], entries: entries.toReversed() });
      const whole = (await store.tickets(['t1'])).get('t1');
      expect(whole?.entries.map(({ origin }) => origin.ordinal)).toEqual([1, 2, 3, 4]);
    });

    it('merge the lines of two tools by their instants', async () => {
      const { store } = subject();
      const glpi = (ordinal: number, seconds: number) =>
        sampleEntry('t1', ordinal, {
          id: `g${ordinal}`,
          at: after(seconds),
          origin: { connection: 'glpi', native: String(ordinal), ordinal },
        });
      const entries = [sampleEntry('t1', 1), sampleEntry('t1', 2), glpi(1, 90), glpi(2, 500)];
      await store.commit({ tickets: [sampleTicket('t1')], entries });
      const whole = (await store.tickets(['t1'])).get('t1');
      expect(whole?.entries.map(({ id }) => id)).toEqual(['t1-e1', 'g1', 't1-e2', 'g2']);
    });

    it('that are not kept are absent, and asking twice for one answers once', async () => {
      const { store } = subject();
      await store.commit({ tickets: [sampleTicket('t1'), sampleTicket('t2')], entries: [sampleEntry('t1', 1)] });
      const found = await store.tickets(['t2', 'unknown', 't1', 't1']);
      expect([...found.keys()].toSorted()).toEqual(['t1', 't2']);
      expect(found.get('t1')?.entries).toHaveLength(1);
      expect(await store.tickets([])).toEqual(new Map());
    });
  });

  describe('a scan', () => {
    it('walks the tickets of one connection by id, each once, in pages of any size', async () => {
      const { store } = subject();
      const ids = Array.from({ length: 25 }, (_, index) => `t${String((index * 7) % 25).padStart(2, '0')}`);
      await store.commit({
        tickets: ids.map((id) => sampleTicket(id)),
        entries: ids.map((id) => sampleEntry(id, 1)),
        bonds: ids.map((id) => sampleBond('cassius', `n-${id}`, id)),
      });
      for (const limit of [1, 4, 25, 100]) {
        const seen: string[] = [];
        for (let last: string | null = null; ; last = seen.at(-1) ?? null) {
          const page = await store.scan({ bondedTo: 'cassius', after: last, limit });
          expect(page.length).toBeLessThanOrEqual(limit);
          expect(page.every(({ entries }) => entries.length === 1)).toBe(true);
          if (page.length === 0) break;
          seen.push(...page.map(({ ticket }) => ticket.id));
        }
        expect(seen).toEqual(ids.toSorted());
      }
    });

    it('counts living bonds only, and can ask for the ones that another connection lacks', async () => {
      const { store } = subject();
      const gone = { tombstone: 'removed' } as const;
      await store.commit({
        tickets: ['a', 'b', 'c', 'd', 'e'].map((id) => sampleTicket(id)),
        bonds: [
          sampleBond('cassius', '1', 'a'),
          sampleBond('cassius', '2', 'b'),
          sampleBond('sn', '2', 'b'),
          sampleBond('cassius', '3', 'c'),
          sampleBond('sn', '3', 'c', gone),
          sampleBond('cassius', '4', 'd', gone),
          sampleBond('sn', '5', 'e'),
        ],
      });
      const ids = async (wanted: { bondedTo: string; notBondedTo?: string }) =>
        (await store.scan({ ...wanted, after: null, limit: 10 })).map(({ ticket }) => ticket.id);
      expect(await ids({ bondedTo: 'cassius' })).toEqual(['a', 'b', 'c']);
      expect(await ids({ bondedTo: 'sn' })).toEqual(['b', 'e']);
      expect(await ids({ bondedTo: 'cassius', notBondedTo: 'sn' })).toEqual(['a', 'c']);
      expect(await ids({ bondedTo: 'nowhere' })).toEqual([]);
    });
  });

  describe('a number', () => {
    it('finds its ticket by the number of any tool, whatever its case and outer blanks', async () => {
      const { store } = subject();
      await store.commit({
        tickets: [
          sampleTicket('t1', {
            number: 'RITM0524w',
            references: [{ connection: 'itop', number: 'R-000380', url: null }],
          }),
          sampleTicket('t2', { number: null }),
        ],
        bonds: [
          sampleBond('sn', 'n1', 't1', { number: 'INC0010001' }),
          sampleBond('sn', 'n2', 't2', { number: 'École-7' }),
        ],
      });
      for (const number of ['RITM0524w', 'ritm0524W', ' R-000380\t', 'inc0010001\n']) {
        expect(await store.byNumber(number)).toEqual(['t1']);
      }
      expect(await store.byNumber('éCOLE-7')).toEqual(['t2']);
      expect(await store.byNumber('e\u0301cole-7')).toEqual(['t2']);
      expect(await store.byNumber('RITM0524')).toEqual([]);
      expect(await store.byNumber('RITM052%')).toEqual([]);
      expect(await store.byNumber('')).toEqual([]);
    });

    it('finds every ticket that is called so, each once', async () => {
      const { store } = subject();
      await store.commit({
        tickets: [sampleTicket('t2', { number: '42' }), sampleTicket('t1', { number: null })],
        bonds: [
          sampleBond('glpi-a', '42', 't2', { number: '42' }),
          sampleBond('glpi-b', '42', 't1', { number: '42', tombstone: 'vanished' }),
        ],
      });
      expect([...(await store.byNumber('42'))].toSorted()).toEqual(['t1', 't2']);
    });

    it('of any length finds its ticket', async () => {
      const { store } = subject();
      const long = Array.from({ length: 9_000 }, (_, index) => String.fromCharCode(0x4e00 + ((index * 7919) % 20_000)));
      await store.commit({
        tickets: [sampleTicket('t1', { number: long.join('') })],
        bonds: [sampleBond('sn', 'n1', 't1', { number: long.toReversed().join('') })],
      });
      expect(await store.byNumber(long.join(''))).toEqual(['t1']);
      expect(await store.byNumber(` ${long.toReversed().join('')}`)).toEqual(['t1']);
    });

    it('no longer finds a ticket that has lost it', async () => {
      const { store } = subject();
      await store.commit({
        tickets: [sampleTicket('t1', { number: 'OLD-1' }), sampleTicket('t2', { number: 'T2' })],
        bonds: [sampleBond('sn', 'n1', 't1', { number: 'OLD-2' })],
      });
      await store.commit({
        tickets: [sampleTicket('t1', { number: 'NEW-1' })],
        bonds: [sampleBond('sn', 'n1', 't2', { number: 'OLD-2' })],
      });
      expect(await store.byNumber('old-1')).toEqual([]);
      expect(await store.byNumber('new-1')).toEqual(['t1']);
      expect(await store.byNumber('old-2')).toEqual(['t2']);
    });
  });
}
