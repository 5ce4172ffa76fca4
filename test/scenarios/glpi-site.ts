import type { NativeId } from '@passerelle/connector';
import { glpi, ids, keep, num, rowsOf, str, type Profile } from '../../connectors/glpi/simulator/index.js';
import type { Hands, Ports, Stage, Typed } from './stage.js';

interface Somebody {
  readonly login: string;
  readonly first: string;
  readonly last: string;
  /** 1 self-service, 6 technician. */
  readonly profile: 1 | 6;
}

export interface GlpiSite {
  readonly profile: Profile;
  readonly domain: string;
  readonly people: readonly Somebody[];
  readonly categories: readonly string[];
  readonly groups: readonly string[];
  readonly taskCategories: readonly string[];
  /** Days after which its cron closes what is resolved; -10 never. */
  readonly closesAfter: number;
}

const token = 'Jet0nDesScenariosAbCdEfGhIjKlMnOpQrStUvWx';

/** A GLPI as a site has it, with its people at their screens. */
export function glpiStage(site: GlpiSite): Stage {
  return {
    kind: 'glpi',
    setup(ports: Ports) {
      const simulator = glpi({ ...ports, profile: site.profile });
      const { state } = simulator;
      state.secrets.set(ids.service, { password: null, token });
      const [root] = rowsOf(state, 'Entity');
      if (root) root['autoclose_delay'] = site.closesAfter;
      for (const { login, first, last, profile } of site.people) {
        const user = keep(state, 'User', { name: login, firstname: first, realname: last, is_active: 1 });
        keep(state, 'UserEmail', { users_id: num(user, 'id'), email: `${login}@${site.domain}` });
        state.secrets.set(num(user, 'id'), { password: null, token: null });
        state.grants.push({ userId: num(user, 'id'), profileId: profile, entity: 0 });
      }
      const named = { ITILCategory: site.categories, Group: site.groups, TaskCategory: site.taskCategories };
      for (const [itemtype, names] of Object.entries(named))
        for (const name of names)
          if (!rowsOf(state, itemtype).some((row) => row['completename'] === name))
            keep(state, itemtype, { name, completename: name });
      return {
        world: {
          simulator,
          config: (url) => ({ url, auth: { userToken: token }, zone: 'UTC', lag: 0 }),
          mails: () => simulator.mails.map(({ toRequester, text }) => ({ toRequester, text })),
          tickets: () => rowsOf(state, 'Ticket').map((row) => str(row, 'id')),
        },
        hands: handsOf(simulator),
      };
    },
  };
}

function handsOf(simulator: ReturnType<typeof glpi>): Hands {
  const { state } = simulator;
  /** `{ User: araffalli }` and `{ ITILCategory: Messagerie }` are their numbers; a time is one of the day, in UTC. */
  const columns = (fields: Typed): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(fields).map(([column, value]) => [column, idOf(value)]));
  const idOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(idOf);
    if (typeof value !== 'object' || value === null) return value;
    const [itemtype = '', name] = Object.entries(value)[0] ?? [];
    const row = rowsOf(state, itemtype).find((one) => one['name'] === name || one['completename'] === name);
    if (!row) throw new Error(`expected a ${itemtype} «${String(name)}», there is none`);
    return num(row, 'id');
  };
  const number = (id: NativeId): number => Number(id);
  return {
    open(by, kind, { answers, ...fields }) {
      const form = answers === undefined ? {} : { content: formcreator(answers as Readonly<Record<string, string>>) };
      const row = simulator.as(by).open({
        type: kind === 'request' ? 2 : 1,
        // Who asks at the self-service screen is the requester.
        _users_id_requester: [idOf({ User: by })],
        ...(answers === undefined ? {} : { requesttypes_id: 1 }),
        ...form,
        ...columns(fields),
      });
      return str(row, 'id');
    },
    change: (by, id, fields) => simulator.as(by).change(number(id), columns(fields)),
    say: (by, id, audience, text) =>
      void simulator.as(by).followup(number(id), text, { is_private: audience === 'internal' ? 1 : 0 }),
    attach: (by, id, name, content) => void simulator.as(by).attach(number(id), name, content),
    do(by, id, what, fields) {
      const person = simulator.as(by);
      const { content = '', ...more } = columns(fields);
      const text = String(content as string);
      const acts: Readonly<Record<string, () => unknown>> = {
        task: () => person.task(number(id), text, more),
        edit: () => person.edit(num(rowsOf(state, 'TicketTask').at(-1), 'id'), more),
        solve: () => person.solve(number(id), text),
        accept: () => person.accept(number(id), text),
        refuse: () => person.refuse(number(id), text),
        ask: () => person.ask(number(id), Number(more['users_id_validate']), text),
        approve: () => person.answer(num(rowsOf(state, 'TicketValidation').at(-1), 'id'), 3, text),
        reject: () => person.answer(num(rowsOf(state, 'TicketValidation').at(-1), 'id'), 4, text),
        assign: () => person.assign(number(id), Number(more['users_id'])),
        tie: () => person.tie(number(id), 'Computer', Number(more['items_id'])),
      };
      const act = acts[what];
      if (!act) throw new Error(`expected one of ${Object.keys(acts).join(', ')}, came «${what}»`);
      act();
    },
    merge: (by, id, into) => simulator.as(by).merge(number(id), number(into)),
    cron: () => simulator.closeSolved(),
    articles: () => rowsOf(state, 'KnowbaseItem').map((row) => `${str(row, 'name')}\n${str(row, 'answer')}`),
  };
}

/** As Formcreator writes the answers to its form into the description: numbered, section by section. */
function formcreator(answers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(answers).map(
    ([question, answer], nth) => `<div><b>${nth + 1}) ${question} : </b>${answer}</div>`,
  );
  return `<h1>Données du formulaire</h1><h2>Information bénéficiaire</h2>${lines.join('')}`;
}
