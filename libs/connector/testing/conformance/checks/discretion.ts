import { inspect } from 'node:util';
import { append, apply, attach, collect, created, newKey, openMany, pull, pullAssets, sourceOf } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandSame } from '../demand.js';
import type { Connector } from '../../../contract/connector.js';
import type { Stage } from '../stage.js';
import { accidents, tooMany } from '../traffic.js';

/** Nothing goes out but through the door, and no secret comes out at all. */
export const discretion: readonly Check[] = [
  {
    name: 'nothing goes out past the door',
    needs: ['http'],
    async run(stage) {
      await openMany(stage, 4, 1_000);
      for (const said of await everything(stage, stage.connector))
        demand(!(said instanceof Error), `expected all to go well, came ${String(said)}`);
      const past = stage.traffic.seen.filter(({ effect }) => effect === null);
      demandSame(past, [], 'the requests that did not come through the door');
      demandSame(
        stage.traffic.seen.length,
        stage.tally().calls,
        'the requests that the tool saw, and those that the doors count',
      );
    },
  },
  {
    name: 'what is asked for as a read changes nothing',
    needs: ['http', 'sink'],
    async run(stage) {
      await openMany(stage, 2, 1_000);
      let changes = stage.world.changes?.() ?? 0;
      const guilty: string[] = [];
      stage.traffic.inject({
        on: 'read',
        answer: (real) => {
          changes = stage.world.changes?.() ?? 0;
          const answer = real();
          const { method = '', url = '' } = stage.traffic.seen.at(-1) ?? {};
          if ((stage.world.changes?.() ?? 0) > changes) guilty.push(`${method} ${url}`);
          return answer;
        },
      });
      await everything(stage, stage.connector);
      demandSame(guilty, [], 'the requests that were called reads and changed something');
    },
  },
  {
    name: 'no secret comes out, whatever goes wrong',
    needs: ['http', 'credentials'],
    async run(stage) {
      await openMany(stage, 2, 1_000);
      const said: unknown[] = [stage.config, await everything(stage, stage.connector)];
      said.push(await everything(stage, stage.connect('bad')));
      for (const answer of [...Object.values(accidents), () => tooMany(3_600), () => refusal]) {
        const fresh = stage.connect();
        await everything(stage, fresh);
        stage.traffic.inject({ on: 'any', answer });
        said.push(await everything(stage, fresh), await everything(stage, stage.connect()));
        stage.traffic.calm();
        stage.clock.advance(3_600_000);
      }
      const printed = [...said, stage.warnings].flatMap(printings).join('\n');
      for (const secret of stage.world.secrets)
        demand(
          !printed.includes(secret),
          `expected no secret to come out; ${secret.slice(0, 3)}… (${secret.length} characters) did`,
        );
    },
  },
  {
    name: 'a session that ended is renewed, and nothing is lost or doubled',
    needs: ['sessions', 'source'],
    async run(stage) {
      const ids = await openMany(stage, 8, 1_500);
      const came: string[] = [];
      for await (const page of sourceOf(stage.connector).pull(null)) {
        came.push(...page.items.map(({ id }) => id));
        stage.world.expireSessions?.();
      }
      demandSame(came, ids, 'the tickets of a pull whose session ends after every page');
    },
  },
  {
    name: 'a write whose session ended lands once',
    needs: ['sessions', 'create', 'append'],
    async run(stage) {
      const id = await created(stage);
      stage.world.expireSessions?.();
      const before = await stage.world.tickets();
      const draft = stage.samples.draft('Après la session');
      const note = append(stage, id, stage.samples.journals[0] ?? '', 'Après la session');
      const receipts = await apply(stage, [{ key: newKey(stage), kind: 'create', ticket: draft }, note]);
      demandSame(
        receipts.map(({ outcome }) => outcome),
        ['done', 'done'],
        'the outcomes of writes whose session ended',
      );
      demandSame((await stage.world.tickets()).length, before.length + 1, 'the tickets after it');
      demandSame((await stage.world.look(id))?.entries.length, 1, 'the entries after it');
    },
  },
];

const refusal = { status: 403, headers: { 'content-type': 'application/json' }, body: '{"error":"forbidden"}' };

/** One of everything that the connector can do; what it gives or throws. */
async function everything(stage: Stage, connector: Connector): Promise<unknown[]> {
  const said: unknown[] = [];
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    said.push(await work().catch((error: unknown) => error));
  };
  await attempt(() => connector.check());
  if (connector.source) {
    await attempt(() => pull(connector));
    const ids = await stage.world.tickets();
    await attempt(() => collect(sourceOf(connector).read(ids.slice(0, 2))));
  }
  const { sink, inventory, directory, vocabulary, reactions } = connector;
  if (inventory) {
    await attempt(() => pullAssets(connector));
    await attempt(() => collect(inventory.read(['1'])));
    await attempt(async () => inventory.list?.());
  }
  if (sink) {
    await attempt(() => sink.keeps());
    if (sink.accepts.has('create')) {
      const create = { key: newKey(stage), kind: 'create', ticket: stage.samples.draft('Tout') } as const;
      const of = { createdBy: create.key };
      const more = [
        ...(sink.accepts.has('append')
          ? stage.samples.journals.map((journal) => append(stage, of, journal, 'Tout'))
          : []),
        ...(sink.accepts.has('attach') ? [attach(stage, of, 'tout.txt', Buffer.from('tout'))] : []),
      ];
      await attempt(() => apply(stage, [create, ...more], connector));
      await attempt(() => sink.find(create));
    }
    await attempt(async () => sink.adoptable?.(['NULLE-PART-1']));
  }
  if (directory)
    await attempt(() => directory.persons([{ name: 'Jean', email: null, login: null, employeeNumber: null }]));
  if (vocabulary) await attempt(() => vocabulary.describe());
  if (reactions) await attempt(() => reactions.list());
  return said;
}

/** As logs, consoles, reports and crash dumps would show it. */
function printings(value: unknown): string[] {
  const asError = value instanceof Error ? [String(value), value.stack ?? ''] : [];
  return [
    ...asError,
    JSON.stringify(value) ?? '',
    inspect(value, { depth: 12, showHidden: true, maxStringLength: null, maxArrayLength: null }),
  ];
}
