import { append, applyOne, attach, done, journalsOf, look, someTicket } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandSame, shown } from '../demand.js';

/** Nothing internal becomes public. */
export const visibility: readonly Check[] = [
  {
    name: 'an internal entry is never readable by the requester, nor mailed to them',
    needs: ['append', 'internal'],
    async run(stage) {
      const id = await someTicket(stage);
      for (const journal of journalsOf(stage, 'internal')) {
        const words = `Entre nous, dans ${journal}`;
        const receipt = await done(stage, append(stage, id, journal, words));
        const read = (await look(stage, id)).entries.filter(({ text, readable }) => readable && text.includes(words));
        demandSame(read.length, 0, 'the internal entries that the requester can read');
        demand(receipt.audience !== 'public', 'expected the receipt not to call an internal entry public');
        const mailed =
          stage.world.mails?.().filter(({ toRequester, text }) => toRequester && text.includes(words)) ?? [];
        demandSame(mailed.length, 0, 'the mails to the requester with an internal entry');
      }
    },
  },
  {
    name: 'an internal entry for a public journal is refused',
    needs: ['append', 'public'],
    async run(stage) {
      const id = await someTicket(stage);
      for (const journal of journalsOf(stage, 'public')) {
        const words = `Entre nous, par erreur dans ${journal}`;
        const command = append(stage, id, journal, words);
        const receipt = await applyOne(stage, { ...command, entry: { ...command.entry, audience: 'internal' } });
        const { entries } = await look(stage, id);
        const read = entries.filter(({ text, readable }) => readable && text.includes(words));
        demandSame(read.length, 0, 'the internal entries that the requester can read');
        const kept = entries.some(({ text }) => text.includes(words));
        demandSame(receipt.outcome, kept ? 'done' : 'refused', `the outcome of an internal entry in ${journal}`);
      }
    },
  },
  {
    name: 'a public entry for an internal journal is refused rather than hidden',
    needs: ['append', 'internal'],
    async run(stage) {
      const id = await someTicket(stage);
      for (const journal of journalsOf(stage, 'internal')) {
        const words = `Pour vous, par erreur dans ${journal}`;
        const command = append(stage, id, journal, words);
        const receipt = await applyOne(stage, { ...command, entry: { ...command.entry, audience: 'public' } });
        const read = (await look(stage, id)).entries.some(({ text, readable }) => readable && text.includes(words));
        demandSame(receipt.outcome, read ? 'done' : 'refused', `the outcome of a public entry in ${journal}`);
      }
    },
  },
  {
    name: 'an internal file is never readable by the requester',
    needs: ['attach'],
    async run(stage) {
      const id = await someTicket(stage);
      const command = attach(stage, id, 'salaires.xlsx', Buffer.from('secret'));
      const receipt = await applyOne(stage, { ...command, audience: 'internal' });
      const { attachments } = await look(stage, id);
      const read = attachments.filter(({ readable }) => readable);
      demandSame(read.length, 0, 'the internal files that the requester can read');
      demandSame(receipt.outcome, attachments.length > 0 ? 'done' : 'refused', 'the outcome of an internal file');
    },
  },
  {
    name: 'a journal that is written does what it is declared to do',
    needs: ['append'],
    async run(stage) {
      const id = await someTicket(stage);
      const { journals } = stage.subject.definition;
      for (const journal of stage.samples.journals) {
        await done(stage, append(stage, id, journal, `Par le connecteur dans ${journal}`));
        const entry = (await look(stage, id)).entries.find(({ text }) => text.includes(`connecteur dans ${journal}`));
        demand(entry, `expected the tool to hold what was written in ${journal}: ${shown(await look(stage, id))}`);
        demandSame(
          journals[journal],
          entry.readable ? 'public' : 'internal',
          `what journal ${journal} is declared to be`,
        );
      }
    },
  },
];
