import type { NativeChoice, NativeFieldRule, Vocabulary } from '@passerelle/connector';
import { realClass, ticketClasses, type Config, type TicketClass } from './config.js';
import { fieldsOf } from './fields.js';
import { statesOf } from './lifecycle.js';
import type { Metamodel } from './metamodel/open-model.js';
import type { Model } from './metamodel/read-model.js';

/**
 * The words of the base system and those of the configuration. iTop has no verb that tells its data model: allowed values
 * and states cannot be read over REST, so what a site has added stands in the configuration, and `check` looks for more. Where
 * the site has given its data model, states are the model's.
 */
export function openVocabulary(config: Config, metamodel: Metamodel): Vocabulary {
  return {
    moves: () => metamodel.moves(),
    async describe() {
      const model = await metamodel.read();
      // A ticket that names no organisation has that of the connection.
      const isGiven = (code: string): boolean => code === 'org_id' && config.organisation.default !== undefined;
      const classes = ticketClasses.map((ticketClass) => {
        const rules = Object.entries(fieldsOf(config, realClass(config, ticketClass) as TicketClass)).map(
          ([code, { label, mandatory = false, max = null, kind, choices }]): [string, NativeFieldRule] => [
            code,
            {
              label,
              mandatory: mandatory && !isGiven(code),
              maxLength: max,
              choices: kind === 'code' && choices ? choicesOf(choices) : null,
            },
          ],
        );
        const fields: Readonly<Record<string, NativeFieldRule>> = Object.fromEntries(rules);
        return [
          ticketClass,
          { ...sets, ...fields, ...statusIn(model, config, ticketClass, fields['status']) },
        ] as const;
      });
      return { from: model === null ? 'table' : 'tool', classes: Object.fromEntries(classes) };
    },
  };
}

function statusIn(
  model: Model | null,
  config: Config,
  ticketClass: TicketClass,
  rule: NativeFieldRule | undefined,
): { readonly status?: NativeFieldRule } {
  const real = realClass(config, ticketClass);
  const states = model?.classes[real]?.states ?? [];
  if (!rule || states.length === 0) return {};
  const known = statesOf(config, real as TicketClass);
  const labels = model?.labels ?? {};
  const choices = states.map((code) => ({
    code,
    label: labels[`${real}.${code}`] ?? known[code] ?? code,
    active: true,
  }));
  return { status: { ...rule, choices } };
}

const set = (label: string): NativeFieldRule => ({ label, mandatory: false, maxLength: null, choices: null });
/** Link sets that are written as a whole. */
const sets = { contacts_list: set('Contacts'), functionalcis_list: set('CIs') };

function choicesOf(choices: Readonly<Record<string, string>>): readonly NativeChoice[] {
  return Object.entries(choices).map(([code, label]) => ({ code, label, active: true }));
}
