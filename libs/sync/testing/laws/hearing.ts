import { describe, expect, it } from '@jest/globals';
import { Overtaken } from '../../ports/store.js';
import type { Timer } from '@passerelle/workflow';
import {
  after,
  noon,
  sampleBond,
  sampleConflict,
  sampleEntry,
  sampleIntent,
  sampleTicket,
  sampleTimer,
} from '../samples.js';
import type { Subject } from '../store-suite.js';

/** What hearing several tools on one ticket relies on. */
export function hearingLaws(subject: () => Subject): void {
  describe('a ticket that two tools speak of', () => {
    it('counts what was kept of it, and is folded over its last word only', async () => {
      const { store } = subject();
      const title = async () => {
        const kept = (await store.tickets(['t'])).get('t');
        return [kept?.ticket.title, kept?.revision];
      };
      await store.commit({ tickets: [{ ...sampleTicket('t', { title: 'un' }), was: 0 }] });
      expect(await title()).toEqual(['un', 1]);
      await store.commit({ tickets: [{ ...sampleTicket('t', { title: 'deux' }), was: 1 }] });
      expect(await title()).toEqual(['deux', 2]);
      for (const was of [0, 1, 3])
        await expect(
          store.commit({ tickets: [{ ...sampleTicket('t', { title: 'perdu' }), was }] }),
        ).rejects.toBeInstanceOf(Overtaken);
      expect(await title()).toEqual(['deux', 2]);
      // Control: unasked, the older word replaces the newer one.
      await store.commit({ tickets: [sampleTicket('t', { title: 'écrasé' })] });
      expect(await title()).toEqual(['écrasé', 3]);
    });

    it('keeps nothing of a step that was overtaken', async () => {
      const { store } = subject();
      await store.commit({ tickets: [sampleTicket('t')] });
      const step = {
        tickets: [{ ...sampleTicket('t'), was: 7 }, sampleTicket('u')],
        entries: [sampleEntry('t', 1)],
        cursors: [{ stream: 's', cursor: 'c' }],
      };
      await expect(store.commit(step)).rejects.toBeInstanceOf(Overtaken);
      expect((await store.tickets(['t'])).get('t')?.entries).toEqual([]);
      expect(await store.tickets(['u'])).toEqual(new Map());
      expect(await store.cursor('s')).toBeNull();
    });

    it('is kept once where two come from the same revision at the same time', async () => {
      const { store, other } = subject();
      await store.commit({ tickets: [sampleTicket('t')] });
      const both = await Promise.allSettled(
        [store, other].map((one, index) =>
          one.commit({ tickets: [{ ...sampleTicket('t', { title: `voix ${index}` }), was: 1 }] }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await store.tickets(['t'])).get('t')?.revision).toBe(2);
    });
  });

  describe('what could not be compared', () => {
    it('waits to be read again, each connection by itself, until it was', async () => {
      const { store } = subject();
      const of = (connection: string, ...natives: string[]) => natives.map((native) => ({ connection, native }));
      await store.commit({ postponed: [...of('a', 'n2', 'n1', 'n2'), ...of('b', 'n1')] });
      expect(await store.postponed('a')).toEqual(['n1', 'n2']);
      await store.commit({ resumed: of('a', 'n1', 'n9') });
      expect(await store.postponed('a')).toEqual(['n2']);
      await store.commit({ resumed: of('a', 'n2'), postponed: of('a', 'n2') });
      expect(await store.postponed('a')).toEqual(['n2']);
      expect(await store.postponed('b')).toEqual(['n1']);
      await store.commit({ postponed: [{ connection: 'b', native: 'n1', mark: 'k1' }] });
      expect(await store.madeUnder('b', ['k1', 'k2'])).toEqual(new Map([['k1', 'n1']]));
      expect(await store.madeUnder('a', ['k1'])).toEqual(new Map());
      expect(await store.madeUnder('b', [])).toEqual(new Map());
    });
  });

  describe('conflicts', () => {
    it('are kept newest first, by state and by ticket', async () => {
      const { store } = subject();
      await store.commit({ tickets: [sampleTicket('t'), sampleTicket('u')] });
      const rows = [
        sampleConflict('k1', 't', { at: after(1) }),
        sampleConflict('k2', 't', { at: after(2), state: 'decided', owner: 'glpi', stands: 'theirs' }),
        sampleConflict('k3', 'u', { at: after(3), theirs: '"é \\u0000"', ours: 'null' }),
      ];
      await store.commit({ conflicts: rows });
      expect(await store.conflicts({ limit: 9 })).toEqual(rows.toReversed());
      expect(await store.conflicts({ state: 'open', limit: 9 })).toEqual([rows[2], rows[0]]);
      expect(await store.conflicts({ ticket: 't', limit: 1 })).toEqual([rows[1]]);
    });

    it('are not opened again by hearing them again, and are decided once', async () => {
      const { store } = subject();
      await store.commit({ tickets: [sampleTicket('t')] });
      const open = sampleConflict('k', 't');
      const decided = { ...open, state: 'decided', stands: 'theirs' } as const;
      await store.commit({ conflicts: [open] });
      await store.commit({ conflicts: [{ ...open, theirs: '"autre"' }] });
      expect(await store.conflicts({ limit: 9 })).toEqual([open]);
      await store.commit({ conflicts: [decided] });
      await store.commit({ conflicts: [open] });
      await store.commit({ conflicts: [{ ...decided, stands: 'ours' }] });
      expect(await store.conflicts({ limit: 9 })).toEqual([decided]);
    });
  });

  describe('clocks', () => {
    it('run until they are due, fire once, and are taken away', async () => {
      const { store } = subject();
      await store.commit({ tickets: [sampleTicket('t'), sampleTicket('u')] });
      const rows = [
        sampleTimer('c1', 't', { due: after(20) }),
        sampleTimer('c2', 'u', { due: after(10) }),
        sampleTimer('c3', 't', { due: after(99) }),
      ];
      await store.commit({ timers: rows });
      expect(await store.dueTimers(after(20), 9)).toEqual([rows[1], rows[0]]);
      expect(await store.dueTimers(after(20), 1)).toEqual([rows[1]]);
      const fired = { ...rows[1], state: 'fired' } as const;
      await store.commit({ timers: [fired as Timer] });
      expect(await store.dueTimers(after(20), 9)).toEqual([rows[0]]);
      expect(await store.timersOf(['u'])).toEqual([fired]);
      await store.commit({ stoppedTimers: ['c1', 'c9'] });
      expect(await store.timersOf(['t'])).toEqual([rows[2]]);
      // What is stopped and set in one step is set.
      await store.commit({ stoppedTimers: ['c3'], timers: [rows[2] as Timer] });
      expect(await store.timersOf(['t'])).toEqual([rows[2]]);
    });
  });

  describe('a pause', () => {
    it('holds what waits for one ticket, and nothing else, until it ends', async () => {
      const { store } = subject();
      await store.commit({
        tickets: [sampleTicket('t'), sampleTicket('u')],
        intents: [sampleIntent('a', 't', 0), sampleIntent('a', 'u', 0)],
      });
      const due = async () => (await store.due('a', after(1), 9, [])).map(({ ticket }) => ticket);
      const pause = { scope: 'ticket:t', since: noon, by: 'Zoé', why: 'attend l’avis du lycée' };
      await store.commit({ paused: [pause] });
      await store.commit({
        paused: [
          { ...pause, by: 'Léa' },
          { ...pause, scope: 'connection:a' },
        ],
      });
      expect(await store.pauses()).toEqual([{ ...pause, scope: 'connection:a' }, pause]);
      expect(await due()).toEqual(['u']);
      await store.commit({ resolutions: [{ key: sampleIntent('a', 'u', 0).key, state: 'obeyed' }] });
      expect(await store.nextDue('a')).toBeNull();
      await store.commit({ unpaused: ['ticket:t', 'unknown'] });
      expect(await due()).toEqual(['t']);
      expect(await store.nextDue('a')).not.toBeNull();
      expect((await store.pauses()).map(({ scope }) => scope)).toEqual(['connection:a']);
    });
  });

  describe('a bond', () => {
    it('remembers what its lines said, and may forget it', async () => {
      const { store } = subject();
      const bond = sampleBond('glpi', 'n', 't', {
        shadow: { digest: 'd', fields: {}, lines: { 'suivi:1': 'a', __proto__: 'b', 'é · "': 'c' } },
      });
      await store.commit({ tickets: [sampleTicket('t')], bonds: [bond] });
      expect(await store.bondsOf(['t'])).toEqual([bond]);
      const without = { ...bond, shadow: { digest: 'd', fields: {} } };
      await store.commit({ bonds: [without] });
      expect(await store.bondsOf(['t'])).toEqual([without]);
    });
  });

  describe('a line', () => {
    it('keeps what it says besides its text', async () => {
      const { store } = subject();
      const entries = [
        sampleEntry('t', 1, { kind: 'verdict', verdict: { accepted: false, reason: 'Toujours l’écran noir' } }),
        sampleEntry('t', 2, { kind: 'solution', solution: { outcome: 'solved', code: 'Réparé' }, refusedBy: 'r' }),
        sampleEntry('t', 3),
      ];
      await store.commit({ tickets: [sampleTicket('t')], entries });
      expect((await store.tickets(['t'])).get('t')?.entries).toEqual(entries);
    });
  });

  describe('intents', () => {
    it('are found by their keys, whatever their ticket', async () => {
      const { store } = subject();
      await store.commit({ tickets: [sampleTicket('t'), sampleTicket('u')] });
      const rows = [sampleIntent('a', 't', 0), sampleIntent('b', 'u', 1)];
      await store.commit({ intents: rows });
      const keys = rows.map(({ key }) => key);
      const found = await store.intents([...keys, ...keys, 'unknown']);
      expect([...found.keys()].sort()).toEqual(keys.toSorted());
      expect(found.get(keys[1] ?? '')).toMatchObject({ ...rows[1], state: 'queued' });
      expect(await store.intents([])).toEqual(new Map());
    });
  });
}
