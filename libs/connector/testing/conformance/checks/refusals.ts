import type { CommandKind, Keyed, NativeCommand } from '../../../contract/command.js';
import type { NativeFields } from '../../../contract/native.js';
import { append, applyOne, attach, demandDone, done, look, newKey, sinkOf, someTicket } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandSame, shown } from '../demand.js';
import type { Stage } from '../stage.js';
import { demandKept } from './landing.js';
import { absent } from './receipts.js';

/** What cannot be done is said, never passed over. */
export const refusals: readonly Check[] = [
  {
    name: 'a field that the tool drops in silence is told in the receipt',
    needs: ['update', 'dropping'],
    async run(stage) {
      const id = await someTicket(stage);
      const fields: NativeFields = stage.samples.dropped ?? {};
      const receipt = await done(stage, {
        key: newKey(stage),
        kind: 'update',
        id,
        fields: { ...fields, ...stage.samples.change },
      });
      for (const field of Object.keys(fields))
        demand(
          receipt.dropped?.some((each) => each.field === field),
          `expected field ${field} to be told as dropped: ${shown(receipt)}`,
        );
      demandKept(
        stage,
        stage.samples.draft('').class,
        { ...fields, ...stage.samples.change },
        await look(stage, id),
        receipt,
      );
    },
  },
  {
    name: 'a field that the tool drops in silence is told of a new ticket too',
    needs: ['create', 'dropping'],
    async run(stage) {
      const draft = stage.samples.draft('Avec un champ perdu');
      const ticket = { ...draft, fields: { ...draft.fields, ...stage.samples.dropped } };
      const receipt = await done(stage, { key: newKey(stage), kind: 'create', ticket });
      for (const field of Object.keys(stage.samples.dropped ?? {}))
        demand(
          receipt.dropped?.some((each) => each.field === field),
          `expected field ${field} to be told as dropped: ${shown(receipt)}`,
        );
    },
  },
  {
    name: 'a code that the tool does not know is refused or told, never passed over',
    needs: ['update'],
    async run(stage) {
      const id = await someTicket(stage);
      const { field, code } = stage.samples.unknown.choice;
      const receipt = await applyOne(stage, { key: newKey(stage), kind: 'update', id, fields: { [field]: code } });
      if (receipt.outcome === 'refused') return;
      demandDone(receipt, 'an update to a code that the tool does not know, where it is not refused,');
      const kept = (await look(stage, id)).fields[field];
      const told = receipt.dropped?.find((each) => each.field === field);
      demand(
        told || kept === code,
        `expected code ${code} of ${field}, of which the tool kept ${shown(kept)}, to be told as dropped`,
      );
    },
  },
  {
    name: 'a class that the tool does not know is refused',
    needs: ['create'],
    async run(stage) {
      const before = await stage.world.tickets();
      const ticket = { ...stage.samples.draft('Nulle part'), class: stage.samples.unknown.class };
      const receipt = await applyOne(stage, { key: newKey(stage), kind: 'create', ticket });
      demandSame(receipt.outcome, 'refused', 'the outcome of a create in an unknown class');
      demandSame((await stage.world.tickets()).length, before.length, 'the tickets after it');
    },
  },
  {
    name: 'a journal that is not declared is refused',
    needs: ['append'],
    async run(stage) {
      const id = await someTicket(stage);
      const { journal } = stage.samples.unknown;
      for (const audience of ['public', 'internal'] as const) {
        const known = append(stage, id, stage.samples.journals[0] ?? '', 'Nulle part');
        const receipt = await applyOne(stage, { ...known, entry: { ...known.entry, journal, audience } });
        demandSame(receipt.outcome, 'refused', `the outcome of an entry in ${journal}`);
      }
      demandSame((await look(stage, id)).entries.length, 0, 'the entries after it');
    },
  },
  {
    name: 'a command about a ticket that is not there is refused',
    needs: ['update', 'append'],
    async run(stage) {
      const id = await absent(stage);
      const before = (await stage.world.tickets()).length;
      const update = await applyOne(stage, { key: newKey(stage), kind: 'update', id, fields: stage.samples.change });
      const note = await applyOne(stage, append(stage, id, stage.samples.journals[0] ?? '', 'À personne'));
      demandSame([update.outcome, note.outcome], ['refused', 'refused'], 'the outcomes');
      demandSame((await stage.world.tickets()).length, before, 'the tickets after it');
    },
  },
  {
    name: 'what a sink does not accept it refuses as unsupported, and does not send',
    needs: ['sink'],
    async run(stage) {
      const { accepts } = sinkOf(stage.connector);
      const id = accepts.has('create') ? await someTicket(stage) : await stage.world.humans.open('Un ticket');
      const writes = stage.world.changes?.();
      for (const command of oneOfEach(stage, id)) {
        if (accepts.has(command.kind)) continue;
        const receipt = await applyOne(stage, command);
        const kind = receipt.outcome === 'refused' ? receipt.fault.kind : receipt.outcome;
        demandSame(kind, 'unsupported', `the fault of ${command.kind}, which the sink does not accept,`);
      }
      demandSame(stage.world.changes?.(), writes, 'the changes in the tool');
    },
  },
  {
    name: 'what a sink accepts it does',
    needs: ['sink'],
    async run(stage) {
      const { accepts } = sinkOf(stage.connector);
      for (const kind of accepts) {
        const id = await someTicket(stage);
        const command = await accepted(stage, kind, id);
        const before = stage.world.changes?.() ?? 0;
        demandDone(await applyOne(stage, command), `${kind}, which the sink accepts,`);
        demand((stage.world.changes?.() ?? 0) > before, `expected ${kind}, when it is done, to change the tool`);
      }
    },
  },
];

/** A command of the kind that can be obeyed. */
async function accepted(stage: Stage, kind: CommandKind, id: string): Promise<Keyed<NativeCommand>> {
  const ready = oneOfEach(stage, id).find((each) => each.kind === kind && each.kind !== 'remove');
  if (ready) return ready;
  if (kind === 'remove') {
    const ticket = stage.samples.draft('À retirer');
    const { id: made, version = '' } = await done(stage, { key: newKey(stage), kind: 'create', ticket });
    return { key: newKey(stage), kind, id: made, ifUnchangedSince: version, cancel: null };
  }
  demand(stage.samples.command, `expected samples.command for ${kind}, which the sink accepts`);
  const part =
    kind === 'amend' || kind === 'retract'
      ? (await done(stage, append(stage, id, stage.samples.journals[0] ?? '', 'À reprendre'))).part
      : null;
  return { ...stage.samples.command(kind, id, part ?? null), key: newKey(stage) };
}

/** One well formed command of every kind, as far as the suite can make them by itself. */
function oneOfEach(stage: Stage, id: string): readonly Keyed<NativeCommand>[] {
  const { change, journals } = stage.samples;
  const commands: readonly NativeCommand[] = [
    { kind: 'create', ticket: stage.samples.draft('Un de chaque') },
    { kind: 'update', id, fields: change },
    ...(journals[0] === undefined ? [] : [append(stage, id, journals[0], 'Un de chaque')]),
    attach(stage, id, 'un.txt', Buffer.from('un')),
    { kind: 'remove', id, ifUnchangedSince: 'x', cancel: null },
    ...unusual(id).filter(({ kind }) => !sinkOf(stage.connector).accepts.has(kind)),
  ];
  return commands.map((command) => ({ ...command, key: newKey(stage) }));
}

function unusual(id: string): readonly NativeCommand[] {
  return [
    { kind: 'transition', id, to: 'x' },
    { kind: 'amend', id, entry: 'x', change: { text: 'x' } },
    { kind: 'retract', id, entry: 'x' },
    { kind: 'link', id, asset: 'x' },
    { kind: 'unlink', id, asset: 'x' },
    { kind: 'relate', id, to: id, as: 'x' },
  ];
}
