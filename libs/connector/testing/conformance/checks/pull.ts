import type { NativeTicket } from '../../../contract/native.js';
import { openMany, pull, readOne, sourceOf } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandEach, demandFault, demandSame, shown } from '../demand.js';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Reading everything, and what a ticket looks like. */
export const pulling: readonly Check[] = [
  {
    name: 'everything is read once, oldest first',
    needs: ['source'],
    async run(stage) {
      const ids = await openMany(stage, 12, 1_500);
      const pulled = await pull(stage.connector);
      demandEach(pulled.ids, ids, 'the tickets of a whole pull');
      demand(pulled.pages.length > 1, 'expected several pages of 12 tickets; let the configuration make pages smaller');
      const stamps = pulled.tickets.map(({ changedAt }) => changedAt);
      const inOrder = stage.subject.snapshots ? pulled.ids : stamps;
      const expected = stage.subject.snapshots ? ids : stamps.toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
      demandSame(inOrder, expected, 'the order of a whole pull');
      const totals = pulled.pages.flatMap(({ total }) => (total === undefined ? [] : [total]));
      for (const total of totals) demandSame(total, ids.length, 'the total that a page tells');
    },
  },
  {
    name: 'a ticket is well formed',
    needs: ['source'],
    async run(stage) {
      await openMany(stage, 2, 1_000);
      for (const ticket of (await pull(stage.connector)).tickets) wellFormed(ticket, stage.subject.snapshots !== true);
    },
  },
  {
    name: 'what is read by name is what is pulled',
    needs: ['source'],
    async run(stage) {
      const [id = ''] = await openMany(stage, 1, 0);
      const { journals } = stage.subject.definition;
      for (const journal of Object.keys(journals)) await stage.world.humans.write?.(id, journal, `Dans ${journal}`);
      const [pulled] = (await pull(stage.connector)).tickets;
      const read = await readOne(stage, id);
      demandSame(read, pulled, 'a ticket that is read by its id');
    },
  },
  {
    name: 'reading by name gives what exists and leaves out what does not',
    needs: ['source'],
    async run(stage) {
      const ids = await openMany(stage, 3, 0);
      const other = await stage.sibling();
      const strange = (await openMany(other, 40, 0)).at(-1) ?? '';
      const came: string[] = [];
      for await (const { id } of sourceOf(stage.connector).read([ids[0] ?? '', strange, ids[2] ?? ''])) came.push(id);
      demandEach(came, [ids[0] ?? '', ids[2] ?? ''], 'two tickets that exist and one that does not');
      for await (const ticket of sourceOf(stage.connector).read([]))
        demand(false, `expected nothing of no names, came ${ticket.id}`);
    },
  },
  {
    name: 'many tickets are read by name',
    needs: ['source'],
    async run(stage) {
      const ids = await openMany(stage, 130, 0);
      const came: string[] = [];
      for await (const { id } of sourceOf(stage.connector).read(ids)) came.push(id);
      demandEach(came, ids, '130 tickets that are read by their ids');
    },
  },
  {
    name: 'a change makes a ticket news: it is pulled again, another version of itself',
    needs: ['source'],
    async run(stage) {
      const ids = await openMany(stage, 4, 1_500);
      const before = await pull(stage.connector);
      const id = ids[1] ?? '';
      stage.clock.advance(60_000);
      await stage.world.humans.change(id);
      const old = before.tickets.find((each) => each.id === id);
      const now = (await pull(stage.connect(), before.cursor)).tickets.find((each) => each.id === id);
      demand(now, 'expected the changed ticket to be pulled from the cursor before its change');
      demand(now.version !== old?.version, `expected another version than ${old?.version}`);
      const same = JSON.stringify(now.fields) === JSON.stringify(old?.fields);
      demand(!same, `expected the change to show in the fields: ${shown(now.fields)}`);
    },
  },
  {
    name: 'what is not changed keeps its version',
    needs: ['source'],
    async run(stage) {
      await openMany(stage, 3, 1_000);
      const before = await pull(stage.connector);
      stage.clock.advance(3_600_000);
      const after = await pull(stage.connect());
      demandSame(after.tickets, before.tickets, 'tickets that nobody touched, an hour later');
    },
  },
  {
    name: 'an entry makes its ticket news',
    needs: ['stamped'],
    async run(stage) {
      const journal = Object.keys(stage.subject.definition.journals)[0];
      if (journal === undefined) return;
      const ids = await openMany(stage, 4, 1_500);
      const before = await pull(stage.connector);
      stage.clock.advance(60_000);
      await stage.world.humans.write?.(ids[0] ?? '', journal, 'Toujours en panne');
      const now = (await pull(stage.connect(), before.cursor)).tickets.find((each) => each.id === ids[0]);
      demand(now, 'expected the ticket to be pulled from the cursor before its entry');
      demandSame(now.entries.length, 1, 'its entries');
      const old = before.tickets.find((each) => each.id === ids[0]);
      demand(now.version !== old?.version, 'expected another version after an entry');
    },
  },
  {
    name: 'a piece that cannot be read is told, and stops nothing else',
    needs: ['broken'],
    async run(stage) {
      const before = await openMany(stage, 2, 1_000);
      demand(stage.world.spoil, 'expected a world that can be spoilt');
      await stage.world.spoil();
      stage.clock.advance(1_000);
      const after = await openMany(stage, 4, 1_000);
      const pulled = await pull(stage.connector);
      demandEach(pulled.ids, [...before, ...after], 'the whole tickets beside a broken piece');
      const broken = pulled.pages.flatMap((page) => page.broken);
      demandSame(broken.length, 1, 'the broken pieces');
      for (const { where, expected, came } of broken)
        demand(
          where && expected && came !== undefined,
          `expected a piece to say where, what was expected and what came`,
        );
    },
  },
  {
    name: 'a pull that is stopped ends in a fault rather than short',
    needs: ['source'],
    async run(stage) {
      await openMany(stage, 12, 1_500);
      const stop = new AbortController();
      let pages = 0;
      const work = (async () => {
        for await (const page of sourceOf(stage.connector).pull(null, stop.signal)) {
          pages += page.items.length > 0 ? 1 : 0;
          stop.abort(new Error('stopped by the suite'));
        }
      })();
      const ended = await work.then(
        () => 'well',
        () => 'in an error',
      );
      demandSame(
        ended,
        'in an error',
        `a pull that is stopped after its first page, having given ${pages} pages, ended`,
      );
      demandSame(pages, 1, 'the pages of a pull that is stopped after the first');
      await demandFault(readStopped(stage.connector), 'reading with a signal that is given already');
    },
  },
];

async function readStopped(connector: Parameters<typeof sourceOf>[0]): Promise<void> {
  for await (const page of sourceOf(connector).pull(null, AbortSignal.abort())) demand(false, `came ${shown(page)}`);
}

function wellFormed(ticket: NativeTicket, stamped: boolean): void {
  const { id, class: kind, version, changedAt, entries, attachments } = ticket;
  demand(id.length > 0 && id.length <= 200, `expected an id of 1 to 200 characters, came ${shown(id)}`);
  demand(kind !== '' && version !== '', `expected a class and a version: ${shown({ kind, version })}`);
  demand(!stamped || changedAt !== null, 'expected an instant of change from a source that stamps its changes');
  const instants = [changedAt, ...entries.map(({ at }) => at), ...attachments.map(({ at }) => at)];
  for (const at of instants)
    demand(at === null || instant.test(at), `expected an instant in UTC with milliseconds, came ${shown(at)}`);
  for (const value of Object.values(ticket.fields))
    demand(value !== undefined, 'expected a field to be absent rather than undefined');
}
