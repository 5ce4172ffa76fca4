import { OperatorError } from '../operator-error.js';

/** Faults of several connections are told at once. */
export function together(reasons: readonly unknown[]): unknown {
  const errors = reasons.filter((reason) => reason instanceof OperatorError);
  const [first] = errors;
  if (!first || errors.length < 2 || reasons.length > errors.length) return reasons[0];
  const french = errors.map((error) => error.in('fr'));
  const message = {
    fr: french.map((one) => one.message).join(' ; '),
    en: errors.map((error) => error.message).join('; '),
  };
  return new OperatorError(
    first.code,
    message,
    { fr: first.in('fr').advice, en: first.advice },
    {
      details: errors.flatMap((error) =>
        error.details.map((en, nth) => ({ fr: error.in('fr').details[nth] ?? en, en })),
      ),
      cause: first,
    },
  );
}
