import { Fault } from '@passerelle/connector';
import { Refusal } from '@passerelle/migration';
import { StoreUnreachable } from '@passerelle/store';
import { FencedOut, FileTooLarge, Halt } from '@passerelle/sync';
import { OperatorError, type OperatorCode } from './operator-error.js';

const refusals: Readonly<Record<Refusal['why'], OperatorCode>> = {
  undecided: 'undecided',
  faults: 'undecided',
  brake: 'brake',
  unhealthy: 'unavailable',
  unsupported: 'unsupported',
  empty: 'gap',
  'another-instance': 'another-instance',
};

/** Every error that reaches the edge of the program, as one for the person who runs it. Nothing is hidden: the cause stays. */
export function explain(error: unknown): OperatorError {
  if (error instanceof OperatorError) return error;
  if (error instanceof Refusal)
    return new OperatorError(refusals[error.why], error.message, error.advice, { cause: error });
  if (error instanceof StoreUnreachable)
    return new OperatorError('database', error.message, 'the same command goes on from there, and nothing is lost', {
      cause: error,
    });
  if (error instanceof Halt) return explainHalt(error);
  if (error instanceof Fault) return explainFault(error);
  if (error instanceof FencedOut)
    return new OperatorError('busy', error.message, 'let the other run end; the same command goes on from there', {
      cause: error,
    });
  if (error instanceof FileTooLarge)
    return new OperatorError('gap', error.message, 'raise the limit for attachments, or leave this file behind', {
      cause: error,
    });
  if (isAbort(error))
    return new OperatorError('aborted', 'stopped on request', 'the same command resumes', { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new OperatorError('unexpected', message, 'this is a fault of Passerelle: report it with what stands above', {
    cause: error,
  });
}

function explainHalt(halt: Halt): OperatorError {
  const advice: Readonly<Record<Halt['why'], string>> = {
    brake: 'see «passerelle plan» for what it would do; allow it once with --accept, or raise «brake:» of the route',
    visibility: 'look at the ticket it names at once; nothing is written to this connection until it is started again',
    unauthorized: 'renew the credentials of this connection, then run «passerelle check»; the same command resumes',
    unavailable: 'wait until the tool answers again; the same command resumes, and nothing is lost',
    aborted: 'the same command resumes',
    busy: 'wait for the other run to end, or stop it',
  };
  if (halt.cause instanceof Fault) return explainFault(halt.cause);
  return new OperatorError(halt.why, halt.message, advice[halt.why], { cause: halt });
}

function explainFault(fault: Fault): OperatorError {
  const { connection } = fault;
  const [code, advice] = faultAdvice(fault, connection);
  return new OperatorError(code, fault.message, advice, { cause: fault });
}

function faultAdvice({ kind }: Fault, connection: string): readonly [OperatorCode, string] {
  switch (kind) {
    case 'unauthorized':
      return [
        'unauthorized',
        `renew the credentials of ${connection} in the configuration, then run «passerelle check»`,
      ];
    case 'unavailable':
      return [
        'unavailable',
        `check that ${connection} can be reached from here; the same command resumes, and nothing is lost`,
      ];
    case 'rate-limited':
      return ['unavailable', `lower the pace of ${connection}, or wait; the same command resumes`];
    case 'unsupported':
      return ['unsupported', `choose another connection than ${connection} for this`];
    case 'malformed':
      return [
        'refused',
        `check that the address of ${connection} is that of the tool, and not of a page in front of it`,
      ];
    case 'rejected':
    case 'gone':
    case 'conflict':
      return ['refused', `see what ${connection} says above, and the rights of its account`];
  }
}

/** Node's aborts are DOMExceptions, and not everywhere an instance of Error. */
function isAbort(error: unknown): boolean {
  return (error as { readonly name?: unknown } | null)?.name === 'AbortError';
}
