import { world } from '../../connectors/servicenow/conformance.world.js';
import { idFor, type ServiceNow } from '../../connectors/servicenow/simulator/index.js';
import type { Stage, Typed } from './stage.js';

const agents = [
  { login: 'catherine.buffet', first: 'Catherine', last: 'Buffet', email: 'catherine.buffet@ac-toulouse.fr' },
  { login: 'apollonie.raffalli', first: 'Apollonie', last: 'Raffalli', email: 'araffalli@lycee.exemple.fr' },
  { login: 'awa.ndiaye', first: 'Awa', last: 'N’Diaye', email: 'ndiaye@universite.exemple.fr' },
] as const;
const tables = { user: 'sys_user', group: 'sys_user_group' } as const;

/** `{ user: beth.anglin }` and `{ group: RESEAUX ET TELECOMS }` are their sys_id. */
function columns(fields: Typed): Readonly<Record<string, string>> {
  const named = (value: unknown): string => {
    if (typeof value !== 'object' || value === null)
      return typeof value === 'string' ? value : JSON.stringify(value ?? '');
    const [kind = '', name = ''] = Object.entries(value)[0] ?? [];
    const table = tables[kind as keyof typeof tables];
    if (!table) throw new Error(`expected a user or a group, came ${JSON.stringify(value)}`);
    return idFor(table, String(name));
  };
  return Object.fromEntries(Object.entries(fields).map(([column, value]) => [column, named(value)]));
}

/** A ServiceNow with the groups and people of the seeds. */
export const serviceNowStage: Stage = {
  kind: 'servicenow',
  setup(ports) {
    const made = world(ports, { gzip: 'never' }, { more: { lag: 0 } });
    const simulator = made.simulator as ServiceNow;
    const admin = simulator.as('admin');
    for (const name of ['HELPDESK', 'PILOTES', 'DSIN', 'DRHO', 'UFR Sciences'])
      if (!simulator.findBy('sys_user_group', 'name', name))
        admin.create('sys_user_group', { sys_id: idFor('sys_user_group', name), name, active: 'true' });
    // Agents who have an account here, too: known by their address.
    for (const { login, first, last, email } of agents) {
      const name = { user_name: login, first_name: first, last_name: last, name: `${first} ${last}` };
      admin.create('sys_user', { sys_id: idFor('sys_user', login), ...name, email, active: 'true' });
    }
    const tableOf = (id: string): string => id.split(':')[0] ?? '';
    const sysIdOf = (id: string): string => id.split(':').at(-1) ?? '';
    return {
      world: made,
      hands: {
        open(by, kind, fields) {
          const row = simulator.as(by).create(kind, columns(fields));
          return `${row['sys_class_name']}:${row['sys_id']}`;
        },
        change: (by, id, fields) => void simulator.as(by).update(tableOf(id), sysIdOf(id), columns(fields)),
        say(by, id, audience, text) {
          const person = simulator.as(by);
          if (audience === 'public') person.comment(sysIdOf(id), text);
          else person.workNote(sysIdOf(id), text);
        },
        attach: (by, id, name, content) => void simulator.as(by).attach(sysIdOf(id), name, content),
      },
    };
  },
};
