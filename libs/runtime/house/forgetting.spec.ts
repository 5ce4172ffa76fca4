import { describe, expect, it } from '@jest/globals';
import type { Connector, NativeTicket } from '@passerelle/connector';
import { seededRandom } from '@passerelle/connector/testing';
import { memoryRegister } from '@passerelle/sync';
import { keysOf } from '../people/forgetter.js';
import { saltOf } from '../people/salt.js';
import { forgetting } from './forgetting.js';

const native = (id: string, text: string): NativeTicket => ({
  id,
  class: 'ticket',
  number: id.slice(0, 12),
  version: '1',
  changedAt: null,
  url: null,
  fields: { name: 'Amélie Dupré-Lœw', email: 'amelie@exemple.fr' },
  entries: [
    {
      id: null,
      journal: 'reply',
      author: null,
      at: null,
      text,
      audience: 'public',
      readable: true,
    } as NativeTicket['entries'][number],
  ],
  attachments: [],
});

const hers = native('ABC-DEF-2345/amelie@exemple.fr', 'Bonjour');
const other = native('XYZ-DEF-2345/jean.amelie@exemple.fr', 'Vu avec Amélie Dupré-Lœw, amelie@exemple.fr');
const plain = native('INC0012345', 'Rien sur personne');

async function heard(erase: boolean) {
  const house = { register: memoryRegister(), random: seededRandom(1) };
  const source = {
    pull: async function* () {
      yield { items: [hers, other, plain], broken: [], cursor: '1' };
    },
    read: async function* () {
      yield* [hers, other, plain];
    },
  };
  const connector = { source } as unknown as Connector;
  const salted = await saltOf(house);
  const traces = {
    emails: ['amelie@exemple.fr'],
    logins: [],
    employeeNumbers: [],
    names: ['Amélie Dupré-Lœw'],
    alone: [],
    phones: [],
  };
  if (erase)
    await house.register.erase(
      keysOf(traces, salted).map((key) => ({ key, person: 'p-1', at: '2026-01-05T08:00:00Z', by: 'dpo' })),
    );
  const careful = forgetting(connector, house).source;
  const pulled: NativeTicket[] = [];
  for await (const { items } of careful?.pull(null) ?? []) pulled.push(...items);
  const read: NativeTicket[] = [];
  for await (const one of careful?.read([]) ?? []) read.push(one);
  return { pulled, read };
}

describe('what tools go on to say of somebody who was erased', () => {
  it('is heard without them, whichever way it is read', async () => {
    const { pulled, read } = await heard(true);
    for (const natives of [pulled, read]) {
      expect(natives.map(({ id }) => id)).toEqual([other.id, plain.id]);
      expect(natives.map(({ entries }) => entries[0]?.text)).toEqual([
        'Vu avec Personne effacée p-1, Personne effacée p-1',
        'Rien sur personne',
      ]);
      expect(natives[0]?.fields).toEqual({ name: 'Personne effacée p-1', email: null });
    }
  });

  it('names them as long as they were not: the control', async () => {
    const { pulled, read } = await heard(false);
    expect(pulled).toEqual([hers, other, plain]);
    expect(read).toEqual([hers, other, plain]);
  });
});
