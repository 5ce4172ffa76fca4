import type { Keyed, NativeCommand } from '../../../contract/command.js';
import type { Receipt } from '../../../contract/receipt.js';
import { append, apply, attach, created, demandDone, look, newKey, pull, sinkOf, someTicket } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandEach, demandSame, shown } from '../demand.js';
import type { Stage } from '../stage.js';
import { tooMany } from '../traffic.js';

/** Batches: a receipt for every key, and order within a ticket. */
export const receipts: readonly Check[] = [
  {
    name: 'every key of a batch has one receipt, doubles and failures too',
    needs: ['create', 'append', 'update'],
    async run(stage) {
      const id = await created(stage);
      const [journal = ''] = stage.samples.journals;
      const note = append(stage, id, journal, 'En double dans le lot');
      const batch: Keyed<NativeCommand>[] = [
        note,
        { key: newKey(stage), kind: 'create', ticket: stage.samples.draft('Du lot') },
        {
          key: newKey(stage),
          kind: 'create',
          ticket: { ...stage.samples.draft('x'), class: stage.samples.unknown.class },
        },
        { ...note },
        { key: newKey(stage), kind: 'update', id, fields: stage.samples.change },
        append(stage, await absent(stage), journal, 'À personne'),
        { ...note },
      ];
      const came = await apply(stage, batch);
      const keys = [...new Set(batch.map(({ key }) => key))];
      demandEach(
        came.map(({ key }) => key),
        keys,
        'the keys of the receipts',
      );
      const outcomes = came.filter(({ outcome }) => outcome === 'done').length;
      demandSame(outcomes, 3, `the receipts that are done, of ${shown(came)}`);
      const doubled = (await look(stage, id)).entries.filter(({ text }) => text.includes('En double'));
      demandSame(doubled.length, 1, 'the entries of a key that stands three times in a batch');
    },
  },
  {
    name: 'an empty batch does nothing',
    needs: ['sink'],
    async run(stage) {
      const before = stage.world.changes?.();
      demandSame(await apply(stage, []), [], 'the receipts of an empty batch');
      demandSame(stage.world.changes?.(), before, 'the changes of an empty batch');
    },
  },
  {
    name: 'a ticket and what belongs to it go in one batch',
    needs: ['create', 'append', 'attach'],
    async run(stage) {
      const ticket = stage.samples.draft('Avec son histoire');
      const create: Keyed<NativeCommand> = { key: newKey(stage), kind: 'create', ticket };
      const of = { createdBy: create.key };
      const entries = [1, 2, 3].map((nth) => append(stage, of, stage.samples.journals[0] ?? '', `Étape ${nth}`));
      const file = attach(stage, of, 'bon.pdf', Buffer.from('bon'));
      const came = await apply(stage, [create, ...entries, file]);
      for (const receipt of came) demandDone(receipt, 'each command about a ticket of the same batch');
      const ids = new Set(came.flatMap((receipt) => (receipt.outcome === 'done' ? [receipt.id] : [])));
      demandSame(ids.size, 1, 'the tickets in the receipts');
      const truth = await look(stage, [...ids][0] ?? '');
      demandSame(truth.attachments.length, 1, 'its attachments');
      demandSteps(truth.entries, 3);
    },
  },
  {
    name: 'what belongs to a ticket that was not made is not sent',
    needs: ['create', 'append'],
    async run(stage) {
      const ticket = { ...stage.samples.draft('Jamais'), class: stage.samples.unknown.class };
      const create: Keyed<NativeCommand> = { key: newKey(stage), kind: 'create', ticket };
      const before = stage.world.changes?.();
      const note = append(stage, { createdBy: create.key }, stage.samples.journals[0] ?? '', 'À personne');
      for (const receipt of await apply(stage, [create, note])) demandNotLanded(receipt);
      demandSame(stage.world.changes?.(), before, 'the changes in the tool');
    },
  },
  {
    name: 'commands about one ticket land in the order given',
    needs: ['append'],
    async run(stage) {
      const ids = [await someTicket(stage), await someTicket(stage)];
      const batch: Keyed<NativeCommand>[] = [];
      for (let nth = 1; nth <= 8; nth++)
        for (const id of ids)
          batch.push(
            append(stage, id, stage.samples.journals[nth % stage.samples.journals.length] ?? '', `Étape ${nth}`),
          );
      for (const receipt of await apply(stage, batch)) demandDone(receipt, 'each append of a batch');
      for (const id of ids) demandSteps((await look(stage, id)).entries, 8);
    },
  },
  {
    name: 'a batch that is stopped sends no more, and says nothing false of the rest',
    needs: ['append'],
    async run(stage) {
      const id = await someTicket(stage);
      const batch = Array.from({ length: 40 }, (_, nth) =>
        append(stage, id, stage.samples.journals[0] ?? '', `Étape ${nth + 1}.`),
      );
      const stop = new AbortController();
      const came: Receipt[] = [];
      try {
        for await (const receipt of sinkOf(stage.connector).apply(batch, stop.signal)) {
          came.push(receipt);
          stop.abort(new Error('stopped by the suite'));
        }
      } catch {
        // It may throw: then keys without a receipt are unknown.
      }
      const { entries } = await look(stage, id);
      demand(entries.length < batch.length, `expected a stopped batch to stop; all ${entries.length} entries landed`);
      demandSame(new Set(came.map(({ key }) => key)).size, came.length, 'the different keys among the receipts');
      for (const receipt of came) {
        const command = batch.find(({ key }) => key === receipt.key);
        const there = entries.some(({ text }) => text.includes(`${command?.entry.text}`));
        if (receipt.outcome === 'done') demand(there, 'expected what is called done to have landed');
        if (receipt.outcome === 'failed' || receipt.outcome === 'refused')
          demand(!there, `expected what is called ${receipt.outcome} not to have landed`);
      }
    },
  },
  {
    name: 'a batch that is stopped before it starts sends nothing',
    needs: ['create'],
    async run(stage) {
      const before = stage.world.changes?.();
      const command: Keyed<NativeCommand> = {
        key: newKey(stage),
        kind: 'create',
        ticket: stage.samples.draft('Jamais'),
      };
      try {
        for await (const receipt of sinkOf(stage.connector).apply([command], AbortSignal.abort()))
          demandNotLanded(receipt);
      } catch {
        // As above.
      }
      demandSame(stage.world.changes?.(), before, 'the changes of a batch that is stopped before it starts');
    },
  },
  {
    name: 'a refusal of pace is no refusal of the command',
    needs: ['http', 'create'],
    async run(stage) {
      await created(stage);
      stage.traffic.inject({ on: 'write', answer: () => tooMany(3_600) });
      const before = stage.world.changes?.();
      const command: Keyed<NativeCommand> = {
        key: newKey(stage),
        kind: 'create',
        ticket: stage.samples.draft('Plus tard'),
      };
      const outcome = await apply(stage, [command]).then(
        ([receipt]) => receipt?.outcome,
        () => 'failed',
      );
      demandSame(outcome, 'failed', 'the outcome of a create while the tool refuses its pace for an hour');
      demandSame(stage.world.changes?.(), before, 'the changes in the tool');
      stage.traffic.calm();
      stage.clock.advance(3_601_000);
      for (const receipt of await apply(stage, [command])) demandDone(receipt, 'the create, an hour later');
    },
  },
  {
    name: 'what a sink wrote, a source reads',
    needs: ['create', 'append', 'source'],
    async run(stage) {
      const id = await created(stage, 'Aller et retour');
      for (const journal of stage.samples.journals)
        await apply(stage, [append(stage, id, journal, `Aller dans ${journal}`)]);
      const ticket = (await pull(stage.connect())).tickets.find((each) => each.id === id);
      demand(ticket, 'expected a ticket that was created to be pulled under the id of its receipt');
      const { journals } = stage.subject.definition;
      const came = ticket.entries.map(({ journal, audience }) => `${journal} ${audience}`);
      demandEach(
        came,
        stage.samples.journals.map((journal) => `${journal} ${journals[journal]}`),
        'the entries of its journals',
      );
    },
  },
];

/** A ticket of another world: well formed, and not here. */
export async function absent(stage: Stage): Promise<string> {
  const other = await stage.sibling();
  let id = '';
  for (let nth = 0; nth < 30; nth++) id = await other.world.humans.open('Ailleurs');
  return id;
}

export function demandNotLanded(receipt: Receipt): void {
  const right = receipt.outcome === 'refused' || receipt.outcome === 'failed';
  demand(right, `expected a receipt that says it did not land, came ${shown(receipt)}`);
}

function demandSteps(entries: readonly { readonly text: string }[], count: number): void {
  const steps = entries.map(({ text }) => /Étape (\d+)/.exec(text)?.[1] ?? '?');
  demandSame(
    steps,
    Array.from({ length: count }, (_, nth) => String(nth + 1)),
    'the order of the entries in the tool',
  );
}
