import { describe, expect, it } from '@jest/globals';
import { Fault, type HttpDoor } from '@passerelle/connector';
import { manualClock } from '@passerelle/connector/testing';
import { z } from 'zod';
import { glpi } from '../index.js';
import { rowsOf } from '../simulator/index.js';
import { append, apply, create, key, openStage, token } from '../testing/stage.js';
import { openServer } from './server.js';

/** A server whose first sessions are swept away as soon as they are opened. */
function openForgetful(times: number) {
  const { sim, door } = openStage();
  let opened = 0;
  const forgetful: HttpDoor = {
    ...door,
    async send(request) {
      const answer = await door.send(request);
      if (request.path.endsWith('/initSession') && (opened += 1) <= times) sim.state.sessions.clear();
      return answer;
    },
  };
  const server = openServer({
    connection: 'glpi',
    config: glpi.config.parse({ url: 'http://glpi.example', auth: { userToken: token }, zone: 'UTC' }),
    door: forgetful,
    zone: 'UTC',
    clock: manualClock('2026-01-05T08:00:00Z'),
    warn: () => undefined,
  });
  return { server, opened: () => opened };
}

const profiles = { method: 'GET', path: 'getMyProfiles', effect: 'read' } as const;

describe('a session of GLPI', () => {
  it('is opened once more when it is gone before we knew who we are there', async () => {
    const { server, opened } = openForgetful(1);
    expect((await server.ask(profiles, z.unknown())).status).toBe(200);
    expect(opened()).toBe(2);
  });

  it('is not opened for ever where no session lives', async () => {
    const { server, opened } = openForgetful(Infinity);
    await expect(server.ask(profiles, z.unknown())).rejects.toThrow(Fault);
    expect(opened()).toBe(2);
  });
});

describe('a cursor of a GLPI whose clock was set forth', () => {
  it('is no cursor from the future, though we asked nothing since', async () => {
    const stage = openStage();
    await apply(stage.connector, create('Écran noir'));
    const pulled = async (cursor: string | null) => {
      let last = cursor;
      for await (const page of stage.connector.source?.pull(cursor) ?? []) last = page.cursor;
      return last;
    };
    await pulled(null);
    const { sim } = stage;
    const handle = sim.handle.bind(sim);
    const hour = 3_600_000;
    sim.handle = (request) => {
      const answer = handle(request);
      const date = new Date(stage.clock.now().getTime() + hour).toUTCString();
      return { ...answer, headers: { ...answer.headers, date } };
    };
    const ahead = new Date(stage.clock.now().getTime() + hour - 60_000).toISOString();
    expect(await pulled(ahead)).toBe(ahead);
    // The control: one that is ahead of that clock, too, is.
    const future = new Date(stage.clock.now().getTime() + 2 * hour).toISOString();
    await expect(pulled(future)).rejects.toThrow(/ahead of the tool's clock/);
  });
});

describe('a ticket that somebody deletes while it is read', () => {
  it.each(['ITILFollowup', 'with_documents'])('is left out, and the others come (%s)', async (at) => {
    const { sim, connector } = openStage();
    const ids: string[] = [];
    for (const title of ['Écran noir', 'Souris muette', 'VPN 🔒']) {
      const [made] = await apply(connector, create(title));
      if (made?.outcome === 'done') ids.push(made.id);
      await apply(connector, append(ids.at(-1) ?? '', `Vu : ${title}`));
    }
    const [, second = ''] = ids;
    const handle = sim.handle.bind(sim);
    sim.handle = (request) => {
      if (request.url.includes(`/Ticket/${second}`) && request.url.includes(at))
        sim.state.shelves.get('Ticket')?.rows.delete(Number(second));
      return handle(request);
    };
    const came: string[] = [];
    for (const id of ids) for await (const ticket of connector.source?.read([id]) ?? []) came.push(ticket.id);
    expect(came).toEqual(ids.filter((id) => id !== second));
  });
});

describe('lines of one ticket', () => {
  const lines = async (times: number) => {
    const { sim, connector } = openStage();
    const [made] = await apply(connector, create('Écran noir'));
    if (made?.outcome !== 'done') throw new Error('expected it to be made');
    const handle = sim.handle.bind(sim);
    let failures = times;
    sim.handle = (request) =>
      request.url.includes('/search/User') && (failures -= 1) >= 0
        ? { status: 500, headers: {}, body: 'Oups' }
        : handle(request);
    const say = (text: string, email: string) =>
      append(made.id, text, 'followup', { author: { id: null, name: null, email } });
    const receipts = await apply(
      connector,
      say('le premier', 'personne@exemple.fr'),
      say('le second', 'autre@exemple.fr'),
    );
    return { outcomes: receipts.map(({ outcome }) => outcome), there: rowsOf(sim.state, 'ITILFollowup').length };
  };

  it('wait behind one whose author could not be asked for, so that none overtakes it', async () => {
    expect(await lines(1)).toEqual({ outcomes: ['failed', 'failed'], there: 0 });
    // The control: where everybody can be asked for, both are said.
    expect(await lines(0)).toEqual({ outcomes: ['done', 'done'], there: 2 });
  });
});

describe('what was written last in a ticket of GLPI', () => {
  it('is told apart by whose hand it is of: ours, or somebody else’s who moved it before we looked', async () => {
    const stage = openStage();
    const [made] = await apply(stage.connector, create('Écran noir'));
    if (made?.outcome !== 'done') throw new Error('expected it to be made');
    expect(made).not.toHaveProperty('otherHand');
    const changed = {
      key: key('encore'),
      kind: 'update',
      id: made.id,
      fields: { name: 'Écran noir, salle 12' },
    } as const;
    const { sim } = stage;
    const handle = sim.handle.bind(sim);
    // Marie moves it between our change and our look back.
    let moved = false;
    sim.handle = (request) => {
      const answer = handle(request);
      if (request.method === 'PUT' && !moved) {
        moved = true;
        sim.as('tech').change(Number(made.id), { status: 4 });
      }
      return answer;
    };
    expect((await apply(stage.connector, changed))[0]).toMatchObject({ outcome: 'done', otherHand: true });
  });
});
