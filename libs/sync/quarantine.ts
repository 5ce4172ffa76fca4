import type { BrokenPiece, Told } from '@passerelle/connector';
import { domainNames } from '@passerelle/mapping';
import type { Hearing } from './flow.js';
import type { Heard } from './listen.js';
import type { Quarantine } from './ports/records.js';

/** A ticket that says a word which nobody decided, or which was refused; with the exact row to add. */
export function quarantine(
  flow: Hearing,
  { native, words }: Extract<Heard, { kind: 'stopped' }>,
  at: string,
): Quarantine {
  const undecided = words.find(({ decision }) => decision.by === 'nobody');
  const named = (language: keyof Told): string =>
    once(words.map(({ domain, word }) => `${domainNames[domain][language]} «${word}»`)).join(', ');
  const rows = words.flatMap(({ decision }) => (decision.by === 'nobody' ? [`${decision.file}: ${decision.row}`] : []));
  const rules = words.flatMap(({ decision }) =>
    decision.by === 'refusal' ? [`${decision.rule} (${decision.at})`] : [],
  );
  return {
    connection: flow.spring.connection,
    native: native.id,
    number: native.number,
    reason: undecided ? 'unknown-word' : 'refused-word',
    detail: { fr: named('fr'), en: named('en') },
    advice: undecided
      ? { fr: `ajoutez à ${once(rows).join(' ; ')}`, en: `add to ${once(rows).join(' ; ')}` }
      : {
          fr: `refusé par la règle ${once(rules).join(', ')}`,
          en: `refused by the rule ${once(rules).join(', ')}`,
        },
    run: flow.run,
    at,
  };
}

/** The same word may stand in several fields of a ticket. */
function once(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** A piece of the source that cannot be read. */
export function quarantineBroken(flow: Hearing, piece: BrokenPiece): Quarantine {
  return {
    connection: flow.spring.connection,
    native: piece.where,
    number: piece.number,
    reason: 'broken',
    detail: {
      fr: `attendu ${piece.expected.fr}, reçu ${piece.came.fr}`,
      en: `expected ${piece.expected.en}, came ${piece.came.en}`,
    },
    advice: { fr: `corrigez ${piece.where} et exportez de nouveau`, en: `mend ${piece.where} and export again` },
    run: flow.run,
    at: flow.clock.now().toISOString(),
  };
}
