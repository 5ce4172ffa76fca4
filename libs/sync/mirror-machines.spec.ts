import { describe, expect, it } from '@jest/globals';
import type { NativeCommand, NativeReference, NativeTicket } from '@passerelle/connector';
import { desk, type Desk } from '../../test/simulation/desk.js';
import { hearMachines, indexMachines } from './machines/index.js';
import { memoryMachines } from './memory/index.js';

/** A GLPI and an iTop that know some machines each; 203-02 and 203-03 both, POSTE-13 the iTop alone. */
async function staged(known = true) {
  const machines = memoryMachines();
  const index = async () => indexMachines(await machines.all());
  const at = await desk({ tools: { glpi: 'glpi', itop: 'itop' }, ...(known && { machines: index }) });
  const pc = new Map<string, string>();
  for (const name of ['203-02', '203-03']) pc.set(name, (await at.tool('itop').world.machines?.add(name)) ?? '');
  for (const [name, { connector }] of at.tools) {
    const ground = { machines, clock: at.clock, cursor: async () => null };
    if (connector.inventory) await hearMachines(ground, name, connector.inventory);
  }
  return { at, pc: (name: string) => pc.get(name) ?? '' };
}

async function read(at: Desk, name: string): Promise<NativeTicket> {
  const [bond] = await at.store.bondsOfConnection(name, null, 1);
  for await (const ticket of at.tool(name).connector.source!.read([bond?.native ?? ''])) return ticket;
  throw new Error(`expected a ticket in ${name}`);
}

const idsOf = (ticket: NativeTicket, field: string): readonly string[] =>
  ((ticket.fields[field] ?? []) as readonly NativeReference[]).map(({ id }) => id ?? '').toSorted();

async function obey(at: Desk, name: string, command: NativeCommand): Promise<void> {
  const { sink } = at.tool(name).connector;
  for await (const receipt of sink!.apply([{ ...command, key: `au-clavier-${JSON.stringify(command).length}` }]))
    expect(receipt.outcome).toBe('done');
}

const assetsOf = async (at: Desk) => {
  const [bond] = await at.store.bondsOfConnection('glpi', null, 1);
  return (await at.store.tickets([bond?.ticket ?? ''])).get(bond?.ticket ?? '')?.ticket.assets;
};

describe('a ticket and the machines that it is about', () => {
  it('is tied to the same machine in the other tool, each under its own number', async () => {
    const { at, pc } = await staged();
    // A rule of that GLPI ties what is titled so to 203-03.
    await at.tool('glpi').world.humans.open('Poste 12 : écran noir');
    await at.sync();
    expect(idsOf(await read(at, 'itop'), 'functionalcis_list')).toEqual([pc('203-03')]);
    expect(await assetsOf(at)).toMatchObject([{ name: '203-03', serial: 'SN000003FR' }]);
    const before = (at.tool('itop').world.changes?.() ?? 0) + (at.tool('glpi').world.changes?.() ?? 0);
    await at.sync();
    await at.sync();
    expect((at.tool('itop').world.changes?.() ?? 0) + (at.tool('glpi').world.changes?.() ?? 0)).toBe(before);
  });

  it('control: where no inventory is read, nothing is tied, since names alone are no keys', async () => {
    const { at } = await staged(false);
    await at.tool('glpi').world.humans.open('Poste 12 : écran noir');
    await at.sync();
    expect(idsOf(await read(at, 'itop'), 'functionalcis_list')).toEqual([]);
  });

  it('loses no tie because another tool does not know the machine', async () => {
    const { at, pc } = await staged();
    await at.tool('glpi').world.humans.open('Poste 12 : écran noir');
    await at.sync();
    const there = await read(at, 'itop');
    // POSTE-13 is no machine of GLPI.
    await obey(at, 'itop', { kind: 'link', id: there.id, asset: '2' });
    await at.sync();
    expect(idsOf(await read(at, 'glpi'), 'items')).toEqual(['Computer:2']);
    expect(idsOf(await read(at, 'itop'), 'functionalcis_list')).toEqual(['2', pc('203-03')].toSorted());
    expect((await assetsOf(at))?.map(({ name }) => name)).toEqual(['203-03', 'POSTE-13']);
  });

  it('is tied and untied wherever somebody does it', async () => {
    const { at, pc } = await staged();
    await at.tool('glpi').world.humans.open('Poste 12 : écran noir');
    await at.sync();
    const there = await read(at, 'itop');
    await obey(at, 'itop', { kind: 'link', id: there.id, asset: pc('203-02') });
    await at.sync();
    expect(idsOf(await read(at, 'glpi'), 'items')).toEqual(['Computer:1', 'Computer:2']);
    await obey(at, 'itop', { kind: 'unlink', id: there.id, asset: pc('203-03') });
    await at.sync();
    expect(idsOf(await read(at, 'glpi'), 'items')).toEqual(['Computer:1']);
    const here = await read(at, 'glpi');
    await obey(at, 'glpi', { kind: 'unlink', id: here.id, asset: 'Computer:1' });
    await at.sync();
    expect(idsOf(await read(at, 'itop'), 'functionalcis_list')).toEqual([]);
  });

  it('is tied to the machine that its words name', async () => {
    const { at, pc } = await staged();
    await at.tool('glpi').world.humans.open('Écran noir sur le 203-02, salle 203');
    await at.sync();
    expect(await assetsOf(at)).toMatchObject([{ name: '203-02', serial: 'SN000002FR' }]);
    expect(idsOf(await read(at, 'itop'), 'functionalcis_list')).toEqual([pc('203-02')]);
  });
});

describe('a tool that names one machine alone', () => {
  it('keeps its own among those of the others, and unties none of them', async () => {
    const machines = memoryMachines();
    const at = await desk({
      tools: { glpi: 'glpi', sn: 'servicenow' },
      machines: async () => indexMachines(await machines.all()),
    });
    const hearAll = async () => {
      for (const [name, { connector }] of at.tools) {
        const ground = { machines, clock: at.clock, cursor: async () => null };
        if (connector.inventory) await hearMachines(ground, name, connector.inventory);
      }
    };
    await hearAll();
    const [theirs] = (await machines.all()).filter(({ connection }) => connection === 'sn');
    const twin = (await at.tool('glpi').world.machines?.add(theirs?.said.name ?? '')) ?? '';
    await hearAll();
    // 203-03, which a rule of that GLPI ties, is no computer of ServiceNow.
    await at.tool('glpi').world.humans.open('Poste 12 : écran noir');
    await at.sync();
    const kept = await at.store.bondsOfConnection('sn', null, 9);
    const there = kept.find(({ class: is }) => is === 'incident' || is === 'sc_req_item')?.native ?? '';
    const itemOf = async () => {
      for await (const ticket of at.tool('sn').connector.source!.read([there]))
        return (ticket.fields['cmdb_ci'] as NativeReference | null)?.id ?? null;
      throw new Error('expected a ticket in ServiceNow');
    };
    expect(await itemOf()).toBeNull();
    const here = await read(at, 'glpi');
    await obey(at, 'glpi', { kind: 'link', id: here.id, asset: twin });
    await at.sync();
    expect(await itemOf()).toBe(theirs?.said.id);
    await at.sync();
    expect(idsOf(await read(at, 'glpi'), 'items')).toEqual(['Computer:2', twin].toSorted());
    await obey(at, 'sn', { kind: 'update', id: there, fields: { cmdb_ci: null } });
    await at.sync();
    expect(idsOf(await read(at, 'glpi'), 'items')).toEqual(['Computer:2']);
  });
});
