import { describe, expect, it } from '@jest/globals';
import { FencedOut } from '../../ports/store.js';
import { after, noon, sampleTicket } from '../samples.js';
import type { Subject } from '../store-suite.js';
import { everything } from './commit.js';

export function leaseLaws(subject: () => Subject): void {
  describe('a lease', () => {
    it('belongs to one holder until it runs out, and the next one has a higher epoch', async () => {
      const { store, other } = subject();
      const first = await store.lease('sn', 'hôte-1', noon, 30_000);
      expect(first).toMatchObject({ connection: 'sn' });
      expect(await other.lease('sn', 'hôte-2', after(29.999), 30_000)).toBeNull();
      const second = await other.lease('sn', 'hôte-2', after(30), 30_000);
      expect(second?.epoch).toBeGreaterThan(first?.epoch ?? Infinity);
      expect(await store.lease('sn', 'hôte-1', after(31), 30_000)).toBeNull();
    });

    it('is renewed by its holder under the same epoch, late too when nobody took it', async () => {
      const { store } = subject();
      const first = await store.lease('sn', 'hôte-1', noon, 30_000);
      expect(await store.lease('sn', 'hôte-1', after(20), 30_000)).toEqual(first);
      expect(await store.lease('sn', 'hôte-2', after(45), 30_000)).toBeNull();
      expect(await store.lease('sn', 'hôte-1', after(500), 30_000)).toEqual(first);
      expect(await store.leaseOf('sn')).toEqual({ fence: first, holder: 'hôte-1', until: after(530) });
    });

    it('is told of, even run out, until it is released', async () => {
      const { store, other } = subject();
      expect(await store.leaseOf('sn')).toBeNull();
      const fence = await store.lease('sn', 'hôte-1', noon, 1_000);
      expect(await other.leaseOf('sn')).toEqual({ fence, holder: 'hôte-1', until: after(1) });
      await store.release(fence ?? { connection: 'sn', epoch: 0 }, 'hôte-1');
      expect(await other.leaseOf('sn')).toBeNull();
    });

    it('that is released is free at once, for a higher epoch even when the same holder comes back', async () => {
      const { store } = subject();
      const first = await store.lease('sn', 'hôte-1', noon, 30_000);
      await store.release(first ?? { connection: 'sn', epoch: 0 }, 'hôte-1');
      const second = await store.lease('sn', 'hôte-1', after(1), 30_000);
      expect(second?.epoch).toBeGreaterThan(first?.epoch ?? Infinity);
    });

    it('cannot be released by another holder or by an earlier epoch', async () => {
      const { store } = subject();
      const first = await store.lease('sn', 'hôte-1', noon, 1_000);
      const second = await store.lease('sn', 'hôte-2', after(1), 30_000);
      await store.release(first ?? { connection: 'sn', epoch: 0 }, 'hôte-1');
      await store.release(second ?? { connection: 'sn', epoch: 0 }, 'hôte-3');
      await store.release({ connection: 'unknown', epoch: 1 }, 'hôte-1');
      expect(await store.lease('sn', 'hôte-3', after(2), 30_000)).toBeNull();
    });

    it('of one connection says nothing of another', async () => {
      const { store } = subject();
      await store.lease('sn', 'hôte-1', noon, 30_000);
      expect(await store.lease('glpi', 'hôte-2', noon, 30_000)).not.toBeNull();
    });

    it('goes to exactly one of many that want it at once', async () => {
      const { store, other } = subject();
      const wanted = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (index % 2 ? store : other).lease('sn', `hôte-${index}`, noon, 30_000),
        ),
      );
      expect(wanted.filter((fence) => fence !== null)).toHaveLength(1);
    });
  });

  describe('a fence', () => {
    it('lets its holder through, before and after the lease runs out, while nobody else took it', async () => {
      const { store } = subject();
      const fence = await store.lease('sn', 'hôte-1', noon, 1_000);
      await store.commit(everything('t1'), fence ? [fence] : []);
      await store.lease('sn', 'hôte-1', after(5), 1_000);
      await store.commit({ tickets: [sampleTicket('t2')] }, fence ? [fence] : []);
      expect((await store.tickets(['t1', 't2'])).size).toBe(2);
    });

    it('keeps out whoever lost the lease, and nothing of the step is kept', async () => {
      const { store, other } = subject();
      const old = await store.lease('sn', 'hôte-1', noon, 1_000);
      const glpi = await store.lease('glpi', 'hôte-1', noon, 1_000);
      await other.lease('sn', 'hôte-2', after(2), 30_000);
      if (!old || !glpi) throw new Error('expected both leases');
      const late = store.commit(everything('t1'), [glpi, old]);
      await expect(late).rejects.toBeInstanceOf(FencedOut);
      await expect(late).rejects.toMatchObject({ connection: 'sn' });
      expect(await store.tickets(['t1'])).toEqual(new Map());
      expect(await store.cursor('stream-t1')).toBeNull();
      expect(await store.outboxOf(['t1'])).toEqual([]);
      await store.commit(everything('t1'), [glpi]);
      expect((await store.tickets(['t1'])).size).toBe(1);
    });

    it('keeps out whoever never had the lease', async () => {
      const { store } = subject();
      await expect(store.commit(everything('t1'), [{ connection: 'sn', epoch: 1 }])).rejects.toBeInstanceOf(FencedOut);
      expect((await store.tickets(['t1'])).size).toBe(0);
    });

    it('is what keeps the late step out: without it the step is kept', async () => {
      const { store } = subject();
      await store.lease('sn', 'hôte-1', noon, 1_000);
      await store.lease('sn', 'hôte-2', after(2), 30_000);
      await store.commit(everything('t1'));
      expect((await store.tickets(['t1'])).size).toBe(1);
    });
  });
}
