import type { NativeChoice, NativeFieldRule, Vocabulary } from '@passerelle/connector';
import { realClass, ticketClasses, type Config, type TicketClass } from './config.js';
import { fieldsOf } from './fields.js';

/**
 * The words of the base system and those of the configuration. iTop has no verb that tells its data model: allowed values
 * and states cannot be read over REST, so what a site has added stands in the configuration, and `check` looks for more.
 */
export function openVocabulary(config: Config): Vocabulary {
  return {
    describe: () => {
      const classes = ticketClasses.map((ticketClass) => {
        const rules = Object.entries(fieldsOf(config, realClass(config, ticketClass) as TicketClass)).map(
          ([code, { label, mandatory = false, max = null, kind, choices }]): [string, NativeFieldRule] => [
            code,
            { label, mandatory, maxLength: max, choices: kind === 'code' && choices ? choicesOf(choices) : null },
          ],
        );
        return [ticketClass, { ...sets, ...Object.fromEntries(rules) }] as const;
      });
      return Promise.resolve({ classes: Object.fromEntries(classes) });
    },
  };
}

const set = (label: string): NativeFieldRule => ({ label, mandatory: false, maxLength: null, choices: null });
/** Link sets that are written as a whole. */
const sets = { contacts_list: set('Contacts'), functionalcis_list: set('CIs') };

function choicesOf(choices: Readonly<Record<string, string>>): readonly NativeChoice[] {
  return Object.entries(choices).map(([code, label]) => ({ code, label, active: true }));
}
