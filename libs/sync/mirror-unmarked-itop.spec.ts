import { describe, expect, it } from '@jest/globals';
import { world as itopWorld } from '../../connectors/itop/conformance.world.js';
import type { ITop } from '../../connectors/itop/simulator/index.js';
import { desk, type Desk } from '../../test/simulation/desk.js';
import { counts, dead, later, loseCreation } from '../../test/simulation/lost-creation.js';

type Account = 'administrator' | 'agent';

/** A creation in iTop whose answer was lost with the host, and a reason for watching that somebody typed over its mark before the next start. */
async function overwritten(account: Account, change = 'escalation_reason', title = 'Écran noir 🙂'): Promise<Desk> {
  const worlds = { b: (ports: Parameters<typeof itopWorld>[0]) => itopWorld(ports, { account }) };
  const { at, id, up } = await loseCreation({ tools: { a: 'toy', b: 'itop' }, worlds }, title, ({ body }) =>
    /core(?:%2F|\/)create/u.test(body.toString()),
  );
  const { world } = at.tool('b');
  expect(await at.store.inState('b', 'in_flight', 9)).toMatchObject([{ act: { kind: 'create' } }]);
  const itop = world.simulator as ITop;
  itop.as('buffet').change(Number(id.split('::')[1]), { [change]: 'À surveiller : le recteur attend' });
  at.clock.advance(5_000);
  up();
  return at;
}

describe('a creation in iTop whose mark somebody wrote over before it was settled', () => {
  it('is known by the history, where the account may read it: nobody has to be asked', async () => {
    const at = await overwritten('administrator');
    await later(at);
    expect(await counts(at)).toEqual([1, 1]);
    expect(await dead(at)).toEqual([]);
    const [id = ''] = await at.tool('b').world.tickets();
    expect(await at.store.bondsOfConnection('b', null, 9)).toMatchObject([{ native: id }]);
  });

  it('is neither made again nor taken for a new ticket by any other account: a human is told which one it may be', async () => {
    const at = await overwritten('agent');
    await later(at);
    expect(await counts(at)).toEqual([1, 1]);
    const [row] = await dead(at);
    const [id = ''] = await at.tool('b').world.tickets();
    expect(row).toMatchObject({ act: { kind: 'create' }, trouble: { kind: 'conflict' } });
    expect(row?.trouble?.message.en).toContain(id);
    expect(row?.trouble?.message.en).toContain(`[passerelle ${row?.key}]`);
  });

  it('is bonded once somebody puts the mark back and retries', async () => {
    const at = await overwritten('agent');
    await later(at);
    const [row] = await dead(at);
    const key = row?.key ?? '';
    const [id = ''] = await at.tool('b').world.tickets();
    const itop = at.tool('b').world.simulator as ITop;
    itop.as('buffet').change(Number(id.split('::')[1]), { escalation_reason: `Recteur [passerelle ${key}]` });
    await at.store.commit({ resolutions: [{ key, state: 'queued' }] });
    await later(at);
    expect(await dead(at)).toEqual([]);
    expect(await counts(at)).toEqual([1, 1]);
    expect(await at.store.bondsOfConnection('b', null, 9)).toMatchObject([{ native: id }]);
  });

  it.each<Account>(['administrator', 'agent'])(
    'control: one whose mark stands is bonded, whatever else was changed (%s)',
    async (account) => {
      const at = await overwritten(account, 'pending_reason');
      await later(at);
      expect(await counts(at)).toEqual([1, 1]);
      expect(await dead(at)).toEqual([]);
    },
  );

  it('control: what other people open under the same title is new', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'itop' } });
    await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    await at.tool('b').world.humans.open('Écran noir');
    await at.sync();
    expect(await counts(at)).toEqual([2, 2]);
  });
});
