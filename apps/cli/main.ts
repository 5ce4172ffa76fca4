import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import type { Ends, MigrationPlan } from '@passerelle/migration';
import { explain, freeDeadLease } from '@passerelle/runtime';
import { check } from './commands/check.js';
import { companion } from './commands/companion.js';
import { delta } from './commands/delta.js';
import { demo } from './commands/demo.js';
import { plan } from './commands/plan.js';
import { rollback } from './commands/rollback.js';
import { run } from './commands/run.js';
import { ticket } from './commands/ticket.js';
import { verify } from './commands/verify.js';
import { exits, type Exit } from './exit.js';
import { parseFilter } from './filter.js';
import { openOutput, type Output } from './output.js';
import { onlyRoute } from './route.js';
import { inSession, type Session } from './session.js';
import { languageOf, wordsOf } from './words/language.js';

interface Common {
  readonly config: string;
  readonly lang?: string;
  readonly json?: true;
}

interface Routed extends Common {
  readonly route?: string;
}

const program = new Command('passerelle')
  .description('One canonical ticket over several help desks · Un ticket canonique au-dessus de plusieurs outils')
  .showHelpAfterError();

/** Options that every verb has. */
function verb(parent: Command, name: string, summary: string): Command {
  return parent
    .command(name)
    .description(summary)
    .option('-c, --config <file>', 'configuration', 'passerelle.yaml')
    .option('--lang <language>', 'fr | en')
    .option('--json', 'the last line printed is one JSON object');
}

function outputOf({ lang, json }: Common): Output {
  const language = languageOf(lang, process.env);
  return openOutput(wordsOf(language), language, json === true);
}

/** Whatever ends a command ends in words that a person can act on, and in an exit code. */
async function end(output: Output, work: () => Promise<Exit>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    const told = explain(error);
    output.warn(told.message);
    for (const detail of told.details) output.warn(`  ${detail}`);
    output.warn(`${output.words.todo} : ${told.advice}`);
    if (told.code === 'unexpected' && error instanceof Error) output.warn(error.stack ?? '');
    output.answer({ error: { code: told.code, message: told.message, advice: told.advice, details: told.details } });
    process.exitCode = told.exitCode;
  }
}

function withEnds<Options extends Routed>(
  writes: boolean,
  work: (ends: Ends, session: Session, options: Options, output: Output) => Promise<Exit>,
): (options: Options) => Promise<void> {
  return (options) => {
    const output = outputOf(options);
    return end(output, () =>
      inSession(options.config, { writes }, async (session) => {
        const ends = await session.house.ends(onlyRoute(session.house.configuration, options.route));
        if (writes) await freeDeadLease(session.house.store, ends.to.name);
        return work(ends, session, options, output);
      }),
    );
  };
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number, 0 or more');
  return value;
}

function collect(term: string, before: readonly string[]): readonly string[] {
  return [...before, term];
}

function readPlan(file: string | undefined): MigrationPlan | null {
  return file === undefined ? null : (JSON.parse(readFileSync(file, 'utf8')) as MigrationPlan);
}

verb(program, 'check', 'ask each connection whether it can do its work · interroger chaque connexion').action(
  (options: Common) => {
    const output = outputOf(options);
    return end(output, () =>
      inSession(options.config, { writes: true }, async ({ house, signal }) => {
        const names = [...house.configuration.connections.keys()];
        return check(await Promise.all(names.map((name) => house.connected(name))), signal, output);
      }),
    );
  },
);

verb(program, 'ticket <number>', 'find a ticket by any old or new number · retrouver un ticket').action(
  (number: string, options: Common) => {
    const output = outputOf(options);
    return end(output, () =>
      inSession(options.config, { writes: false }, ({ house }) => ticket(house.store, number, output)),
    );
  },
);

verb(
  program,
  'companion',
  'print the update set that lets ServiceNow keep dates, authors and silence · imprimer le compagnon',
)
  .option('-o, --out <file>', 'write it to a file')
  .action((options: Common & { readonly out?: string }) =>
    end(outputOf(options), () => companion(options.out, outputOf(options))),
  );

verb(program, 'demo', 'migrate the sample export into the sandbox ServiceNow · migrer l’export d’exemple').action(
  (options: Common) => end(outputOf(options), () => demo(outputOf(options))),
);

const migrate = program.command('migrate').description('a route, run one way · une route, parcourue dans un sens');

const routed = (name: string, summary: string): Command =>
  verb(migrate, name, summary).option(
    '-r, --route <name>',
    'route of the configuration; may be left out when there is one',
  );

routed('plan', 'what a run would do; writes nothing · ce que ferait un passage')
  .option('--html <file>', 'write a report to hand on')
  .option('--out <file>', 'write the plan, to be approved')
  .option('--only <number>', 'as for a pilot of so many tickets', count)
  .action(
    withEnds<Routed & { html?: string; out?: string; only?: number }>(
      false,
      (ends, { signal }, { html, out, only }, output) => plan(ends, { html, out, only: only ?? null, signal }, output),
    ),
  );

routed('run', 'carry out the plan; the same command resumes it · exécuter, reprendre')
  .option('--approved <file>', 'plan that was approved; drift from it is reported')
  .option('--only <number>', 'a pilot of so many tickets', count)
  .option('--where <name=value>', 'a wave; may be repeated', collect, [])
  .option('--accept-mails <number>', 'mails that the target may send', count, 0)
  .action(
    withEnds<Routed & { approved?: string; only?: number; where: readonly string[]; acceptMails: number }>(
      true,
      (ends, { signal, holder }, { approved, only, where, acceptMails }, output) =>
        run(
          ends,
          { approved: readPlan(approved), only: only ?? null, where: parseFilter(where), acceptMails, holder, signal },
          output,
        ),
    ),
  );

routed('verify', 'read both ends again and reconcile · tout relire et rapprocher')
  .option('--numbers <file>', 'write a CSV of old and new numbers')
  .option('--sample <file>', 'write an HTML sheet for a human acceptance')
  .option('--sample-size <number>', 'tickets on that sheet', count, 20)
  .action(
    withEnds<Routed & { numbers?: string; sample?: string; sampleSize: number }>(
      false,
      (ends, { signal }, { numbers, sample, sampleSize }, output) =>
        verify(ends, { numbers, sample, sampleSize, signal }, output),
    ),
  );

routed('delta', 'what the source says that it did not say before · ce que la source dit de nouveau').action(
  withEnds<Routed>(false, (ends, { signal }, _, output) => delta(ends, signal, output)),
);

routed('rollback', 'preview, then take back what nobody has touched since · revenir en arrière')
  .option('--yes', 'do it; without, only the preview is shown')
  .option('--accept-removals <number>', 'tickets that may be removed', count, 0)
  .action(
    withEnds<Routed & { yes?: true; acceptRemovals: number }>(
      true,
      (ends, { signal, holder }, { yes, acceptRemovals }, output) =>
        rollback(ends, { yes: yes === true, removals: acceptRemovals, holder, signal }, output),
    ),
  );

const database = program.command('db').description('the database · la base');
verb(database, 'migrate', 'bring its schema up to date · mettre son schéma à jour').action((options: Common) => {
  const output = outputOf(options);
  // Opening the house for writing migrates; nothing else is to be done.
  return end(output, () => inSession(options.config, { writes: true }, () => Promise.resolve(exits.fine)));
});

await program.parseAsync();
