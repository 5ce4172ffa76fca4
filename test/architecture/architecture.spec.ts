import { describe, expect, it } from '@jest/globals';
import { laws, sizesOf } from './check.js';
import { readProject } from './project.js';

describe('the house', () => {
  const project = readProject();

  it('is looked at as a whole', () => {
    const paths = project.sources.map(({ path }) => path);
    expect(paths).toContain('libs/sync/river.ts');
    expect(paths).toContain('connectors/index.ts');
    expect(paths).toContain('apps/host/main.ts');
    expect(Object.keys(project.aliases)).toContain('@passerelle/connector/testing');
  });

  it.each(Object.entries(laws))('keeps the law of %s', (_, law) => {
    expect(law(project)).toEqual([]);
  });

  it('is made of small files', () => {
    const { median, ninetieth } = sizesOf(project);
    expect(median).toBeLessThan(80);
    expect(ninetieth).toBeLessThan(200);
  });
});
