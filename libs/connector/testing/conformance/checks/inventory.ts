import { readMac, readSerial, readUuid } from '../../../machine.js';
import type { NativeAsset } from '../../../contract/inventory.js';
import { addMachines, collect, inventoryOf, machinesOf, pullAssets } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandEach, demandFault, demandSame, shown } from '../demand.js';
import { accidents } from '../traffic.js';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Machines: read whole, known by more than their id, and gone only when they are gone. */
export const inventories: readonly Check[] = [
  {
    name: 'every machine is read once',
    needs: ['inventory'],
    async run(stage) {
      await addMachines(stage, 12, 1_500);
      const ids = await machinesOf(stage).all();
      const { pages, assets } = await pullAssets(stage.connector);
      demandEach(
        assets.map(({ id }) => id),
        ids,
        'the machines of a whole pull',
      );
      demand(pages.length > 1, 'expected several pages of 12 machines; let the configuration make pages smaller');
    },
  },
  {
    name: 'a machine is known by what is really its own',
    needs: ['inventory'],
    async run(stage) {
      await addMachines(stage, 3, 1_000);
      for (const asset of (await pullAssets(stage.connector)).assets) wellFormed(asset);
    },
  },
  {
    name: 'a machine that is read by name is what is pulled, and what is not there is left out',
    needs: ['inventory'],
    async run(stage) {
      const ids = await addMachines(stage, 3, 1_000);
      const { assets } = await pullAssets(stage.connector);
      const named = [ids[0] ?? '', `${'9'.repeat(8)}`, ids[2] ?? ''];
      const read = await collect(inventoryOf(stage.connector).read(named));
      const expected = assets.filter(({ id }) => named.includes(id));
      demandSame(byId(read), byId(expected), 'two machines that exist and one that does not, read by their ids');
      demandSame(await collect(inventoryOf(stage.connector).read([])), [], 'the machines that no names give');
    },
  },
  {
    name: 'from the cursor of any page of machines nothing that followed is lost',
    needs: ['inventory'],
    async run(stage) {
      await addMachines(stage, 12, 1_500);
      const { pages } = await pullAssets(stage.connector);
      for (const [place, page] of pages.entries()) {
        const rest = pages.slice(place + 1).flatMap(({ items }) => items.map(({ id }) => id));
        const again = new Set((await pullAssets(stage.connect(), page.cursor)).assets.map(({ id }) => id));
        const lost = rest.filter((id) => !again.has(id));
        demand(lost.length === 0, `from the cursor of page ${place + 1} these machines are lost: ${shown(lost)}`);
      }
    },
  },
  {
    name: 'a machine that is heard of again is news, another version of itself',
    needs: ['inventory'],
    async run(stage) {
      const ids = await addMachines(stage, 4, 1_500);
      const before = await pullAssets(stage.connector);
      stage.clock.advance(60_000);
      await machinesOf(stage).change(ids[1] ?? '');
      const now = (await pullAssets(stage.connect(), before.cursor)).assets.find(({ id }) => id === ids[1]);
      demand(now, 'expected the machine to be pulled from the cursor before it changed');
      const old = before.assets.find(({ id }) => id === ids[1]);
      demand(now.version !== old?.version, `expected another version than ${old?.version}`);
    },
  },
  {
    name: 'a machine that nobody touched keeps its version',
    needs: ['inventory'],
    async run(stage) {
      await addMachines(stage, 3, 1_000);
      const before = await pullAssets(stage.connector);
      stage.clock.advance(3_600_000);
      const after = await pullAssets(stage.connect());
      demandSame(byId(after.assets), byId(before.assets), 'machines that nobody touched, an hour later');
    },
  },
  {
    name: 'a machine that was taken out is neither read nor listed',
    needs: ['inventory'],
    async run(stage) {
      const ids = await addMachines(stage, 3, 1_000);
      await pullAssets(stage.connector);
      await machinesOf(stage).remove(ids[1] ?? '');
      const left = (await machinesOf(stage).all()).filter((id) => id !== ids[1]);
      demandEach(
        (await pullAssets(stage.connector)).assets.map(({ id }) => id),
        left,
        'the machines after one was taken out',
      );
      demandSame(await collect(inventoryOf(stage.connector).read([ids[1] ?? ''])), [], 'the machine taken out');
      const listed = await inventoryOf(stage.connector).list?.();
      if (listed) demandEach(listed, left, 'the machines that are listed');
    },
  },
  {
    name: 'a page of machines that fails throws, and nothing ends short',
    needs: ['inventory', 'http'],
    async run(stage) {
      await addMachines(stage, 12, 1_500);
      const asked = stage.traffic.seen.length;
      await pullAssets(stage.connect());
      const reads = stage.traffic.seen.length - asked;
      for (const [name, answer] of Object.entries(accidents))
        for (let skip = 0; skip < reads; skip++) {
          stage.traffic.inject({ on: 'read', skip, answer });
          await demandFault(
            pullAssets(stage.connect()),
            `a pull of machines whose request ${skip + 1} of ${reads} gets ${name}`,
          );
          stage.traffic.calm();
        }
    },
  },
  {
    name: 'a pull of machines that is stopped, or begins at no cursor of ours, ends in a fault',
    needs: ['inventory'],
    async run(stage) {
      await addMachines(stage, 3, 1_000);
      const stopped = collect(inventoryOf(stage.connector).pull(null, AbortSignal.abort()));
      await demandFault(stopped, 'a pull of machines with a signal that is given already');
      for (const cursor of ['', 'demain', '{"a":1}', '💥'])
        await demandFault(pullAssets(stage.connector, cursor), `a pull from ${JSON.stringify(cursor)}`, [
          'rejected',
          'malformed',
        ]);
    },
  },
];

function byId(assets: readonly NativeAsset[]): readonly NativeAsset[] {
  return assets.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function wellFormed(asset: NativeAsset): void {
  const { id, class: kind, version, serial, uuid, macs, seenAt } = asset;
  demand(id.length > 0 && id.length <= 200, `expected an id of 1 to 200 characters, came ${shown(id)}`);
  demand(kind !== '' && version !== '', `expected a class and a version: ${shown({ kind, version })}`);
  demandSame(readSerial(serial), serial, 'a serial number that is no placeholder of a maker');
  demandSame(readUuid(uuid), uuid, 'a UUID in lower case with hyphens');
  demandSame(
    [...new Set(macs.map((mac) => readMac(mac) ?? ''))].join(' '),
    macs.toSorted((a, b) => (a < b ? -1 : 1)).join(' '),
    'hardware addresses in lower case, sorted, each once',
  );
  demand(seenAt === null || instant.test(seenAt), `expected an instant in UTC with milliseconds, came ${seenAt}`);
}
