import type { Instance } from '../instance.js';
import { stamp } from '../values/instants.js';
import { baseAccounts, baseClients } from './accounts.js';
import * as automation from './automation.js';
import { idFor } from './ids.js';
import * as organisation from './organisation.js';
import { people } from './people.js';
import { seedUsers } from './users.js';

export const seedCredentials = [...baseAccounts, ...people.map((one) => ({ ...one, password: one.userName }))];
export const seedClients = baseClients;

/** A French help desk as the seeds describe it. People log in with their user name as password. */
export function seedWorld(instance: Instance): void {
  const at = stamp(instance.clock.now().getTime());
  const plant = (table: string, values: Readonly<Record<string, string>>): void => {
    const name = values['name'] ?? values['title'] ?? '';
    instance.engine.plant(table, { sys_id: idFor(table, name), ...values }, at, 'admin');
  };
  for (const name of organisation.departments) plant('cmn_department', { name });
  for (const company of organisation.companies) plant('core_company', company);
  for (const location of organisation.locations)
    plant('cmn_location', { full_name: `France/${location['name']}`, ...location });
  for (const group of organisation.groups) plant('sys_user_group', group);
  seedUsers(instance, people);

  plant('sc_catalog', { title: 'Catalogue de services' });
  for (const title of organisation.catalogCategories) plant('sc_category', { title });
  for (const flow of automation.flows) plant('sys_hub_flow', flow);
  for (const item of organisation.catalogItems) {
    plant('sc_cat_item', {
      ...item,
      short_description: item['name'] ?? '',
      category: idFor('sc_category', item['category'] ?? ''),
      group: idFor('sys_user_group', item['group'] ?? ''),
      flow_designer_flow: idFor('sys_hub_flow', 'Réalisation standard'),
    });
  }
  const owner = (index: number): string => idFor('sys_user', people[index]?.userName ?? '');
  for (const [index, computer] of organisation.computers.entries()) {
    plant('cmdb_ci_computer', {
      ...computer,
      assigned_to: owner(index),
      location: idFor('cmn_location', 'Site K10005'),
    });
  }
  for (const item of organisation.items) plant('cmdb_ci', item);
  for (const name of organisation.services) plant('cmdb_ci_service', { name });

  for (const one of automation.notifications(instance.quirks.notify !== 'ignored')) plant('sysevent_email_action', one);
  for (const one of automation.slas) plant('contract_sla', one);
  for (const one of automation.workflows) plant('wf_workflow', one);
}
