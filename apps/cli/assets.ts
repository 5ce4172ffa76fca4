import type { Command } from 'commander';
import { assets, chooseAsset, pullAssets } from './commands/assets.js';
import { inHouse, verb, whoRuns, type Common } from './verb.js';

/** The verbs for machines that tickets are about. */
export function addAssets(program: Command): void {
  const machines = verb(program, 'assets', 'machines, and which records are of one · les machines')
    .option('--ambiguous', 'only where a human must decide')
    .option('--find <text>', 'name, serial number or id')
    .action((options: Common & { readonly ambiguous?: true; readonly find?: string }) => {
      const { ambiguous, find } = options;
      const wish = { ...(ambiguous && { ambiguous }), ...(find !== undefined && { text: find }) };
      return inHouse(options, { writes: false }, (session, output) => assets(session, wish, output));
    });
  verb(machines, 'pull [connection]', 'read the inventories · lire les inventaires').action(
    (connection: string | undefined, _: unknown, command: Command) =>
      inHouse(command.optsWithGlobals<Common>(), { writes: true }, (session, output) =>
        pullAssets(session, connection, output),
      ),
  );
  verb(machines, 'choose <connection> <record> <machine>', 'say which machine it is, or «own» · choisir')
    .option('--by <name>', 'who says so', whoRuns())
    .action((connection: string, native: string, machine: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common & { readonly by: string }>();
      return inHouse(options, { writes: true }, (session, output) =>
        chooseAsset(session, { connection, native, machine, by: options.by }, output),
      );
    });
}
