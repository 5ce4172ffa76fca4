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
    return [faultAt(place, '«when»', 'nothing', 'add «when: { … }»; a rule without a condition would always speak')];
  if (conditionsOf(yaml).some((all) => Object.keys(all).length === 0))
    return [faultAt(document.place(yaml, 'when'), 'at least one condition', 'none', 'add one, such as «status: new»')];
  if (yaml.do === undefined || Object.keys(yaml.do).length === 0)
    return [faultAt(place, '«do»', 'nothing', 'add «do: { … }», such as «do: { status: assigned }»')];
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
        '«entered», «became», «was» or «after» in every alternative',
        `«${speaks}» without an event`,
        'say what has to happen: without it the line would be added at every look',
      ),
    );
  if (then.close !== undefined && then.status !== undefined)
    faults.push(faultAt(at('close'), 'one of «close» and «status»', 'both', 'remove one of the two'));
  if (
    typeof then.pendingReason === 'string' &&
    then.pendingReason !== 'none' &&
    (then.status ?? 'pending') !== 'pending'
  )
    faults.push(
      faultAt(at('pendingReason'), 'a reason for waiting with «status: pending»', `«${then.status}»`, 'remove one'),
    );
  if (then.refuse !== undefined && (yaml.after !== undefined || Object.keys(then).length > 1))
    faults.push(
      faultAt(
        at('refuse'),
        '«refuse» alone, without «after»',
        'something else beside it',
        'put the other effects into a rule of their own; a refused change is as if it had not been said',
      ),
    );
  if (typeof then.assignee === 'object' && Object.keys(then.assignee).length === 0)
    faults.push(faultAt(at('assignee'), 'a name, e-mail or login', 'none', 'name somebody, or write none'));
  return faults;
}

function clockFaults({ yaml, document }: RuleRow): readonly RuleFault[] {
  if (yaml.after === undefined) {
    const key = yaml.since !== undefined ? 'since' : yaml.grace !== undefined ? 'grace' : null;
    return key === null
      ? []
      : [faultAt(document.place(yaml, key, true), '«after»', 'none', 'add «after: 24h» or remove the line')];
  }
  return conditionsOf(yaml).some((all) => happens(all) || all.by !== undefined)
    ? [
        faultAt(
          document.place(yaml, 'after', true),
          'conditions that last',
          '«entered», «became», «was» or «by»',
          'ask for what the ticket is: when the time is over, the news is old',
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
