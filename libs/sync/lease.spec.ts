import { asIs } from '@passerelle/connector';
import { describe, expect, it } from '@jest/globals';
import { native, stage } from '../../test/simulation/stage.js';
import { FencedOut } from './ports/store.js';
import { takeLeases } from './lease.js';
import { runRoute } from './river.js';

describe('the right to write to a target', () => {
  it('is refused while another run has it, and says who and until when', async () => {
    const set = stage();
    await takeLeases(set.flow, ['target']);
    const rival = takeLeases({ ...set.flow, holder: 'rival' }, ['target']);
    await expect(rival).rejects.toMatchObject({ why: 'busy' });
    await expect(rival).rejects.toThrow('2026-01-05T08:00:30.000Z (host)');
  });

  it('passes on when it is given back, or runs out', async () => {
    const set = stage();
    const keeper = await takeLeases(set.flow, ['target']);
    await keeper.release();
    const second = await takeLeases({ ...set.flow, holder: 'second' }, ['target']);
    expect(second.fences[0]?.epoch).toBeGreaterThan(keeper.fences[0]?.epoch ?? Infinity);
    set.clock.advance(30_000);
    const third = await takeLeases({ ...set.flow, holder: 'third' }, ['target']);
    expect(third.fences[0]?.epoch).toBeGreaterThan(second.fences[0]?.epoch ?? Infinity);
  });

  it('is renewed well before it runs out, and not at every call', async () => {
    const set = stage();
    let renewals = 0;
    const store = { ...set.flow.store };
    Object.assign(set.flow.store, {
      lease: (...asked: Parameters<typeof store.lease>) => ((renewals += 1), store.lease(...asked)),
    });
    const keeper = await takeLeases(set.flow, ['target']);
    for (let at = 0; at < 100; at += 1) {
      set.clock.advance(1_000);
      await keeper.hold();
      await expect(takeLeases({ ...set.flow, holder: 'rival' }, ['target'])).rejects.toMatchObject({ why: 'busy' });
    }
    // Ten of its own, a hundred of the rival and the first.
    expect(renewals).toBe(111);
  });

  it('is lost loudly by whoever slept too long, and nothing of theirs is kept', async () => {
    const set = stage();
    const sleeper = await takeLeases(set.flow, ['target']);
    set.clock.advance(31_000);
    await takeLeases({ ...set.flow, holder: 'rival' }, ['target']);
    await expect(sleeper.hold()).rejects.toBeInstanceOf(FencedOut);
    await expect(
      set.flow.store.commit({ cursors: [{ stream: 's', cursor: '1' }] }, sleeper.fences),
    ).rejects.toBeInstanceOf(FencedOut);
    // Control: without its fence the sleeper overwrites the rival's work.
    await set.flow.store.commit({ cursors: [{ stream: 's', cursor: '1' }] });
    expect(await set.flow.store.cursor('s')).toBe('1');
    await sleeper.release();
    await expect(takeLeases(set.flow, ['target'])).rejects.toMatchObject({ why: 'busy' });
  });

  it('is kept through a batch that takes longer than it lasts', async () => {
    const set = stage({ limits: { lanes: 1 } });
    for (let nth = 0; nth < 20; nth += 1) set.natives.push(native(String(nth)));
    const rivals: unknown[] = [];
    set.answer = async () => {
      set.clock.advance(9_000);
      rivals.push(await takeLeases({ ...set.flow, holder: 'rival' }, ['target']).catch((error: unknown) => error));
      return null;
    };
    expect(await runRoute(set.flow)).toMatchObject({ created: 20 });
    expect(rivals).toHaveLength(20);
    for (const rival of rivals) expect(rival).toMatchObject({ why: 'busy' });
  });

  it('is kept through a long reading that has nothing to send', async () => {
    const set = stage({ page: 1 });
    for (let nth = 0; nth < 10; nth += 1) set.natives.push(native(String(nth)));
    await runRoute(set.flow);
    await set.flow.store.commit({ cursors: [{ stream: 'source-vers-target/source', cursor: '' }] });
    const store = { ...set.flow.store };
    const rivals: unknown[] = [];
    Object.assign(set.flow.store, {
      bonds: async (...asked: Parameters<typeof store.bonds>) => {
        set.clock.advance(11_000);
        rivals.push(await takeLeases({ ...set.flow, holder: 'rival' }, ['target']).catch((error: unknown) => error));
        return store.bonds(...asked);
      },
    });
    expect(await runRoute(set.flow)).toMatchObject({ silent: 10 });
    expect(rivals).toHaveLength(10);
    for (const rival of rivals) expect(rival).toMatchObject({ why: 'busy' });
  });

  it('is given back at the end of a run, whatever end it takes', async () => {
    const set = stage();
    set.natives.push(native('1'));
    set.answer = () => Promise.reject(new Error('boum'));
    await expect(runRoute(set.flow)).rejects.toThrow('boum');
    expect(await set.flow.store.leaseOf('target')).toBeNull();
  });

  it('does not hide why a run broke off when it cannot be given back', async () => {
    const set = stage();
    set.natives.push(native('1'));
    set.answer = () => Promise.reject(new Error('boum'));
    Object.assign(set.flow.store, { release: () => Promise.reject(new Error('database down')) });
    await expect(runRoute(set.flow)).rejects.toThrow('boum');
    expect(set.told).toContainEqual({ kind: 'trouble', message: asIs('database down') });
  });
});
