import { openMany, pull, sourceOf } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandFault, shown } from '../demand.js';

/** What a cursor is good for: nothing between two runs is lost. */
export const cursors: readonly Check[] = [
  {
    name: 'from the cursor of any page nothing that followed is lost',
    needs: ['source'],
    async run(stage) {
      await openMany(stage, 12, 1_500);
      const { pages } = await pull(stage.connector);
      for (const [place, page] of pages.entries()) {
        const rest = pages.slice(place + 1).flatMap(({ items }) => items.map(({ id }) => id));
        const again = new Set((await pull(stage.connect(), page.cursor)).ids);
        const lost = rest.filter((id) => !again.has(id));
        demand(
          lost.length === 0,
          `from the cursor of page ${place + 1} of ${pages.length} these are lost: ${shown(lost)}`,
        );
      }
    },
  },
  {
    name: 'a cursor repeats at least its own ticket',
    needs: ['stamped'],
    async run(stage) {
      await openMany(stage, 8, 1_500);
      for (const [place, page] of (await pull(stage.connector)).pages.entries()) {
        const own = page.items.at(-1);
        if (!own) continue;
        const again = await pull(stage.connect(), page.cursor);
        demand(again.ids.includes(own.id), `expected the cursor of page ${place + 1} to repeat its last ticket`);
      }
    },
  },
  {
    name: 'tickets of the same second are all read, from every cursor between them',
    needs: ['stamped'],
    async run(stage) {
      const ids = await openMany(stage, 11, 0);
      const { pages } = await pull(stage.connector);
      stage.clock.advance(60_000);
      for (const [place, page] of pages.entries()) {
        const before = pages.slice(0, place + 1).flatMap(({ items }) => items.map(({ id }) => id));
        const after = (await pull(stage.connect(), page.cursor)).ids;
        const lost = ids.filter((id) => !before.includes(id) && !after.includes(id));
        demand(
          lost.length === 0,
          `stopped after page ${place + 1}, these tickets of the same second are lost: ${shown(lost)}`,
        );
      }
    },
  },
  {
    name: 'what comes later in the second of the cursor is not lost',
    needs: ['stamped'],
    async run(stage) {
      await openMany(stage, 3, 0);
      const { cursor } = await pull(stage.connector);
      // Ids fall on both sides of those that were read: eight newcomers see each side.
      const late = await openMany(stage, 8, 0);
      stage.clock.advance(60_000);
      const again = new Set((await pull(stage.connect(), cursor)).ids);
      const lost = late.filter((id) => !again.has(id));
      demand(
        lost.length === 0,
        `of 8 tickets that came later in the cursor's own second these are lost: ${shown(lost)}`,
      );
    },
  },
  {
    name: 'a change within the second of the cursor is not lost',
    needs: ['stamped'],
    async run(stage) {
      const ids = await openMany(stage, 3, 0);
      const before = await pull(stage.connector);
      for (const id of ids) {
        await stage.world.humans.change(id);
        const now = (await pull(stage.connect(), before.cursor)).tickets.find((each) => each.id === id);
        const old = before.tickets.find((each) => each.id === id);
        demand(now, "expected a ticket that changed in the cursor's own second to be read from it");
        demand(now.version !== old?.version, 'expected a second change within a second to be another version');
      }
    },
  },
  {
    name: 'a change behind a page that was read, while the rest is read, is not lost',
    needs: ['stamped'],
    async run(stage) {
      await openMany(stage, 11, 0);
      const seen = new Map<string, string>();
      const changed: string[] = [];
      let cursor: string | null = null;
      for await (const page of sourceOf(stage.connector).pull(null)) {
        for (const { id, version } of page.items) seen.set(id, version);
        cursor = page.cursor;
        if (changed.length > 0) continue;
        changed.push(...page.items.map(({ id }) => id));
        for (const id of changed) await stage.world.humans.change(id);
        stage.clock.advance(2_000);
        await openMany(stage, 3, 0);
      }
      stage.clock.advance(60_000);
      for (const { id, version } of (await pull(stage.connect(), cursor)).tickets)
        if (version !== seen.get(id)) seen.set(id, 'changed');
      const lost = changed.filter((id) => seen.get(id) !== 'changed');
      demand(lost.length === 0, `changed in the second in which their page was read, and lost: ${shown(lost)}`);
    },
  },
  {
    name: 'a pull from the last cursor is quiet when nothing happened',
    needs: ['stamped'],
    async run(stage) {
      await openMany(stage, 9, 400_000);
      const { cursor } = await pull(stage.connector);
      stage.clock.advance(3_600_000);
      const again = await pull(stage.connect(), cursor);
      demand(
        again.ids.length <= 3,
        `expected the newest only to be repeated after an hour, came ${again.ids.length} of 9`,
      );
    },
  },
  {
    name: 'a cursor that is none is refused',
    needs: ['source'],
    async run(stage) {
      await openMany(stage, 2, 1_000);
      for (const cursor of ['', 'demain', '{"a":1}', '💥', '../../etc/passwd']) {
        const work = pull(stage.connector, cursor);
        await demandFault(work, `a pull from ${JSON.stringify(cursor)}`, ['rejected', 'malformed']);
      }
    },
  },
  {
    name: 'a cursor from the future loses nothing in silence',
    needs: ['source'],
    async run(stage) {
      const later = await stage.sibling();
      later.clock.advance(90 * 24 * 3_600_000);
      await openMany(later, 5, 60_000);
      const { cursor } = await pull(later.connector);
      const ids = await openMany(stage, 4, 60_000);
      const came: string[] = [];
      try {
        for await (const page of sourceOf(stage.connector).pull(cursor)) came.push(...page.items.map(({ id }) => id));
      } catch (error) {
        await demandFault(Promise.reject(error as Error), 'a cursor that is ahead of the tool');
        return;
      }
      const lost = ids.filter((id) => !came.includes(id));
      demand(
        lost.length === 0,
        `expected a Fault or every ticket from a cursor that is 90 days ahead; lost ${shown(lost)}`,
      );
    },
  },
];
