import { quoted, whatCame } from '@passerelle/connector';
import type { ConditionsYaml, EffectsYaml, RuleYaml } from '../schema/rule-file.js';
import { faultAt, type RuleFault } from './door.js';
import { listOf } from './list-of.js';
import type { RuleRow } from './row.js';

/** What a shape cannot say of one rule. */
export function lawFaults(row: RuleRow): readonly RuleFault[] {
  const { yaml } = row;
  return [...wholeness(row), ...(yaml.do === undefined ? [] : effectFaults(row, yaml.do)), ...clockFaults(row)];
}

function wholeness({ yaml, document }: RuleRow): readonly RuleFault[] {
  const place = document.place(yaml, 'rule');
  if (yaml.when === undefined)
    return [
      faultAt(place, quoted('when'), whatCame.nothing, {
        fr: 'ajoutez «when: { … }» ; une règle sans condition parlerait toujours',
        en: 'add «when: { … }»; a rule without a condition would always speak',
      }),
    ];
  if (conditionsOf(yaml).some((all) => Object.keys(all).length === 0))
    return [
      faultAt(
        document.place(yaml, 'when'),
        { fr: 'au moins une condition', en: 'at least one condition' },
        whatCame.none,
        { fr: 'ajoutez-en une, comme «status: new»', en: 'add one, such as «status: new»' },
      ),
    ];
  if (yaml.do === undefined || Object.keys(yaml.do).length === 0)
    return [
      faultAt(place, quoted('do'), whatCame.nothing, {
        fr: 'ajoutez «do: { … }», comme «do: { status: assigned }»',
        en: 'add «do: { … }», such as «do: { status: assigned }»',
      }),
    ];
  return [];
}

function effectFaults({ yaml, document }: RuleRow, then: EffectsYaml): readonly RuleFault[] {
  const faults: RuleFault[] = [];
  const at = (key: keyof EffectsYaml) => document.place(then, key, true);
  const speaks = (['comment', 'work_note', 'refuse'] as const).find((key) => then[key] !== undefined);
  if (speaks !== undefined && yaml.after === undefined && !conditionsOf(yaml).every(happens))
    faults.push(
      faultAt(
        at(speaks),
        {
          fr: '«entered», «became», «was» ou «after» dans chaque variante',
          en: '«entered», «became», «was» or «after» in every alternative',
        },
        { fr: `«${speaks}» sans évènement`, en: `«${speaks}» without an event` },
        {
          fr: 'dites ce qui doit arriver : sans cela la ligne serait ajoutée à chaque lecture',
          en: 'say what has to happen: without it the line would be added at every look',
        },
      ),
    );
  if (then.close !== undefined && then.status !== undefined)
    faults.push(
      faultAt(at('close'), { fr: '«close» ou bien «status»', en: 'one of «close» and «status»' }, whatCame.both, {
        fr: 'retirez l’un des deux',
        en: 'remove one of the two',
      }),
    );
  if (
    typeof then.pendingReason === 'string' &&
    then.pendingReason !== 'none' &&
    (then.status ?? 'pending') !== 'pending'
  )
    faults.push(
      faultAt(
        at('pendingReason'),
        {
          fr: 'un motif d’attente avec «status: pending»',
          en: 'a reason for waiting with «status: pending»',
        },
        quoted(String(then.status)),
        { fr: 'retirez l’un des deux', en: 'remove one' },
      ),
    );
  if (then.refuse !== undefined && (yaml.after !== undefined || Object.keys(then).length > 1))
    faults.push(
      faultAt(
        at('refuse'),
        { fr: '«refuse» seul, sans «after»', en: '«refuse» alone, without «after»' },
        { fr: 'autre chose à côté', en: 'something else beside it' },
        {
          fr: 'mettez les autres effets dans une règle à part ; un changement refusé est comme s’il n’avait pas été dit',
          en: 'put the other effects into a rule of their own; a refused change is as if it had not been said',
        },
      ),
    );
  if (typeof then.assignee === 'object' && Object.keys(then.assignee).length === 0)
    faults.push(
      faultAt(
        at('assignee'),
        { fr: 'un nom, une adresse ou un identifiant', en: 'a name, e-mail or login' },
        whatCame.none,
        { fr: 'nommez quelqu’un, ou écrivez none', en: 'name somebody, or write none' },
      ),
    );
  return faults;
}

function clockFaults({ yaml, document }: RuleRow): readonly RuleFault[] {
  if (yaml.after === undefined) {
    const key = yaml.since !== undefined ? 'since' : yaml.grace !== undefined ? 'grace' : null;
    return key === null
      ? []
      : [
          faultAt(document.place(yaml, key, true), quoted('after'), whatCame.none, {
            fr: 'ajoutez «after: 24h» ou retirez la ligne',
            en: 'add «after: 24h» or remove the line',
          }),
        ];
  }
  return conditionsOf(yaml).some((all) => happens(all) || all.by !== undefined)
    ? [
        faultAt(
          document.place(yaml, 'after', true),
          { fr: 'des conditions qui durent', en: 'conditions that last' },
          { fr: '«entered», «became», «was» ou «by»', en: '«entered», «became», «was» or «by»' },
          {
            fr: 'demandez ce que le ticket est : une fois le délai passé, la nouvelle est ancienne',
            en: 'ask for what the ticket is: when the time is over, the news is old',
          },
        ),
      ]
    : [];
}

function conditionsOf({ when }: RuleYaml): readonly ConditionsYaml[] {
  return listOf(when);
}

/** Something that can be told apart from the same thing another day. */
function happens({ entered, became, was }: ConditionsYaml): boolean {
  return entered !== undefined || became !== undefined || was !== undefined;
}
