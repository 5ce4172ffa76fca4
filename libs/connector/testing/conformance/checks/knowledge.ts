import type { NativePerson, PersonHint } from '../../../contract/knowledge.js';
import { created, look, sinkOf } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandEach, demandSame, shown } from '../demand.js';
import type { Stage } from '../stage.js';
import type { People } from '../subject.js';

/** Who is there and which words the tool admits to. */
export const knowledge: readonly Check[] = [
  {
    name: 'somebody is found by e-mail, by login and by a name with accents',
    needs: ['directory'],
    async run(stage) {
      const { known } = peopleOf(stage);
      const hints: readonly PersonHint[] = [
        { ...unknown, email: known.email },
        { ...unknown, login: known.login },
        { ...unknown, name: known.name },
      ];
      for (const hint of hints) {
        const [person] = (await persons(stage, [hint])).filter(({ id }) => id === known.id);
        demandSame(person, known, `whom ${shown(hint)} finds`);
      }
    },
  },
  {
    name: 'somebody who left is found and shown as inactive',
    needs: ['directory'],
    async run(stage) {
      const { inactive } = peopleOf(stage);
      const found = await persons(stage, [{ ...unknown, name: inactive.name }]);
      demandSame(found.find(({ id }) => id === inactive.id)?.active, false, `whether ${inactive.name} is active`);
    },
  },
  {
    name: 'two people of one name are both shown',
    needs: ['directory'],
    async run(stage) {
      const { homonyms } = peopleOf(stage);
      const found = await persons(stage, [{ ...unknown, name: homonyms[0].name }]);
      demandEach(
        found.map(({ id }) => id),
        homonyms.map(({ id }) => id),
        `everybody named ${homonyms[0].name}`,
      );
    },
  },
  {
    name: 'many people are found at once, each of them once',
    needs: ['directory'],
    async run(stage) {
      const { known, inactive, homonyms } = peopleOf(stage);
      const all = [known, inactive, ...homonyms];
      const strangers = Array.from({ length: 60 }, (_, nth) => ({
        ...unknown,
        email: `inconnu${nth}@nulle.part.invalid`,
      }));
      const names = all.map(({ name }) => ({ ...unknown, name }));
      const hints = [...strangers, ...names, { ...unknown, email: known.email }];
      demandEach(
        (await persons(stage, hints)).map(({ id }) => id),
        all.map(({ id }) => id),
        'the people whom 65 hints find',
      );
    },
  },
  {
    name: 'nobody is found by what nobody has, nor by nothing',
    needs: ['directory'],
    async run(stage) {
      const strangers: readonly PersonHint[] = [
        { ...unknown, email: 'personne@nulle.part.invalid' },
        { ...unknown, name: 'Personne Nulle-Part^ORactive=true' },
        { ...unknown, login: '' },
        unknown,
      ];
      for (const hint of strangers) demandSame(await persons(stage, [hint]), [], `whom ${shown(hint)} finds`);
      demandSame(await persons(stage, []), [], 'whom no hint finds');
      demandSame(
        await stage.connector.directory?.groups(['Équipe de nulle part']),
        [],
        'the groups of a name that none has',
      );
    },
  },
  {
    name: 'a group is found by its name',
    needs: ['directory'],
    async run(stage) {
      const { group } = peopleOf(stage);
      demandSame(await stage.connector.directory?.groups([group.name]), [group], `the groups named ${group.name}`);
    },
  },
  {
    name: 'the vocabulary covers the fields and codes that are written',
    needs: ['vocabulary', 'create'],
    async run(stage) {
      const draft = stage.samples.draft('Un ticket');
      const { classes } = (await stage.connector.vocabulary?.describe()) ?? { classes: {} };
      const rules = classes[draft.class];
      demand(rules, `expected class ${draft.class} in the vocabulary, came ${shown(Object.keys(classes))}`);
      for (const [field, value] of Object.entries({ ...draft.fields, ...stage.samples.change })) {
        const rule = rules[field];
        demand(rule && rule.label !== '', `expected field ${field} in the vocabulary of ${draft.class}, with a label`);
        if (typeof value !== 'string' || !rule.choices) continue;
        const choice = rule.choices.find(({ code }) => code === value);
        demand(
          choice?.active && choice.label !== '',
          `expected code ${value} of ${field} to be known, active and labelled`,
        );
      }
    },
  },
  {
    name: 'the vocabulary does not know the codes that the tool does not know',
    needs: ['vocabulary', 'create'],
    async run(stage) {
      const { class: nativeClass, choice } = stage.samples.unknown;
      const { classes } = (await stage.connector.vocabulary?.describe()) ?? { classes: {} };
      demand(!(nativeClass in classes), `expected class ${nativeClass} not to be in the vocabulary`);
      const choices = classes[stage.samples.draft('').class]?.[choice.field]?.choices;
      demand(choices, `expected the vocabulary to list the choices of ${choice.field}`);
      demand(
        !choices.some(({ code }) => code === choice.code),
        `expected code ${choice.code} of ${choice.field} not to be among them`,
      );
    },
  },
  {
    name: 'a ticket that is already there is found by its number, and no other',
    needs: ['adoptable', 'create'],
    async run(stage) {
      const { humans } = stage.world;
      const ids = [await humans.open('Déjà là'), await humans.open('Déjà là aussi'), await humans.open('Un autre')];
      const [first, second] = await Promise.all(ids.map(async (id) => (await look(stage, id)).number));
      demand(first && second, 'expected the world to tell the numbers of tickets');
      const found = await sinkOf(stage.connector).adoptable?.([first, second, 'NULLE-PART-1', first]);
      const came = new Map([...(found ?? [])].filter(([, there]) => there.length > 0));
      demandSame(
        came,
        new Map([
          [first, [ids[0]]],
          [second, [ids[1]]],
        ]),
        'the tickets of two numbers, and of one that none has',
      );
      const none = await sinkOf(stage.connector).adoptable?.([]);
      demandSame(none?.size, 0, 'the tickets of no numbers');
    },
  },
  {
    name: 'the number that the tool gave to what the connector made is nobody’s old number',
    needs: ['adoptable', 'create'],
    async run(stage) {
      const { number } = await look(stage, await created(stage, 'Fait à l’instant'));
      demand(number, 'expected the world to tell the number of a ticket');
      const found = await sinkOf(stage.connector).adoptable?.([number]);
      demandSame([...(found?.get(number) ?? [])], [], 'the old tickets under a number just given');
    },
  },
];

const unknown: PersonHint = { name: null, email: null, login: null, employeeNumber: null };

function peopleOf({ world }: Stage): People {
  demand(world.people, 'expected the world of a connector with a directory to name people');
  return world.people;
}

async function persons({ connector }: Stage, hints: readonly PersonHint[]): Promise<readonly NativePerson[]> {
  demand(connector.directory, 'expected a directory');
  return connector.directory.persons(hints);
}
