import 'reflect-metadata';
import { Command } from 'commander';
import { addAssets } from './assets.js';
import { check } from './commands/check.js';
import { companion } from './commands/companion.js';
import { demo } from './commands/demo.js';
import { ticket } from './commands/ticket.js';
import { exits } from './exit.js';
import { addMend } from './mend.js';
import { addMigrate } from './migrate.js';
import { addMirror } from './mirror.js';
import { addPeople } from './people.js';
import { addUsers } from './users.js';
import { count, end, inHouse, outputOf, verb, type Common } from './verb.js';

const program = new Command('passerelle')
  .description('One canonical ticket over several help desks · Un ticket canonique au-dessus de plusieurs outils')
  .showHelpAfterError();

verb(program, 'check', 'ask each connection whether it can do its work · interroger chaque connexion').action(
  (options: Common) =>
    inHouse(options, { writes: true }, async ({ house, signal }, output) => {
      // Rules that do not load are told before anybody is asked anything.
      house.rules();
      const names = [...house.configuration.connections.keys()];
      const connections = await Promise.all(names.map((name) => house.connected(name)));
      return check(
        connections,
        { store: house.store, now: house.clock.now(), settings: house.configuration.connections },
        signal,
        output,
      );
    }),
);

addMirror(program);
addMend(program);
addPeople(program);
addAssets(program);
addUsers(program);

verb(program, 'ticket <number>', 'find a ticket by any old or new number · retrouver un ticket').action(
  (number: string, options: Common) =>
    inHouse(options, { writes: false }, ({ house }, output) => ticket(house.store, number, output)),
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

verb(program, 'demo', 'migrate the sample export into the sandbox ServiceNow · migrer l’export d’exemple')
  .option('--serve', 'the console over two simulated tools with a day of tickets · la console')
  .option('--port <number>', 'where it is served', count, 8080)
  .action((options: Common & { readonly serve?: true; readonly port: number }) =>
    end(outputOf(options), async () => {
      if (options.serve !== true) return demo(outputOf(options));
      const { serveDemo } = await import('./commands/demo/serve.js');
      return serveDemo({ port: options.port }, outputOf(options));
    }),
  );

addMigrate(program);

const database = program.command('db').description('the database · la base');
// Opening the house for writing migrates; nothing else is to be done.
verb(database, 'migrate', 'bring its schema up to date · mettre son schéma à jour').action((options: Common) =>
  inHouse(options, { writes: true }, () => Promise.resolve(exits.fine)),
);

await program.parseAsync();
