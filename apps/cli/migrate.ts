import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Ends, MigrationPlan } from '@passerelle/migration';
import { freeDeadLease } from '@passerelle/runtime';
import { delta } from './commands/delta.js';
import { plan } from './commands/plan.js';
import { rollback } from './commands/rollback.js';
import { run } from './commands/run.js';
import { verify } from './commands/verify.js';
import type { Exit } from './exit.js';
import { parseFilter } from './filter.js';
import type { Output } from './output.js';
import { onlyRoute } from './route.js';
import type { Session } from './session.js';
import { collect, count, inHouse, verb, type Common } from './verb.js';

interface Routed extends Common {
  readonly route?: string;
}

function withEnds<Options extends Routed>(
  writes: boolean,
  work: (ends: Ends, session: Session, options: Options, output: Output) => Promise<Exit>,
): (options: Options) => Promise<void> {
  return (options) =>
    inHouse(options, { writes }, async (session, output) => {
      const ends = await session.house.ends(onlyRoute(session.house.configuration, options.route));
      if (writes) for (const { name } of [ends.from, ends.to]) await freeDeadLease(session.house.store, name);
      return work(ends, session, options, output);
    });
}

function readPlan(file: string | undefined): MigrationPlan | null {
  return file === undefined ? null : (JSON.parse(readFileSync(file, 'utf8')) as MigrationPlan);
}

/** The verbs of a route that is run one way. */
export function addMigrate(program: Command): void {
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
        (ends, { signal }, { html, out, only }, output) =>
          plan(ends, { html, out, only: only ?? null, signal }, output),
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
            {
              approved: readPlan(approved),
              only: only ?? null,
              where: parseFilter(where),
              acceptMails,
              holder,
              signal,
            },
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
}
