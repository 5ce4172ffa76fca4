import { asIs, type Keyed, type NativeCommand, type Receipt } from '@passerelle/connector';
import { isTableName, nativeId, placeOf, type Place } from '../id.js';
import { attachStep } from './attach.js';
import {
  appendStep,
  entryFlaw,
  fieldsFlaw,
  relateStep,
  transitionFlaw,
  transitionStep,
  updateStep,
  verdict,
} from './change.js';
import { createSteps } from './create.js';
import { readBack } from './read-back.js';
import type { Command } from './receipts.js';
import { removeStep } from './remove.js';
import type { Concluded } from './runs.js';
import type { Chain, Step, Verdict, Writer } from './step.js';

/** How creates and what goes with them are said: over the Table API or through the companion. */
export interface Dialect {
  /** How many of the entries that follow a create directly travel with it. */
  readonly folds: number;
  create(command: Command<'create'>, entries: readonly Command<'append'>[]): Step[];
  update(command: Command<'update'>, place: Place): Step;
  transition(command: Command<'transition'>, place: Place): Step[];
  append(command: Command<'append'>, place: Place): Step;
  /** What the instance shows of what was written. `began` is its clock before the first request, in milliseconds. */
  readBack(concluded: readonly Concluded[], began: number, signal?: AbortSignal): Promise<Receipt[]>;
}

export function tableDialect(writer: Writer): Dialect {
  return {
    folds: 1,
    create: (command, [first]) => createSteps(writer, command, first ?? null),
    update: (command, place) => updateStep(writer, command, place),
    transition: (command, place) => [transitionStep(writer, command, place)],
    append: (command, place) => appendStep(writer, command, place),
    readBack: (concluded, began, signal) => readBack(writer, concluded, began, signal),
  };
}

/** The commands of a batch by ticket, each ticket's in the order given. What has landed earlier is not sent again. */
export function chainsOf(
  writer: Writer,
  dialect: Dialect,
  batch: readonly Keyed<NativeCommand>[],
  earlier: ReadonlyMap<string, Receipt>,
): Chain[] {
  const created = new Map<string, Place>();
  const groups = new Map<string, Keyed<NativeCommand>[]>();
  for (const command of batch) {
    if (command.kind === 'create') created.set(command.key, { table: command.ticket.class, sysId: command.key });
    const subject = subjectOf(command, created);
    const group = groups.get(subject);
    if (group) group.push(command);
    else groups.set(subject, [command]);
  }
  return [...groups.values()].map((commands) => ({ steps: stepsOf(writer, dialect, commands, created, earlier) }));
}

function subjectOf(command: Keyed<NativeCommand>, created: ReadonlyMap<string, Place>): string {
  if (command.kind === 'create') return nativeId({ table: command.ticket.class, sysId: command.key });
  if (typeof command.id === 'string') return command.id;
  const place = created.get(command.id.createdBy);
  return place ? nativeId(place) : command.key;
}

function stepsOf(
  writer: Writer,
  dialect: Dialect,
  commands: readonly Keyed<NativeCommand>[],
  created: ReadonlyMap<string, Place>,
  earlier: ReadonlyMap<string, Receipt>,
): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < commands.length; at++) {
    const command = commands[at];
    if (!command) continue;
    const landed = earlier.get(command.key);
    if (landed) {
      steps.push({ kind: 'verdict', commands: [command], receipts: [landed] });
      continue;
    }
    if (command.kind === 'create') {
      const entries = foldable(writer.instance.connection, commands.slice(at + 1), dialect.folds);
      const made = dialect.create(command, entries);
      steps.push(...made);
      at += Math.max(0, ...made.map(({ commands: served }) => served.length - 1));
    } else steps.push(...stepsFor(writer, dialect, command, created));
  }
  return steps;
}

/** Entries that follow a create directly and may be written at all. */
function foldable(connection: string, next: readonly Keyed<NativeCommand>[], most: number): Command<'append'>[] {
  const entries: Command<'append'>[] = [];
  for (const command of next.slice(0, most)) {
    if (command.kind !== 'append' || entryFlaw(connection, command, command.entry)) break;
    entries.push(command);
  }
  return entries;
}

function stepsFor(
  writer: Writer,
  dialect: Dialect,
  command: Exclude<Keyed<NativeCommand>, { kind: 'create' }>,
  created: ReadonlyMap<string, Place>,
): Step[] {
  const { connection } = writer.instance;
  const place = typeof command.id === 'string' ? placeOf(command.id) : created.get(command.id.createdBy);
  if (!place || !isTableName(place.table)) {
    const came =
      typeof command.id === 'string'
        ? asIs(`«${command.id}»`)
        : { fr: 'un ticket que ce lot ne crée pas', en: 'a ticket that this batch does not create' };
    const message = {
      fr: `attendu un identifiant comme incident:<sys_id>, reçu ${came.fr}`,
      en: `expected an id such as incident:<sys_id>, came ${came.en}`,
    };
    return [verdict(connection, command, message)];
  }
  switch (command.kind) {
    case 'update':
      return [fieldsFlaw(connection, command, command.fields) ?? dialect.update(command, place)];
    case 'transition':
      return flawed(transitionFlaw(connection, command)) ?? dialect.transition(command, place);
    case 'append':
      return [entryFlaw(connection, command, command.entry) ?? dialect.append(command, place)];
    case 'relate':
      return [relateStep(writer, command, place)];
    case 'attach':
      return [attachStep(writer, command, place)];
    case 'remove':
      return [removeStep(writer, command, place)];
    case 'amend':
    case 'retract':
    case 'link':
    case 'unlink': {
      const message = {
        fr: `ServiceNow n’accepte pas «${command.kind}» : ses journaux ne font que s’allonger`,
        en: `ServiceNow takes no ${command.kind}: its journals only grow`,
      };
      return [verdict(connection, command, message, 'unsupported')];
    }
  }
}

function flawed(flaw: Verdict | null): Step[] | null {
  return flaw && [flaw];
}
