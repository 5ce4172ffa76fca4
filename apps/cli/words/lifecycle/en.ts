import type { Difference } from '@passerelle/workflow';
import type { LifecycleWords } from './words.js';

const named = (label: string, code: string): string => (label === code ? `«${code}»` : `«${label}» (${code})`);

export const lifecycleEn: LifecycleWords = {
  name: 'lifecycle',
  same: (told) =>
    (
      ({
        moves: ['states, moves and words are those of the tool', ''],
        words: ['states and words are those of the tool, which does not tell its moves', ''],
        nothing: [
          'the mapping reads every state that is known; the API of iTop tells neither its states nor its moves',
          'to compare them: datamodel, a copy of data/datamodel-production.xml beside the configuration',
        ],
      }) as const
    )[told],
  untold: (why) => [
    `the tool said nothing of its lifecycle: ${why}`,
    'settle what the message says, then run check again',
  ],
  differs,
  more: (count) => `and ${count} more`,
};

function differs(one: Difference, connector: string): readonly [string, string] {
  const itop = connector === 'itop';
  switch (one.kind) {
    case 'state-undeclared':
      return [
        `${one.class}: the tool has the state ${named(one.label, one.state)}, and it is not declared`,
        itop
          ? `declare it: site.${one.class}.states and .transitions of the connection, and a row of the mapping's statuses`
          : 'add a row to the statuses of the mapping; no ticket is led there, for want of a declared move',
      ];
    case 'state-gone':
      return [
        `${one.class}: the state ${named(one.label, one.state)} is declared, and the tool has none, or no longer`,
        itop
          ? `take its stimuli away (site.${one.class}.without), and its row out of the mapping (remove)`
          : 'let the mapping write another word (writes), or bring the state back in the tool',
      ];
    case 'move-gone':
      return [
        `${one.class}: ${move(one)} is declared, and the tool has it not, or forbids it to this account`,
        itop
          ? `take it away (site.${one.class}.without), or bring it back in the data model`
          : 'allow it in the profile of the account (life cycle), or what goes that way is refused',
      ];
    case 'move-undeclared':
      return [
        `${one.class}: the tool has ${move(one)}, and it is not declared`,
        itop ? `declare it: site.${one.class}.transitions` : 'nothing is lost: it is just never taken',
      ];
    case 'field-gone':
      return [
        `${one.class}: ${one.field} is asked for to go to ${one.states.join(', ')}, and the tool has no such field`,
        'let the account read the field, or declare it otherwise',
      ];
    case 'field-wanted':
      return [
        `${one.class}: the tool asks for ${one.field} in ${one.states.join(', ')}, and that is not declared`,
        `map a field to ${one.field}${itop ? `, and add it to the requires of site.${one.class}.transitions` : ''}`,
      ];
    case 'word-unread':
      return [
        `${one.class}.${one.field}: the tool has ${named(one.label, one.code)}, and the mapping cannot read it`,
        `add a row to the mapping: { native: '${one.code}', label: ${one.label}, is: … }; until then such tickets wait in quarantine`,
      ];
    case 'word-gone':
      return [
        `${one.class}.${one.field}: the mapping writes «${one.code}», and the tool has no such word, or no longer`,
        'let the mapping write another word (writes), or bring this one back in the tool',
      ];
  }
}

function move({ by, labels: [from, to] }: Extract<Difference, { kind: 'move-gone' | 'move-undeclared' }>): string {
  return `the move «${from}» → «${to}»${by === null ? '' : ` (${by})`}`;
}
