import { companionVersion } from '../companion.js';
import { baseChoices, closeCodeChoices } from '../dictionary/choices.js';
import { standardColumns } from '../dictionary/table.js';
import type { Instance } from '../instance.js';
import { idOf } from '../store/row.js';
import { stamp } from '../values/instants.js';
import { baseAccounts } from './accounts.js';
import { idFor } from './ids.js';
import { seedUsers } from './users.js';

/** What every instance holds before anybody has worked with it. */
export function seedBase(instance: Instance): void {
  const { engine, quirks } = instance;
  const at = stamp(instance.clock.now().getTime());
  const plant = (table: string, key: string, values: Record<string, string>): string =>
    idOf(engine.plant(table, { sys_id: idFor(table, key), ...values }, at, 'glide.maint'));

  describeTables(instance, plant);
  for (const [sequence, choice] of [...baseChoices, ...closeCodeChoices(quirks.closeCodes)].entries()) {
    for (const language of ['en', 'fr'] as const) {
      const { table, element, value, dependent = '' } = choice;
      plant('sys_choice', `${table} ${element} ${value} ${dependent} ${language}`, {
        name: table,
        element,
        value,
        label: choice[language],
        language,
        dependent_value: dependent,
        sequence: String(sequence),
      });
    }
  }
  const policy = plant('sys_data_policy2', 'close info', {
    short_description: 'Make close info mandatory when resolved or closed',
    model_table: 'incident',
    conditions: 'incident_state=6^ORincident_state=7^EQ',
    active: String(quirks.closeInfoPolicy),
  });
  for (const field of ['close_code', 'close_notes']) {
    plant('sys_data_policy_rule', field, { sys_data_policy: policy, table: 'incident', field, mandatory: 'true' });
  }
  for (const rule of instance.rules) {
    plant('sys_script', rule.name, { name: rule.name, collection: rule.table, when: rule.when });
  }
  const properties: Readonly<Record<string, string>> = {
    instance_name: new URL(instance.url).hostname.split('.')[0] ?? '',
    instance_id: idFor('instance', instance.url),
    'glide.servlet.uri': `${instance.url}/`,
    'glide.buildtag.last': 'glide-zurich-07-01-2025__patch4',
    'glide.sys.default.tz': 'Europe/Paris',
    'glide.email.smtp.active': 'true',
    'glide.ui.autoclose.time': '7',
    'glide.invalid_query.returns_no_rows': String(quirks.unknownQueryTerm === 'no-rows'),
    'glide.rest.choice.allow_non_existing_value': String(quirks.allowUnknownChoices),
    'glide.rest.max_content_length': String(quirks.maxBodyBytes / 1_048_576),
    'com.glide.attachment.max_size': quirks.attachmentMaxMb === 0 ? '' : String(quirks.attachmentMaxMb),
    'glide.attachment.extensions': quirks.attachmentExtensions.join(','),
    ...(quirks.companion ? { 'u_passerelle.companion.version': companionVersion } : {}),
  };
  for (const [name, value] of Object.entries(properties)) plant('sys_properties', name, { name, value });
  seedUsers(instance, baseAccounts);
}

/** sys_db_object and sys_dictionary say of each table what it adds to the one it extends. */
function describeTables(
  instance: Instance,
  plant: (table: string, key: string, values: Record<string, string>) => string,
): void {
  for (const shape of instance.database.dictionary.shapes) {
    const { table } = shape;
    const parent = table.parent ? idFor('sys_db_object', table.parent) : '';
    plant('sys_db_object', table.name, { name: table.name, label: table.label.en, super_class: parent });
    plant('sys_dictionary', table.name, {
      name: table.name,
      internal_type: 'collection',
      column_label: table.label.en,
    });
    const inherited = table.parent ? instance.database.dictionary.known(table.parent).columns : null;
    const own = [...(inherited ? [] : standardColumns(table)), ...table.columns];
    for (const column of own) {
      if (inherited?.has(column.name) || !shape.columns.has(column.name)) continue;
      plant('sys_dictionary', `${table.name} ${column.name}`, {
        name: table.name,
        element: column.name,
        column_label: column.label.en,
        internal_type: column.kind,
        max_length: String(column.length),
        reference: column.reference ?? '',
        mandatory: String(column.mandatory ?? false),
        read_only: String(column.readOnly ?? false),
        display: String(table.display === column.name),
        audit: String(table.audited ?? false),
        choice: column.choice === undefined ? '' : String(column.choice),
        dependent: column.dependent ?? '',
        default_value: column.default ?? '',
      });
    }
  }
}
