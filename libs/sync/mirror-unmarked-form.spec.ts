import { describe, expect, it } from '@jest/globals';
import type { NativeTicket } from '@passerelle/connector';
import { made } from '../../connectors/intranet-form/conformance.world.js';
import { editTicket, type FormTool } from '../../connectors/intranet-form/simulator/index.js';
import { desk, type Desk } from '../../test/simulation/desk.js';
import { counts, dead, later, loseCreation } from '../../test/simulation/lost-creation.js';

/** A creation in the form whose answer was lost with the host, and a message that an agent wrote anew before the next start. */
async function overwritten(title = 'Écran noir', change = true): Promise<Desk & { readonly form: FormTool }> {
  let form: FormTool | null = null;
  const worlds = {
    b: (ports: Parameters<typeof made>[0]) => {
      const tool = made(ports, 'staff');
      form = tool.form;
      return tool.world;
    },
  };
  const { at, id, up } = await loseCreation({ tools: { a: 'toy', b: 'intranet-form' }, worlds }, title, ({ url }) =>
    url.includes('/submit_ticket.php?submit=1'),
  );
  const { world } = at.tool('b');
  expect(await at.store.inState('b', 'in_flight', 9)).toMatchObject([{ act: { kind: 'create' } }]);
  if (change) await world.humans.change(id);
  up();
  if (!form) throw new Error('expected the form to be set up');
  return { ...at, store: at.store, mirror: at.mirror, form };
}

describe('a creation in the form whose mark somebody wrote over before it was settled', () => {
  it('is neither made again nor taken for a new ticket of its requester: a human is told which one it may be', async () => {
    const at = await overwritten();
    await later(at);
    expect(await counts(at)).toEqual([1, 1]);
    const [row] = await dead(at);
    const [id = ''] = await at.tool('b').world.tickets();
    expect(row).toMatchObject({ act: { kind: 'create' }, trouble: { kind: 'conflict' } });
    expect(row?.trouble?.message.en).toContain(id);
    expect(row?.trouble?.message.en).toContain(`[Passerelle ${row?.key}]`);
  });

  it('is bonded once somebody puts the mark back and retries', async () => {
    const at = await overwritten('Wifi < 10 € en « 203 »');
    await later(at);
    const [row] = await dead(at);
    const key = row?.key ?? '';
    const [ticket] = [...at.form.tool.tables.tickets.values()];
    if (!ticket) throw new Error('expected a ticket in the form');
    editTicket(at.form.tool, ticket, {
      subject: ticket.subject,
      message: `Changé\n\n[Passerelle ${key}]`,
      custom: new Map(),
    });
    await at.store.commit({ resolutions: [{ key, state: 'queued' }] });
    await later(at);
    expect(await dead(at)).toEqual([]);
    expect(await counts(at)).toEqual([1, 1]);
    expect(await at.store.bondsOfConnection('b', null, 9)).toMatchObject([{ native: ticket.trackid }]);
  });

  it('control: a form that were believed to tell who wrote would have it doubled', async () => {
    const at = await overwritten();
    const { connector } = at.tool('b');
    const source = connector.source;
    if (!source) throw new Error('expected a form that is read');
    const signed = ({ anyHand: _anyHand, ...native }: NativeTicket): NativeTicket => native;
    Object.assign(connector, {
      source: {
        ...source,
        pull: async function* (cursor: string | null, signal?: AbortSignal) {
          for await (const page of source.pull(cursor, signal)) yield { ...page, items: page.items.map(signed) };
        },
      },
    });
    // It is heard as new, so that it is no suspect any more, and made again; that answer is lost like the first.
    await later(at).catch(() => undefined);
    expect(await counts(at)).toEqual([2, 2]);
  });

  it('control: one whose mark still stands is found by it, and nobody is asked', async () => {
    const at = await overwritten('Écran noir', false);
    await later(at);
    expect(await counts(at)).toEqual([1, 1]);
    expect(await dead(at)).toEqual([]);
    expect(await at.store.bondsOfConnection('b', null, 9)).toHaveLength(1);
  });

  it('control: what people open meanwhile under another title is new', async () => {
    const at = await overwritten();
    await at.tool('b').world.humans.open('Clavier muet');
    await later(at);
    expect(await counts(at)).toEqual([2, 2]);
  });

  it('control: a ticket of ours that is bonded is no suspect of another creation', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'intranet-form' } });
    await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    const [id = ''] = await at.tool('b').world.tickets();
    await at.tool('b').world.humans.change(id);
    await at.sync();
    await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    expect(await counts(at)).toEqual([2, 2]);
    expect(await dead(at)).toEqual([]);
  });
});
