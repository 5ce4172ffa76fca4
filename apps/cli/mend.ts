import { InvalidArgumentError, type Command } from 'commander';
import { OperatorError, type PauseWish } from '@passerelle/runtime';
import { bonds } from './commands/bonds.js';
import { conflicts, decideConflict } from './commands/conflicts.js';
import { dead, drop, retry } from './commands/dead.js';
import { explain } from './commands/explain.js';
import { pause, pauses, resume } from './commands/pause.js';
import { quarantine, readHeld } from './commands/quarantine.js';
import { replay } from './commands/replay.js';
import { inHouse, signed, verb, type Common, type Named } from './verb.js';

const reads = { writes: false } as const;
const writes = { writes: true } as const;

function side(text: string): 'theirs' | 'ours' {
  if (text === 'theirs' || text === 'ours') return text;
  throw new InvalidArgumentError('theirs or ours');
}

/** `all`, `connection glpi-lycee`, `ticket INC0010001`. */
export function pauseWish(what: string, name: string | undefined): PauseWish {
  if (what === 'all' && name === undefined) return { kind: 'all' };
  if (what === 'connection' && name !== undefined) return { kind: 'connection', name };
  if (what === 'ticket' && name !== undefined) return { kind: 'ticket', number: name };
  const came = [what, name].filter(Boolean).join(' ');
  throw new OperatorError(
    'unknown-name',
    {
      fr: `all, connection <nom> ou ticket <numéro> est attendu, «${came}» a été donné`,
      en: `expected all, connection <name> or ticket <number>, «${came}» came`,
    },
    { fr: 'nommez ce qui est visé', en: 'name what is meant' },
  );
}

/** The verbs for what waits for a human. */
export function addMend(program: Command): void {
  verb(program, 'bonds <number>', 'where a ticket lives, with links · où vit un ticket').action(
    (number: string, options: Common) =>
      inHouse(options, reads, ({ house }, output) => bonds(house.store, number, output)),
  );

  const conflict = verb(program, 'conflicts', 'where tools contradicted each other · les conflits')
    .option('--open', 'only those that wait for a decision')
    .action((options: Common & { readonly open?: true }) =>
      inHouse(options, reads, (session, output) => conflicts(session, options.open === true, output)),
    );
  const decision = verb(conflict, 'decide <id>', 'say whose word stands · décider').argument(
    '<side>',
    'theirs | ours',
    side,
  );
  signed(decision).action((id: string, stands: 'theirs' | 'ours', _: unknown, command: Command) => {
    const options = command.optsWithGlobals<Named>();
    return inHouse(options, writes, (session, output) =>
      decideConflict(session, { id, stands, by: options.by }, output),
    );
  });

  const letters = verb(program, 'dead', 'what could not be told · les lettres mortes').action((options: Common) =>
    inHouse(options, reads, dead),
  );
  verb(letters, 'list', 'the same').action((_: unknown, command: Command) =>
    inHouse(command.optsWithGlobals<Common>(), reads, dead),
  );
  verb(letters, 'retry <key>', 'send it again; «all» for all · renvoyer').action(
    (key: string, _: unknown, command: Command) =>
      inHouse(command.optsWithGlobals<Common>(), writes, (session, output) => retry(session, key, output)),
  );
  signed(verb(letters, 'drop <key>', 'give it up · renoncer')).action((key: string, _: unknown, command: Command) => {
    const options = command.optsWithGlobals<Named>();
    const { by, why } = options;
    return inHouse(options, writes, (session, output) => drop(session, { key, by, why }, output));
  });

  const held = verb(program, 'quarantine', 'tickets that were stopped, and the row to add · la quarantaine').action(
    (options: Common) => inHouse(options, reads, quarantine),
  );
  verb(held, 'list', 'the same').action((_: unknown, command: Command) =>
    inHouse(command.optsWithGlobals<Common>(), reads, quarantine),
  );
  verb(held, 'retry', 'read them again · les relire').action((_: unknown, command: Command) =>
    inHouse(command.optsWithGlobals<Common>(), writes, readHeld),
  );

  signed(
    verb(program, 'pause [what] [name]', 'all, connection <name>, ticket <number>; alone, what is paused · suspendre'),
  ).action((what: string | undefined, name: string | undefined, options: Named) =>
    what === undefined
      ? inHouse(options, reads, pauses)
      : inHouse(options, writes, (session, output) => pause(session, pauseWish(what, name), options, output)),
  );
  verb(program, 'resume <what> [name]', 'let it go on · reprendre').action(
    (what: string, name: string | undefined, options: Common) =>
      inHouse(options, writes, (session, output) => resume(session, pauseWish(what, name), output)),
  );

  verb(program, 'explain <number> <field>', 'why a field has its value · pourquoi cette valeur').action(
    (number: string, field: string, options: Common) =>
      inHouse(options, reads, (session, output) => explain(session, number, field, output)),
  );

  verb(program, 'replay', 'what changed mappings or rules would make of what was heard; writes nothing · rejouer')
    .option('--connection <name>', 'only what was heard there')
    .option('--mapping <file>', 'a mapping to try out, in the place of the overlay of --connection')
    .option('--rules <file>', 'rules to try out, in the place of the attached file of the same name')
    .action((options: Common & { connection?: string; mapping?: string; rules?: string }) => {
      const { connection, mapping, rules } = options;
      return inHouse(options, reads, (session, output) => replay(session, { connection, mapping, rules }, output));
    });
}
