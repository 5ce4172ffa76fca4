import type { Keyed, NativeCommand } from '../../../contract/command.js';
import { append, applyOne, attach, created, demandDone, look, newKey, sinkOf } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandSame, shown } from '../demand.js';
import type { Stage } from '../stage.js';
import type { Need } from '../subject.js';
import { accidents } from '../traffic.js';

/** A write whose answer is lost, or whose request is: nobody resends before looking. */
export const lostAnswers: readonly Check[] = (['create', 'append', 'update', 'attach'] as const).flatMap((kind) => {
  const needs: readonly Need[] = kind === 'create' ? ['http', 'create'] : ['http', 'create', kind];
  return [
    {
      name: `the lost answer to a landed ${kind} is called unknown, found to have landed, and doubles nothing`,
      needs,
      async run(stage: Stage) {
        for (const [accident, answer] of Object.entries(accidents)) {
          const { command, count } = await prepared(stage, kind);
          const before = await count();
          stage.traffic.inject({ on: 'landed', times: 1, answer });
          const { outcome } = await applyOne(stage, command);
          stage.traffic.calm();
          const what = `the ${kind} that landed and was answered with ${accident}`;
          demand(
            outcome === 'unknown' || outcome === 'done',
            `expected ${what} to be unknown or done, came ${outcome}`,
          );
          demandSame(await count(), before + 1, `how often ${what} landed`);
          const found = await sinkOf(stage.connect()).find(command);
          demandSame(found.verdict, 'landed', `what find says of ${what}`);
          if (found.verdict === 'landed')
            demandSame(found.receipt.key, command.key, 'the key of the receipt that is found');
          demandSame(await count(), before + 1, `how often ${what} stands there after find`);
        }
      },
    },
    {
      name: `${kind}: what did not land is found not to have, and lands once when it is applied again`,
      needs,
      async run(stage: Stage) {
        for (const accident of ['500', 'cut', 'a login page'] as const) {
          const { command, count } = await prepared(stage, kind);
          const before = await count();
          stage.traffic.inject({ on: 'write', answer: accidents[accident] });
          const { outcome } = await applyOne(stage, command);
          stage.traffic.calm();
          const what = `the ${kind} that met ${accident} before the tool saw it`;
          demand(
            outcome === 'unknown' || outcome === 'failed',
            `expected ${what} to be unknown or failed, came ${outcome}`,
          );
          demandSame(await count(), before, `how often ${what} landed`);
          // Until then the request may still be on its way, and find may be undecided.
          stage.clock.advance(sinkOf(stage.connector).settled + 1);
          const fresh = stage.connect();
          const found = await sinkOf(fresh).find(command);
          demandSame(found.verdict, 'not-landed', `what find says of ${what}`);
          demandDone(await applyOne(stage, command, fresh), `${what}, applied again`);
          demandSame(await count(), before + 1, `how often ${what} stands there, applied again`);
        }
      },
    },
  ];
});

export const finding: readonly Check[] = [
  {
    name: 'find tells one key from another of the same words',
    needs: ['create', 'append'],
    async run(stage) {
      const id = await created(stage);
      const [journal = ''] = stage.samples.journals;
      const landed = append(stage, id, journal, 'Bonjour');
      demandDone(await applyOne(stage, landed), 'an append');
      stage.clock.advance(sinkOf(stage.connector).settled + 1);
      const other = append(stage, id, journal, 'Bonjour');
      const sink = sinkOf(stage.connect());
      demandSame((await sink.find(landed)).verdict, 'landed', 'what find says of the append that landed');
      demandSame((await sink.find(other)).verdict, 'not-landed', 'what find says of another append of the same words');
      const twin = {
        key: newKey(stage),
        kind: 'create',
        ticket: stage.samples.draft('Poste 12 : plus d’écran'),
      } as const;
      demandSame((await sink.find(twin)).verdict, 'not-landed', 'what find says of another create of the same words');
    },
  },
  {
    name: 'find names the ticket that a lost create made',
    needs: ['http', 'create'],
    async run(stage) {
      const before = await stage.world.tickets();
      const command = { key: newKey(stage), kind: 'create', ticket: stage.samples.draft('Perdu') } as const;
      stage.traffic.inject({ on: 'landed', times: 1, answer: accidents.cut });
      await applyOne(stage, command);
      stage.traffic.calm();
      const found = await sinkOf(stage.connect()).find(command);
      const made = (await stage.world.tickets()).filter((id) => !before.includes(id));
      demandSame(found.verdict === 'landed' && [found.receipt.id], made, `the ticket that is found: ${shown(found)}`);
      const { number } = await look(stage, made[0] ?? '');
      const told = found.verdict === 'landed' ? found.receipt.number : null;
      demand(told === undefined || told === number, `expected number ${number}, told ${told}`);
    },
  },
  {
    name: 'find writes nothing',
    needs: ['create', 'append'],
    async run(stage) {
      const id = await created(stage);
      const command = append(stage, id, stage.samples.journals[0] ?? '', 'Cherché');
      const sink = sinkOf(stage.connector);
      const before = stage.world.changes?.();
      await sink.find(command);
      await sink.find({ key: newKey(stage), kind: 'create', ticket: stage.samples.draft('Cherché') });
      demandSame(stage.world.changes?.(), before, 'the changes in the tool after two finds');
    },
  },
];

interface Prepared {
  readonly command: Keyed<NativeCommand>;
  /** How often it stands in the tool. */
  readonly count: () => Promise<number>;
}

async function prepared(stage: Stage, kind: 'create' | 'append' | 'update' | 'attach'): Promise<Prepared> {
  if (kind === 'create')
    return {
      command: { key: newKey(stage), kind, ticket: stage.samples.draft('Peut-être') },
      count: async () => (await stage.world.tickets()).length,
    };
  const id = await created(stage, 'Où l’on écrit');
  if (kind === 'append') {
    const command = append(stage, id, stage.samples.journals[0] ?? '', 'Peut-être');
    return { command, count: async () => (await look(stage, id)).entries.length };
  }
  if (kind === 'attach') {
    const command = attach(stage, id, 'peut-être.pdf', Buffer.from('%PDF-1.7'));
    return { command, count: async () => (await look(stage, id)).attachments.length };
  }
  const fields = stage.samples.change;
  const [field = ''] = Object.keys(fields);
  const old = JSON.stringify((await look(stage, id)).fields[field]);
  const command = { key: newKey(stage), kind, id, fields };
  return { command, count: async () => (JSON.stringify((await look(stage, id)).fields[field]) === old ? 0 : 1) };
}
