import type { Keyed, NativeCommand } from '../../../contract/command.js';
import {
  append,
  apply,
  applyOne,
  attach,
  created,
  demandDone,
  done,
  entryDraft,
  look,
  newKey,
  sinkOf,
} from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandSame, shown } from '../demand.js';
import type { Stage } from '../stage.js';
import { accidents } from '../traffic.js';

/** What one command does as a whole, and what it costs and wakes. */
export const wholeActs: readonly Check[] = [
  {
    name: 'a transition and its words are one act, lost answers included',
    needs: ['http', 'create', 'transition', 'append'],
    async run(stage) {
      for (const answer of [null, accidents['500'], accidents.cut]) {
        const id = await created(stage, 'À clore');
        const command = transition(stage, id);
        if (answer) stage.traffic.inject({ on: 'landed', times: 1, answer });
        const receipt = await applyOne(stage, command);
        stage.traffic.calm();
        if (!answer) demandDone(receipt, 'a transition with words');
        stage.clock.advance(sinkOf(stage.connector).settled + 1);
        const found = await sinkOf(stage.connect()).find(command);
        if (found.verdict !== 'landed') await done(stage, command, stage.connect());
        const { entries } = await look(stage, id);
        demandSame(
          entries.length,
          1,
          `the words of a transition, of which find said ${found.verdict}: ${shown(entries)}`,
        );
      }
    },
  },
  {
    name: 'the forecast of calls is near what it takes',
    needs: ['http', 'create', 'append', 'attach'],
    async run(stage) {
      const { costs } = stage.connector;
      if (!costs) return;
      await created(stage);
      const shape = { public: 0, internal: 0, attachments: 1 };
      const { journals } = stage.subject.definition;
      for (const journal of stage.samples.journals) shape[journals[journal] ?? 'internal'] += 2;
      const before = stage.tally().calls;
      for (let nth = 0; nth < 10; nth++) await apply(stage, history(stage));
      const took = stage.tally().calls - before;
      const forecast = 10 * costs.of(shape);
      const near = Math.abs(took - forecast) <= forecast / 2;
      demand(near, `expected about ${forecast} calls for ten tickets with ${shown(shape)}, and it took ${took}`);
    },
  },
  {
    name: 'mails that a sink causes are announced by its reactions',
    needs: ['create', 'append', 'mails'],
    async run(stage) {
      const before = stage.world.mails?.().length ?? 0;
      const id = await created(stage);
      for (const journal of stage.samples.journals) await done(stage, append(stage, id, journal, 'Pour information'));
      const mailed = (stage.world.mails?.().length ?? 0) - before;
      const announced = ((await stage.connector.reactions?.list()) ?? []).filter(({ kind }) => kind === 'mail');
      demand(
        mailed === 0 || announced.length > 0,
        `expected a reaction of kind mail to announce the ${mailed} mails of one ticket`,
      );
    },
  },
];

function transition(stage: Stage, id: string): Keyed<NativeCommand> {
  demand(stage.samples.command, 'expected samples.command for transition, which the sink accepts');
  const command = stage.samples.command('transition', id, null);
  demand(command.kind === 'transition', 'expected samples.command to give the kind that it is asked for');
  return { ...command, entry: entryDraft(stage, stage.samples.journals[0] ?? '', 'Réglé'), key: newKey(stage) };
}

/** A ticket with two entries in each journal and a file. */
function history(stage: Stage): readonly Keyed<NativeCommand>[] {
  const create = { key: newKey(stage), kind: 'create', ticket: stage.samples.draft('Avec son histoire') } as const;
  const of = { createdBy: create.key };
  const entries = stage.samples.journals.flatMap((journal) =>
    [1, 2].map((nth) => append(stage, of, journal, `Étape ${nth}`)),
  );
  return [create, ...entries, attach(stage, of, 'bon.pdf', Buffer.from('bon'))];
}
