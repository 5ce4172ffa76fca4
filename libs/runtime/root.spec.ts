import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findRoot } from './root.js';

describe('the folder of the clone', () => {
  it('is found from sources and from what was built of them', async () => {
    const clone = await mkdtemp(join(tmpdir(), 'passerelle-clone-'));
    for (const path of ['mappings', 'libs/runtime', 'dist/libs/runtime', 'dist/mappings'])
      await mkdir(join(clone, path), { recursive: true });
    await writeFile(join(clone, 'nest-cli.json'), '{}');
    expect(findRoot(join(clone, 'libs/runtime'))).toBe(clone);
    expect(findRoot(join(clone, 'dist/libs/runtime'))).toBe(clone);
    await rm(clone, { recursive: true });
  });

  it('is the one around this file', () => {
    expect(findRoot()).toBe(join(import.meta.dirname, '../..'));
  });

  it('is missed with a word', () => {
    expect(() => findRoot(tmpdir())).toThrow('expected the folder of Passerelle above');
  });
});
