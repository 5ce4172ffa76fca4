import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { connectors } from './index.js';

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the list of connectors', () => {
  it('names every folder of connectors once, and nothing else', () => {
    expect(connectors.map(({ name }) => name).sort()).toEqual(folders.sort());
  });

  it.each(connectors.map(({ name, tickets }) => [name, tickets !== false] as const))(
    'has a simulator for %s, and a base mapping where it speaks of tickets',
    (name, tickets) => {
      expect(existsSync(join(here, '..', 'mappings', `${name}.yaml`))).toBe(tickets);
      expect(existsSync(join(here, name, 'simulator'))).toBe(true);
    },
  );
});
