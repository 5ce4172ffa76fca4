import { describe, expect, it } from '@jest/globals';
import type { NativeAsset } from '@passerelle/connector';
import { ids } from './simulator/index.js';
import { keep } from './simulator/state.js';
import { openStage, type Stage } from './testing/stage.js';

async function machines({ connector }: Stage): Promise<readonly NativeAsset[]> {
  const all: NativeAsset[] = [];
  for await (const page of connector.inventory?.pull(null) ?? []) all.push(...page.items);
  return all;
}

const agent = 'POSTE-203-02-2026-03-03-08-02-00';

function linked(): Stage {
  const stage = openStage({ config: { pageSize: 2 } });
  for (const [ocsid, computers_id, ocs_deviceid] of [
    [6, ids.computers.p20302, agent],
    [7, ids.computers.p20303, 'ÉLÈVE-203-03'],
    [8, 999, 'POSTE-AU-PILON'],
  ] as const)
    keep(stage.sim.state, 'PluginOcsinventoryngOcslink', {
      computers_id,
      ocsid,
      ocs_deviceid,
      plugin_ocsinventoryng_ocsservers_id: 1,
    });
  return stage;
}

describe('computers that the plugin of OCS tied', () => {
  it('say which agent told of them, page by page and by number', async () => {
    const stage = linked();
    const all = await machines(stage);
    const of = (id: number) => all.find((one) => one.id === `Computer:${id}`)?.agent;
    expect([of(ids.computers.p20302), of(ids.computers.p20303)]).toEqual([agent, 'ÉLÈVE-203-03']);
    for await (const one of stage.connector.inventory?.read([`Computer:${ids.computers.p20302}`]) ?? [])
      expect(one).toEqual(all.find(({ id }) => id === one.id));
  });

  it.each([
    ['is not installed', 400, ['ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM', 'ressource inconnue']],
    ['is closed to the account', 403, ['ERROR_RIGHT_MISSING', 'droits insuffisants']],
  ])('are read all the same where the plugin %s', async (_why, status, told) => {
    const stage = linked();
    const whole = (await machines(stage)).length;
    const handle = stage.sim.handle.bind(stage.sim);
    Object.assign(stage.sim, {
      handle: (request: Parameters<typeof handle>[0]) =>
        request.url.includes('PluginOcsinventoryngOcslink')
          ? { status, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify(told) }
          : handle(request),
    });
    const all = await machines(stage);
    expect(all).toHaveLength(whole);
    expect(all.map((one) => one.agent)).toEqual(all.map(() => null));
  });

  it('control: any other refusal stops the reading, or machines would seem to have lost their agents', async () => {
    const stage = linked();
    const handle = stage.sim.handle.bind(stage.sim);
    Object.assign(stage.sim, {
      handle: (request: Parameters<typeof handle>[0]) =>
        request.url.includes('PluginOcsinventoryngOcslink')
          ? { status: 500, headers: {}, body: 'Oups' }
          : handle(request),
    });
    await expect(machines(stage)).rejects.toThrow('500');
  });
});
