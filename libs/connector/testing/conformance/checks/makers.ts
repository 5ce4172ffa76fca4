import type { Keyed, NativeCommand } from '../../../contract/command.js';
import type { NativeTicket } from '../../../contract/native.js';
import { collect, done, newKey, pull, readOne, sourceOf } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandSame } from '../demand.js';
import type { Stage } from '../stage.js';

/** What a connector made is known again by whoever lost the note of having made it. */
export const makers: readonly Check[] = [
  {
    name: 'a ticket that the connector made says under which key, and nobody else’s does',
    needs: ['create', 'source'],
    async run(stage) {
      const theirs = await stage.world.humans.open('Ouvert par quelqu’un');
      const create = (): Keyed<NativeCommand> => ({
        key: newKey(stage),
        kind: 'create',
        ticket: stage.samples.draft('Ouvert par nous'),
      });
      const makes = [create(), create()];
      const ours = new Map<string, string>();
      for (const command of makes) ours.set((await done(stage, command)).id, command.key);
      for (const id of [theirs, ...ours.keys()]) {
        const said = (await readOne(stage, id)).createdBy ?? null;
        demandSame(said, ours.get(id) ?? null, `the key that ${id} says it was made under, read by its name`);
      }
      const pulled = await afresh(stage);
      for (const [id, key] of [[theirs, null] as const, ...ours]) {
        const native = pulled.find((each) => each.id === id);
        demand(native, `expected ${id} among what is pulled from the start`);
        demandSame(native.createdBy ?? null, key, `the key that ${id} says it was made under, pulled`);
      }
      // Whoever changes it later did not make it.
      if (stage.connector.sink?.accepts.has('update')) await outlives(stage, ours);
    },
  },
];

/** As after the loss of everything that was known: another process, from the start. */
async function afresh(stage: Stage): Promise<readonly NativeTicket[]> {
  return (await pull(stage.connect())).tickets;
}

async function outlives(stage: Stage, ours: ReadonlyMap<string, string>): Promise<void> {
  for (const id of ours.keys())
    await done(stage, { key: newKey(stage), kind: 'update', id, fields: stage.samples.change });
  for (const native of await collect(sourceOf(stage.connect()).read([...ours.keys()])))
    demandSame(native.createdBy, ours.get(native.id), `the key of ${native.id} after the connector changed it`);
}
