import { joined } from '@passerelle/connector';
import { OperatorError } from '../operator-error.js';

/** Faults of several connections are told at once. */
export function together(reasons: readonly unknown[]): unknown {
  const errors = reasons.filter((reason) => reason instanceof OperatorError);
  const [first] = errors;
  if (!first || errors.length < 2 || reasons.length > errors.length) return reasons[0];
  const both = errors.map((error) => [error.in('fr'), error.in('en')] as const);
  return new OperatorError(
    first.code,
    joined(both.map(([fr, en]) => ({ fr: fr.message, en: en.message }))),
    { fr: first.in('fr').advice, en: first.advice },
    {
      details: both.flatMap(([fr, { details }]) => details.map((en, nth) => ({ fr: fr.details[nth] ?? en, en }))),
      cause: first,
    },
  );
}
