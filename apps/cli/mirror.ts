import { InvalidArgumentError, type Command } from 'commander';
import { foresee } from './commands/foresee.js';
import { pull, push, sync } from './commands/sync.js';
import { watch } from './commands/watch.js';
import { inHouse, verb, type Common } from './verb.js';

const writes = { writes: true } as const;
const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

function duration(text: string): number {
  const [, count, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const ms = Number(count) * (units[unit ?? ''] ?? Number.NaN);
  if (!(ms >= 1_000)) throw new InvalidArgumentError('a duration such as 30s, 5m or 1h');
  return ms;
}

/** The verbs of mirrors: hear, foresee, tell. */
export function addMirror(program: Command): void {
  verb(program, 'pull [connection]', 'hear what people did; tells nobody · écouter').action(
    (connection: string | undefined, options: Common) =>
      inHouse(options, writes, (session, output) => pull(session, connection, output)),
  );

  verb(program, 'plan', 'what a synchronisation would do; writes nothing · prévoir')
    .option('-r, --route <name>', 'only what is told in the terms of this mirror')
    .action((options: Common & { readonly route?: string }) =>
      inHouse(options, { writes: false }, (session, output) => foresee(session, options.route, output)),
    );

  verb(program, 'push [connection]', 'tell what is queued · dire ce qui attend').action(
    (connection: string | undefined, options: Common) =>
      inHouse(options, writes, (session, output) => push(session, connection, output)),
  );

  verb(program, 'sync', 'hear and tell until nothing is left · écouter et dire')
    .option('--watch', 'go on, as often as the «every» of each connection says')
    .option('--every <duration>', 'for connections without «every»', duration, 30_000)
    .action((options: Common & { readonly watch?: true; readonly every: number }) =>
      inHouse(options, writes, (session, output) =>
        options.watch ? watch(session, { every: options.every, rounds: null }, output) : sync(session, output),
      ),
    );
}
