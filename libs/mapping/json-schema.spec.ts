import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mappingJsonSchema } from './json-schema.js';

const shipped: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'mappings', 'schema.json'), 'utf8'),
);

describe('what editors hold mapping files against', () => {
  it('is what is shipped beside them, key by key', () => {
    expect(mappingJsonSchema()).toEqual(shipped);
  });

  it('knows the file of our own words by its head, and asks all others whose mapping they are', () => {
    expect(mappingJsonSchema()).toMatchObject({
      if: { required: ['canon'] },
      else: { anyOf: [{ required: ['connector'] }, { required: ['extends'] }] },
    });
  });

  it('has every definition that it refers to, each under a name of its own', () => {
    const { definitions } = mappingJsonSchema() as { readonly definitions: object };
    const named = [...JSON.stringify(mappingJsonSchema()).matchAll(/"#\/definitions\/([^"]+)"/gu)].map(
      ([, name]) => name,
    );
    expect(named.length).toBeGreaterThan(0);
    expect(Object.keys(definitions)).toEqual(expect.arrayContaining([...new Set(named)]));
  });
});
