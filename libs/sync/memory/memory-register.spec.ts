import { describe, expect, it } from '@jest/globals';
import type { Duplicate } from '../ports/register.js';
import { memoryRegister } from './memory-register.js';

const at = (hour: number): string => `2026-11-22T${String(hour).padStart(2, '0')}:00:00.000Z`;
const duplicate = (id: string, hour: number): Duplicate => ({
  id,
  ticket: `t-${id}`,
  of: 't0',
  why: 'Écran noir',
  state: 'offered',
  at: at(hour),
  decided: null,
  by: null,
});

describe('the register of a house that keeps nothing', () => {
  it('counts failed tries by scope, and begins again once the first of them is too old', async () => {
    const register = memoryRegister();
    await register.failed(['zoé', 'adresse'], at(8), at(7));
    await register.failed(['zoé'], at(9), at(8));
    expect(await register.tries(['zoé', 'adresse', 'personne'])).toEqual(
      new Map([
        ['zoé', { failures: 2, since: at(8) }],
        ['adresse', { failures: 1, since: at(8) }],
      ]),
    );
    await register.failed(['zoé'], at(11), at(10));
    expect((await register.tries(['zoé'])).get('zoé')).toEqual({ failures: 1, since: at(11) });
  });

  it('settles a name once: the first proposal stands', async () => {
    const register = memoryRegister();
    expect(await register.settle('sel', 'premier')).toBe('premier');
    expect(await register.settle('sel', 'second')).toBe('premier');
    expect(await register.settle('autre', 'second')).toBe('second');
  });

  it('remembers who was erased, as it was said first', async () => {
    const register = memoryRegister();
    const erased = { key: 'k1', person: 'p-1', at: at(8), by: 'camille' };
    await register.erase([erased, { ...erased, key: 'k2' }]);
    await register.erase([{ ...erased, person: 'p-2' }]);
    expect(await register.erased()).toEqual([erased, { ...erased, key: 'k2' }]);
  });

  it('offers two tickets that tell one need once, newest first, until somebody answers', async () => {
    const register = memoryRegister();
    const [old, young, twin] = [duplicate('b', 8), duplicate('a', 9), duplicate('c', 9)];
    expect(await register.offer([old, twin, young])).toBe(3);
    expect(await register.offer([{ ...old, why: 'autre' }, duplicate('d', 7)])).toBe(1);
    expect((await register.duplicates({ limit: 9 })).map(({ id }) => id)).toEqual(['a', 'c', 'b', 'd']);
    expect((await register.duplicates({ limit: 2 })).map(({ id }) => id)).toEqual(['a', 'c']);
    const answer = { state: 'refused', by: 'camille', at: at(10) } as const;
    expect(await register.answer('b', answer)).toBe(true);
    expect(await register.answer('b', { ...answer, state: 'accepted' })).toBe(false);
    expect(await register.answer('personne', answer)).toBe(false);
    expect(await register.duplicates({ state: 'refused', limit: 9 })).toEqual([
      { ...old, state: 'refused', by: 'camille', decided: at(10) },
    ]);
    expect((await register.duplicates({ state: 'offered', limit: 9 })).map(({ id }) => id)).toEqual(['a', 'c', 'd']);
  });

  it('holds no tables and no links', async () => {
    const register = memoryRegister();
    expect(await register.links({ limit: 9 })).toEqual([]);
    expect(await register.held('ticket', null, 9)).toEqual([]);
    expect(await register.rewrite([])).toBe(0);
  });
});
