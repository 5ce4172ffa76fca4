import { OperatorError } from '@passerelle/runtime';

const nextStart = { fr: 'le prochain démarrage continue', en: 'the next start goes on' };

/** What was going on when this process was asked to stop. */
export function stoppedOnRequest(cause: unknown): OperatorError {
  return new OperatorError('aborted', { fr: 'arrêté à la demande', en: 'stopped on request' }, nextStart, { cause });
}

export function stoppedBefore(): OperatorError {
  return new OperatorError(
    'aborted',
    { fr: 'arrêté avant d’avoir commencé', en: 'stopped before it began' },
    nextStart,
  );
}
