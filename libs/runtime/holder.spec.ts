import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { memoryStore } from '@passerelle/sync';
import { freeDeadLease, holderName } from './holder.js';

const now = '2026-01-05T08:00:00.000Z';
const leaseHeldBy = async (holder: string) => {
  const store = memoryStore();
  await store.lease('servicenow', holder, now, 30_000);
  await freeDeadLease(store, 'servicenow');
  return store.lease('servicenow', 'the next', now, 30_000);
};

describe('the lease of a process that was killed', () => {
  it('is given back when the process was of this host and is gone', async () => {
    const gone = spawnSync(process.execPath, ['-e', '0']).pid;
    expect(await leaseHeldBy(`${hostname()}:${gone}`)).toMatchObject({ connection: 'servicenow' });
  });

  it('stays with a process that lives', async () => {
    expect(await leaseHeldBy(holderName())).toBeNull();
    expect(await leaseHeldBy(`${hostname()}:1`)).toBeNull();
  });

  it('stays with a process of another host, whatever its number', async () => {
    const gone = spawnSync(process.execPath, ['-e', '0']).pid;
    expect(await leaseHeldBy(`another-host:${gone}`)).toBeNull();
  });

  it('is no concern where nobody holds one', async () => {
    const store = memoryStore();
    await freeDeadLease(store, 'servicenow');
    expect(await store.leaseOf('servicenow')).toBeNull();
  });
});
