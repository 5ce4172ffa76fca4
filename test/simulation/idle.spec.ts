import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { databaseAt, openStore, type OpenStore } from '@passerelle/store';
import { takeTurn } from '@passerelle/sync';
import pg from 'pg';
import { createTestDatabase, dropTestDatabase } from '../../libs/store/testing/index.js';
import { desk, type Desk, type ToolKind } from './desk.js';

/**
 * Most calls of a turn in which nothing is new, by tool; asked: 3. Each connector's README says how. The form has no list of
 * changes: its newest page is opened to tell, and some older ones in turn (`reread`: here there is one), since a note moves nothing there.
 */
const most: Readonly<Record<ToolKind, number>> = { toy: 1, servicenow: 1, glpi: 3, itop: 3, 'intranet-form': 3 };
const kinds = Object.keys(most) as ToolKind[];
const journals: Readonly<Record<ToolKind, string>> = {
  toy: 'reply',
  servicenow: 'comments',
  glpi: 'followup',
  itop: 'public_log',
  'intranet-form': 'reply',
};

const sizes: Readonly<Record<ToolKind, Readonly<Record<string, unknown>>>> = {
  toy: {},
  servicenow: { pageSize: 1_000, batch: { size: 20 } },
  glpi: { pageSize: 3_000 },
  itop: {},
  'intranet-form': {},
};

let url: string;
let opened: OpenStore;
let client: pg.Client;
beforeEach(async () => {
  url = await createTestDatabase();
  opened = openStore(databaseAt(url));
  await opened.migrate();
  client = new pg.Client(url);
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await opened.close();
  await dropTestDatabase(url);
});

/** What a domain table holds and which transaction wrote last in it: an update or a removal shows as well as a new row. */
async function written(): Promise<Readonly<Record<string, string>>> {
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = current_schema() and table_type = 'BASE TABLE'`,
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const said = await client.query<{ state: string }>(
      `select count(*) || ' rows, last written by ' || coalesce(max(xmin::text::bigint), 0) as state from "${name}"`,
    );
    found[name] = said.rows[0]?.state ?? '';
  }
  return found;
}

interface Idle {
  readonly at: Desk;
  /** Lets one tool listen and tell, as a tick of the schedule does; returns its calls. */
  readonly tick: () => Promise<readonly string[]>;
}

async function staged(kind: ToolKind): Promise<Idle> {
  const asked: string[] = [];
  const at = await desk({
    tools: { a: kind, b: 'toy' },
    // As sites have them, rather than the small ones that need several calls.
    more: { a: sizes[kind] },
    store: opened.store,
    before: (name, simulator) => ({
      ...simulator,
      handle: (request) => {
        if (name === 'a') asked.push(`${request.method} ${request.url}`);
        return simulator.handle(request);
      },
    }),
  });
  return {
    at,
    tick: async () => {
      at.clock.advance(30_000);
      asked.length = 0;
      await takeTurn(await at.mirror.turn('a', 'run'), { pull: true, backlog: false });
      return [...asked];
    },
  };
}

describe.each(kinds)('a turn of %s in which nothing is new', (kind) => {
  it('makes few calls and writes no row', async () => {
    const { at, tick } = await staged(kind);
    const { humans } = at.tool('a').world;
    for (const label of ['Écran noir', 'Clavier muet']) {
      const id = await humans.open(label);
      await humans.write?.(id, journals[kind], `À propos de ${label} 🙏`);
      await humans.attach?.(id, 'capture d’écran.png', Buffer.from(label));
      at.clock.advance(5_000);
    }
    await at.sync();
    await at.sync();
    // Past every tool's visibility lag: until then what changed last is read again.
    at.clock.advance(900_000);
    await tick();
    const before = await written();
    // The control: what was said until now is there to be seen.
    expect(before['ticket']).toMatch(/^[1-9]\d* rows/u);
    const ticks = [await tick(), await tick(), await tick()];
    for (const asked of ticks) {
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.length).toBeLessThanOrEqual(most[kind]);
    }
    const after = await written();
    // The right to speak with the tool is no word about a ticket.
    expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(['lease']);
  });
});
