import type { BrokenPiece } from '@passerelle/connector';
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
  const named = words.map(({ domain, word }) => `${domain} «${word}»`);
  const rows = words.flatMap(({ decision }) => (decision.by === 'nobody' ? [`${decision.file}: ${decision.row}`] : []));
  const rules = words.flatMap(({ decision }) =>
    decision.by === 'refusal' ? [`${decision.rule} (${decision.at})`] : [],
  );
  return {
    connection: flow.spring.connection,
    native: native.id,
    number: native.number,
    reason: undecided ? 'unknown-word' : 'refused-word',
    detail: once(named).join(', '),
    advice: undecided ? `add to ${once(rows).join(' ; ')}` : `refused by the rule ${once(rules).join(', ')}`,
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
    detail: `expected ${piece.expected}, came ${piece.came}`,
    advice: `mend ${piece.where} and export again`,
    run: flow.run,
    at: flow.clock.now().toISOString(),
  };
}
