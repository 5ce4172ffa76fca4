import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ToySimulator } from '@passerelle/connector/testing';
import { createLog, synchronise } from '@passerelle/runtime';
import type { Mirror } from '@passerelle/sync';
import { openMirrorStage, type MirrorStage } from '../../libs/runtime/testing/mirror-stage.js';
import { latestMirror } from './latest-mirror.js';

const { signal } = new AbortController();
const log = createLog({ level: 'error', secrets: [] });
const row = `extends: toy
decisions:
  - { for: status, native: mystère, label: Mystère, is: pending }
`;

describe('a word that nobody had decided', () => {
  let at: MirrorStage;
  let mirror: () => Promise<Mirror>;
  beforeEach(async () => {
    at = await openMirrorStage();
    mirror = latestMirror(at.house, log, signal);
    await at.world('a').humans.open('Écran noir');
    const { tickets } = (at.world('a').simulator as ToySimulator).state;
    for (const ticket of tickets.values()) ticket.fields['status'] = 'mystère';
    await turn();
  });
  afterEach(() => at.close());

  async function turn(): Promise<void> {
    at.clock.advance(60_000);
    const wish = { pull: true, backlog: false };
    await synchronise(at.house, await mirror(), { wish, patience: 0, signal, records: 'moved' });
  }
  const held = async (): Promise<number> => (await at.store.quarantined('a')).length;

  async function decided(text: string): Promise<void> {
    await mkdir(join(at.folder, 'mappings', 'sites'), { recursive: true });
    await writeFile(join(at.folder, 'mappings', 'sites', 'a.yaml'), text);
  }

  it('lets its ticket through from the next turn on, once its row was added and read', async () => {
    expect(await held()).toBe(1);
    await decided(row);
    // Control: the file alone changes nothing, since somebody may still be writing it.
    await turn();
    expect(await held()).toBe(1);
    expect(at.house.reread('a')).toBe(true);
    await turn();
    expect(await held()).toBe(0);
    expect(await at.world('b').tickets()).toHaveLength(1);
  });

  it('opens nothing again where nothing was added', async () => {
    const before = await mirror();
    expect(at.house.reread('a')).toBe(false);
    expect(await mirror()).toBe(before);
    const door = (await at.house.connected('a')).connector;
    await decided(row);
    at.house.reread('a');
    expect(await mirror()).not.toBe(before);
    // The connection itself is the same one, with its pace and its session.
    expect((await at.house.connected('a')).connector).toBe(door);
  });

  it('keeps the words that it had where the row is wrong, and says where', async () => {
    const before = await mirror();
    await decided(row.replace('is: pending', 'is: perhaps'));
    expect(() => at.house.reread('a')).toThrow(expect.objectContaining({ code: 'mapping' }));
    expect(await mirror()).toBe(before);
    await turn();
    expect(await held()).toBe(1);
  });
});
