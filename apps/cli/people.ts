import type { Command } from 'commander';
import { answerOffer, duplicates, moveTo } from './commands/duplicates.js';
import { matchPeople, people } from './commands/people.js';
import { eraseOf, exportOf } from './commands/person.js';
import { matchPlaces, places } from './commands/places.js';
import { inHouse, signed, verb, type Common, type Named } from './verb.js';

const reads = { writes: false } as const;
const writes = { writes: true } as const;

/** The verbs about people, and about what people did twice or in the wrong place. */
export function addPeople(program: Command): void {
  const met = verb(program, 'people', 'who people of one tool are in another · les personnes d’un outil à l’autre')
    .option('--ambiguous', 'only those of whom nobody knows who they are')
    .option('--connection <name>', 'only in this tool')
    .action((options: Common & { readonly ambiguous?: true; readonly connection?: string }) =>
      inHouse(options, reads, (session, output) =>
        people(session, { ambiguous: options.ambiguous === true, connection: options.connection }, output),
      ),
    );
  signed(verb(met, 'match <person> <account>', 'say who somebody is: <connection>:<login>, or :none · décider')).action(
    (person: string, account: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Named>();
      return inHouse(options, writes, (session, output) =>
        matchPeople(session, { person, account, by: options.by }, output),
      );
    },
  );

  const named = verb(
    program,
    'places',
    'which organisations and sites are meant, tool by tool · organisations et sites',
  )
    .option('--ambiguous', 'only those that several fit')
    .option('--connection <name>', 'only in this tool')
    .action((options: Common & { readonly ambiguous?: true; readonly connection?: string }) =>
      inHouse(options, reads, (session, output) =>
        places(session, { ambiguous: options.ambiguous === true, connection: options.connection }, output),
      ),
    );
  signed(verb(named, 'match <name> <place>', 'say which it is: <connection>:<name or id>, or :none · décider'))
    .option('--kind <kind>', 'group, organisation or site, where one name is several')
    .action((name: string, place: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Named & { readonly kind?: string }>();
      const kind = (['group', 'organisation', 'site'] as const).find((one) => one === options.kind);
      return inHouse(options, writes, (session, output) =>
        matchPlaces(session, { name, place, kind, by: options.by }, output),
      );
    });

  const person = program.command('person').description('what is held of a person · ce qui est gardé d’une personne');
  verb(person, 'export <who>', 'everything that is held of somebody, as JSON · tout exporter')
    .option('--namesakes', 'those too who are called alike, of whom nothing else is known')
    .option('-o, --out <file>', 'write it to a file')
    .action((who: string, options: Common & { readonly namesakes?: true; readonly out?: string }) =>
      inHouse(options, writes, (session, output) =>
        exportOf(session, { who, namesakes: options.namesakes === true, out: options.out }, output),
      ),
    );
  signed(verb(person, 'erase <who>', 'take somebody out of everything; shows first · effacer'))
    .option('--namesakes', 'those too who are called alike, of whom nothing else is known')
    .option('--yes', 'erase; without it nothing is changed')
    .action((who: string, options: Named & { readonly namesakes?: true; readonly yes?: true }) =>
      inHouse(options, writes, (session, output) =>
        eraseOf(
          session,
          { who, namesakes: options.namesakes === true, yes: options.yes === true, by: options.by },
          output,
        ),
      ),
    );

  const offers = verb(program, 'duplicates', 'needs that seem to be told twice · les doublons proposés').action(
    (options: Common) => inHouse(options, writes, duplicates),
  );
  for (const [name, state] of [
    ['accept <id>', 'accepted'],
    ['refuse <id>', 'refused'],
  ] as const) {
    signed(verb(offers, name, state === 'accepted' ? 'tie them · lier' : 'they are two needs · refuser')).action(
      (id: string, _: unknown, command: Command) => {
        const options = command.optsWithGlobals<Named>();
        return inHouse(options, writes, (session, output) =>
          answerOffer(session, { id, state, by: options.by }, output),
        );
      },
    );
  }
  signed(
    verb(program, 'recategorise <number> <category>', 'move a ticket to its right category, with a reason · reclasser'),
  ).action((number: string, category: string, options: Named) =>
    inHouse(options, writes, (session, output) =>
      moveTo(session, { number, category, why: options.why, by: options.by }, output),
    ),
  );
}
