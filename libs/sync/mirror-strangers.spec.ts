import { describe, expect, it } from '@jest/globals';
import type { NativeReference, NativeTicket } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import { idFor } from '../../connectors/servicenow/simulator/index.js';
import { requester as amelie } from '../../connectors/intranet-form/conformance.world.js';
import { desk, mirrorRoute, type Desk, type ToolKind } from '../../test/simulation/desk.js';

/** The user of ServiceNow, and the Person of iTop, who stand for people without an account. */
const guests = { servicenow: idFor('sys_user', 'beth.anglin'), itop: '3' } as const;
const caller = { glpi: '_users_id_requester', servicenow: 'caller_id', itop: 'caller_id' } as const;
type Target = keyof typeof caller;

const named: Person = { name: amelie.name, email: amelie.email, login: null, employeeNumber: null, cut: false };

/** Categories of a GLPI are its site's own. */
const glpiSite = `
extends: glpi
words:
  category:
    rows:
      - { native: Matériel, is: hardware }
`;

interface Setting {
  readonly standIn?: boolean;
  readonly mails?: string;
}

async function meets(kind: Target, { standIn = true, mails }: Setting = {}): Promise<Desk> {
  const tools: Record<string, ToolKind> = { form: 'intranet-form', it: kind };
  const more = kind === 'glpi' ? {} : { it: { standIn: standIn ? guests[kind] : undefined } };
  const overlays = kind === 'glpi' ? { it: glpiSite } : {};
  const at = await desk({
    tools,
    more,
    overlays,
    routes: [mirrorRoute(['form', 'it'], mails === undefined ? {} : { mails })],
  });
  await at.tool('form').world.humans.open('Écran noir « 203 »');
  await at.sync();
  return at;
}

async function theirs(at: Desk): Promise<NativeTicket> {
  const { connector, world } = at.tool('it');
  const ids = new Set(await world.tickets());
  for await (const page of connector.source!.pull(null))
    for (const ticket of page.items) if (ids.has(ticket.id) && (ticket.createdBy ?? null) !== null) return ticket;
  throw new Error('expected our ticket in the tool; it is not there');
}

const known = async (at: Desk) => {
  const [bond] = await at.store.bondsOfConnection('form', null, 9);
  const ticket = bond?.ticket ?? '';
  return (await at.store.tickets([ticket])).get(ticket)?.ticket.requester ?? null;
};

describe('a requester whom the other tool has no account for', () => {
  it.each(['glpi', 'servicenow', 'itop'] as const)('comes back from %s as who they are', async (kind) => {
    const at = await meets(kind);
    const ticket = await theirs(at);
    expect(at.tool('it').mapping.read(ticket).said.requester).toEqual(named);
    expect(await known(at)).toEqual(named);
  });

  it.each(['glpi', 'servicenow', 'itop'] as const)('is said once: nothing is told again in %s', async (kind) => {
    const at = await meets(kind);
    await at.sync();
    const changes = [at.tool('form').world.changes?.(), at.tool('it').world.changes?.()];
    await at.sync();
    await at.sync();
    expect([at.tool('form').world.changes?.(), at.tool('it').world.changes?.()]).toEqual(changes);
    expect(await known(at)).toEqual(named);
  });

  it.each(['glpi', 'servicenow', 'itop'] as const)(
    'stays who they are when somebody in %s changes something else',
    async (kind) => {
      const at = await meets(kind);
      const { id } = await theirs(at);
      await at.tool('it').world.humans.write?.(id, at.tool('it').mapping.journalFor('comment', 'public') ?? '', 'Vu');
      await at.sync();
      await at.sync();
      expect(await known(at)).toEqual(named);
    },
  );

  it('stays when a database that was lost is filled again', async () => {
    const at = await meets('glpi');
    at.lose();
    for (let turn = 0; turn < 3; turn++) await at.sync();
    expect(await known(at)).toEqual(named);
  });

  it('is written to by their address in GLPI, under their name in the text', async () => {
    const at = await meets('glpi');
    const { fields } = await theirs(at);
    expect(fields[caller.glpi]).toEqual([{ id: null, name: null, email: amelie.email }]);
    expect(fields['content']).toContain(amelie.name);
  });

  it.each(['servicenow', 'itop'] as const)('has a stand-in as caller in %s, who names nobody', async (kind) => {
    const at = await meets(kind);
    const { fields } = await theirs(at);
    expect(fields[caller[kind]]).toMatchObject({ id: guests[kind], standIn: true });
    const description = JSON.stringify(fields['description']);
    expect(description).toContain(amelie.name);
    expect(description).toContain(amelie.email);
  });

  it.each(['servicenow', 'itop'] as const)('control: without a stand-in, %s has no caller', async (kind) => {
    const at = await meets(kind, { standIn: false });
    expect((await theirs(at)).fields[caller[kind]]).toBeNull();
  });
});

describe('a stand-in', () => {
  it.each(['servicenow', 'itop'] as const)('in %s is never taken for the requester', async (kind) => {
    const at = await meets(kind);
    const { mapping } = at.tool('it');
    const ticket = await theirs(at);
    // Somebody took our lines off the description: the tool says nothing of who asked.
    const bare = { ...ticket, fields: { ...ticket.fields, description: 'Depuis ce matin.' } };
    expect('requester' in mapping.read(bare).said).toBe(false);
    // Control: the same account is somebody where it stands for nobody.
    const { standIn: _standIn, ...account } = ticket.fields[caller[kind]] as NativeReference;
    const plain = { ...bare, fields: { ...bare.fields, [caller[kind]]: account } };
    expect(mapping.read(plain).said.requester?.name).toEqual(expect.any(String));
  });

  it.each(['servicenow', 'itop'] as const)('gives way in %s to whom an agent puts in its place', async (kind) => {
    const at = await meets(kind);
    const { id } = await theirs(at);
    const { connector } = at.tool('it');
    const real = kind === 'itop' ? '1' : idFor('sys_user', 'mathieu.lefevre');
    const fields = { [caller[kind]]: { id: real, name: null } };
    for await (const receipt of connector.sink!.apply([{ key: 'a'.repeat(32), kind: 'update', id, fields }]))
      expect(receipt.outcome).toBe('done');
    await at.sync();
    await at.sync();
    expect((await theirs(at)).fields[caller[kind]]).toMatchObject({ id: real });
    expect((await known(at))?.name).not.toBe(amelie.name);
  });
});

describe('who writes to a requester whom GLPI knows by address alone', () => {
  const mailed = async (mails: string): Promise<boolean> => {
    const at = await meets('glpi', { mails });
    const { id } = await theirs(at);
    await at.tool('it').world.humans.write?.(id, 'followup', 'Nous regardons.');
    const { mails: sent = () => [] } = at.tool('it').world;
    return sent().some(({ text }) => text.includes('Nous regardons.'));
  };

  it('is not GLPI where another tool has the voice, whatever its agents write', async () => {
    expect(await mailed('form')).toBe(false);
  });

  it('control: is GLPI where it has the voice', async () => {
    expect(await mailed('it')).toBe(true);
  });
});
