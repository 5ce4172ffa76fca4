import { chooseMachine, inventoriesOf, listMachines, pullMachines, type MachineWish } from '@passerelle/runtime';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';
import { assetWords } from '../words/assets.js';

/** Machines, each with every tool's record of it and what speaks for that; what is ambiguous waits for a human. */
export async function assets({ house }: Session, wish: MachineWish, output: Output): Promise<Exit> {
  const w = assetWords(output.language);
  const machines = await listMachines(house, wish);
  output.answer({ machines });
  if (machines.length === 0) output.say(w.none);
  for (const { machine, name, serial, records } of machines) {
    output.say(printable(w.machine(name, serial, machine)));
    for (const { connection, native, name: called, evidence, gone, by, candidates } of records) {
      const notes = [
        w.evidence[evidence] ?? evidence,
        ...(by === undefined ? [] : [w.by(by)]),
        ...(gone ? [w.gone] : []),
        ...(candidates.length === 0 ? [] : [w.fits(candidates.map((each) => `${each.name} (${each.machine})`))]),
      ];
      output.say(printable(`  ${w.record(connection, native, called)} — ${notes.join(' · ')}`));
    }
  }
  const ambiguous = machines.filter(({ records }) => records.some(({ evidence }) => evidence === 'ambiguous')).length;
  if (machines.length > 0) output.say(w.tally(machines.length, ambiguous));
  if (ambiguous > 0) output.say(w.how);
  return ambiguous > 0 ? exits.gap : exits.fine;
}

/** Reads every inventory, or the named one, from where it was read last. */
export async function pullAssets({ house, signal }: Session, name: string | undefined, output: Output): Promise<Exit> {
  const w = assetWords(output.language);
  const names = name === undefined ? await inventoriesOf(house) : [name];
  if (names.length === 0) output.say(w.noInventory);
  const pulled = await pullMachines(house, names, signal);
  output.answer({
    pulled: pulled.map(({ connection, report, error }) => ({
      connection,
      report,
      error: error && { code: error.code, message: error.message, advice: error.advice },
    })),
  });
  for (const { connection, report, error } of pulled) {
    if (report) output.say(w.pulled(connection, report.seen, report.kept, report.gone));
    for (const { where, expected, came } of report?.broken ?? [])
      output.warn(printable(w.broken(connection, where, expected[output.language], came[output.language])));
    if (error) {
      const { message, advice } = error.in(output.language);
      output.warn(printable(`${connection} · ${message}`));
      output.warn(`${output.words.todo} : ${printable(advice)}`);
    }
  }
  const sound = pulled.every(({ report }) => report !== null && report.broken.length === 0);
  return sound ? exits.fine : exits.gap;
}

/** A person says which machine a record is of, `own` for one of its own. */
export async function chooseAsset(
  { house }: Session,
  choice: { readonly connection: string; readonly native: string; readonly machine: string; readonly by: string },
  output: Output,
): Promise<Exit> {
  const machine = choice.machine === 'own' ? null : choice.machine;
  const kept = await chooseMachine(house, { ...choice, machine });
  output.say(assetWords(output.language).chosen(kept));
  output.answer({ kept });
  return exits.fine;
}
