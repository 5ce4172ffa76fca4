import { toldOf, type Told } from '@passerelle/connector';

/** What went wrong, as far as it makes a difference to what a person does next. */
export type OperatorCode =
  | 'configuration'
  | 'unknown-name'
  | 'mapping'
  | 'undecided'
  | 'unsupported'
  | 'database'
  | 'unauthorized'
  | 'unavailable'
  | 'refused'
  | 'brake'
  | 'another-instance'
  | 'visibility'
  | 'busy'
  | 'gap'
  | 'aborted'
  | 'unexpected';

/** Process exit codes, the same for every verb and for the host; 0 is done. */
export const exitCodes: Readonly<Record<OperatorCode, number>> = {
  /** Something did not arrive, or waits for a human. */
  gap: 1,
  /** What was asked, or how it is set up, cannot be. */
  configuration: 2,
  'unknown-name': 2,
  mapping: 2,
  unsupported: 2,
  /** A decision is missing, or tickets would be refused. */
  undecided: 3,
  /** A tool or the database cannot be reached, or refuses the account. */
  database: 4,
  unauthorized: 4,
  unavailable: 4,
  refused: 4,
  /** It would do more than was agreed, or to another instance than was agreed. */
  brake: 5,
  'another-instance': 5,
  busy: 6,
  /** An internal entry can be read by a requester. */
  visibility: 7,
  /** EX_SOFTWARE of sysexits.h: a fault of the program itself. */
  unexpected: 70,
  /** What shells give a command that was interrupted. */
  aborted: 130,
};

/** The same command may go through later without anybody doing anything. */
export function isPassingCode(code: OperatorCode): boolean {
  return code === 'unavailable' || code === 'busy' || code === 'database';
}

/**
 * An error for the person who runs Passerelle: what happened and what to do. It holds no secret. `message` and `advice` are
 * the English ones, for logs, receipts and programs; people read those of their language. A plain string is for what has no
 * words of ours, such as what a tool said.
 */
export class OperatorError extends Error {
  readonly code: OperatorCode;
  /** In one or two sentences. */
  readonly advice: string;
  /** Each on a line of its own: every fault of a file, for example. */
  readonly details: readonly string[];
  readonly #told: { readonly message: Told; readonly advice: Told; readonly details: readonly Told[] };

  constructor(
    code: OperatorCode,
    message: Told | string,
    advice: Told | string,
    rest: { readonly details?: readonly (Told | string)[]; readonly cause?: unknown } = {},
  ) {
    const told = {
      message: toldOf(message),
      advice: toldOf(advice),
      details: rest.details?.map(toldOf) ?? [],
    };
    super(told.message.en, rest.cause === undefined ? undefined : { cause: rest.cause });
    this.name = 'OperatorError';
    this.code = code;
    this.advice = told.advice.en;
    this.details = told.details.map(({ en }) => en);
    this.#told = told;
  }

  in(language: keyof Told): Pick<OperatorError, 'message' | 'advice' | 'details'> {
    const { message, advice, details } = this.#told;
    return { message: message[language], advice: advice[language], details: details.map((one) => one[language]) };
  }

  get exitCode(): number {
    return exitCodes[this.code];
  }
}

/** What is kept of an error: programs read the English words, people those of their language. */
export interface KeptError {
  readonly code: OperatorCode;
  readonly message: string;
  readonly advice: string;
  /** Absent in what was kept before there were two languages. */
  readonly french?: { readonly message: string; readonly advice: string };
}

export function keptError(error: OperatorError): KeptError {
  const { code, message, advice } = error;
  const french = error.in('fr');
  return { code, message, advice, french: { message: french.message, advice: french.advice } };
}

export function wordsOfError(error: KeptError, language: keyof Told): Pick<KeptError, 'message' | 'advice'> {
  const { message, advice } = (language === 'fr' && error.french) || error;
  return { message, advice };
}
