import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

/** Work that ends when it is told to. */
function work(diary: string[], name: string) {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const begin = async (): Promise<string> => {
    diary.push(`${name} begins`);
    await ended;
    diary.push(`${name} ends`);
    return name;
  };
  return { begin, end };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('keep apart what shares a name, in order of asking', async () => {
    const turns = new Turns();
    const diary: string[] = [];
    const [a, b, c] = [work(diary, 'a'), work(diary, 'b'), work(diary, 'c')];
    const all = [
      turns.take(['cassius', 'servicenow'], a.begin),
      turns.take(['glpi', 'servicenow'], b.begin),
      turns.take(['glpi', 'itop'], c.begin),
    ];
    for (const end of [c.end, b.end]) end();
    await settle();
    expect(diary).toEqual(['a begins']);
    a.end();
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(diary).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('let go what shares none', async () => {
    const turns = new Turns();
    const diary: string[] = [];
    const [a, b] = [work(diary, 'a'), work(diary, 'b')];
    const all = [turns.take(['cassius', 'servicenow'], a.begin), turns.take(['glpi', 'itop'], b.begin)];
    await settle();
    expect(diary).toEqual(['a begins', 'b begins']);
    for (const end of [a.end, b.end]) end();
    await Promise.all(all);
  });

  it('go on after work that failed', async () => {
    const turns = new Turns();
    const failing = turns.take(['servicenow'], () => Promise.reject(new Error('down')));
    const next = turns.take(['servicenow'], () => Promise.resolve('up'));
    await expect(failing).rejects.toThrow('down');
    expect(await next).toBe('up');
  });
});
