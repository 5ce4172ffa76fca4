import {
  channels,
  escalations,
  kinds,
  levels,
  modes,
  outcomes,
  approvals,
  pendingReasons,
  statuses,
  taskStates,
} from '@passerelle/ticket';
import { reaches } from '@passerelle/api';
import type { NativeCategory } from '@passerelle/mapping';
import type { Some } from '../call.js';
import type { Grounds } from '../grounds.js';

/** How the canon calls these words' tables. */
const words = {
  kind: kinds,
  status: statuses,
  pending_reason: pendingReasons,
  approval: approvals,
  outcome: outcomes,
  escalation: escalations,
  channel: channels,
  mode: modes,
  task_state: taskStates,
  level: levels,
} as const;

export function choiceHandlers(grounds: Grounds): Some<'listChoices' | 'findPeople' | 'findAssets'> {
  const { desk, house } = grounds;
  return {
    listChoices: async ({ sight, language, caller }) => {
      const used = await desk.used(sight);
      const canon = house.canon();
      const mirror = await grounds.mirror();
      const parties = mirror?.between('choices').parties;
      const label = (domain: string, word: string): string => canon.label(domain as 'status', word, language);
      const helps = helpsOf(house.configuration.connections.keys(), (name) =>
        reaches(caller.grant, name) ? parties?.get(name)?.mapping.categories : undefined,
      );
      const names = [...house.configuration.connections.values()].filter(({ name }) => reaches(caller.grant, name));
      return {
        categories: [...canon.categories].map((key) => ({
          key,
          label: label('category', key),
          parent: key.includes('.') ? key.slice(0, key.lastIndexOf('.')) : null,
          help: helps.get(key) ?? null,
        })),
        teams: used.team.map(({ key, name }) => ({ key, name })),
        agents: used.agent.map(({ key, name }) => ({ key, name, email: mailOf(key) })),
        sites: used.site.map(({ key }) => key),
        services: [],
        words: Object.fromEntries(
          Object.entries(words).map(([domain, list]) => [
            domain === 'level' ? 'priority' : camel(domain),
            list.map((word) => ({ key: String(word), label: label(domain, String(word)) })),
          ]),
        ),
        connections: names.map(({ name, connector }) => ({
          name,
          connector,
          creates: parties?.get(name)?.connector.sink?.accepts.has('create') ?? false,
        })),
      };
    },
    findPeople: async ({ sight, query }) => {
      const found = query.text.trim().length < 2 ? [] : await desk.people(sight, query.text, 20);
      const login = (key: string): string | null => (key.startsWith('login:') ? key.slice('login:'.length) : null);
      return { people: found.map(({ key, name }) => ({ key, name, email: mailOf(key), login: login(key) })) };
    },
    findAssets: async ({ sight, query }) => {
      const found = query.text.trim().length < 2 ? [] : await desk.assets(sight, query.text, 20);
      return { assets: found.map(({ name, tickets }) => ({ name, serial: null, tickets })) };
    },
  };
}

/** What the tools that the caller reaches tell their users of each of our categories, one line for each of theirs. */
function helpsOf(
  connections: Iterable<string>,
  categoriesOf: (connection: string) => readonly NativeCategory[] | undefined,
): ReadonlyMap<string, string> {
  const lines = new Map<string, Set<string>>();
  for (const connection of connections)
    for (const { native, label, help, words } of categoriesOf(connection) ?? [])
      if (help !== null)
        for (const word of words)
          lines.set(word, (lines.get(word) ?? new Set<string>()).add(`${label ?? native} : ${help}`));
  return new Map([...lines].map(([word, told]) => [word, [...told].join('\n')]));
}

function mailOf(key: string): string | null {
  return key.startsWith('email:') ? key.slice('email:'.length) : null;
}

function camel(word: string): string {
  return word.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
