import { Fault, type Told } from '@passerelle/connector';
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
    return new OperatorError(refusals[error.why], error.told.message, error.told.advice, { cause: error });
  if (error instanceof StoreUnreachable)
    return new OperatorError(
      'database',
      { fr: `base de données hors d’usage : ${error.told.fr}`, en: error.told.en },
      {
        fr: 'relancez la même commande ensuite : elle reprend là, et rien n’est perdu',
        en: 'the same command goes on from there, and nothing is lost',
      },
      { cause: error },
    );
  if (error instanceof Halt) return explainHalt(error);
  if (error instanceof Fault) return explainFault(error);
  if (error instanceof FencedOut)
    return new OperatorError(
      'busy',
      error.told,
      {
        fr: 'laissez finir l’autre ; la même commande reprendra là',
        en: 'let the other run end; the same command goes on from there',
      },
      { cause: error },
    );
  if (error instanceof FileTooLarge)
    return new OperatorError(
      'gap',
      { fr: `pièce jointe trop grande : ${error.told.fr}`, en: error.told.en },
      {
        fr: 'relevez la limite des pièces jointes, ou renoncez à ce fichier',
        en: 'raise the limit for attachments, or leave this file behind',
      },
      { cause: error },
    );
  if (isAbort(error))
    return new OperatorError('aborted', { fr: 'arrêté à la demande', en: 'stopped on request' }, resumes, {
      cause: error,
    });
  const message = error instanceof Error ? error.message : String(error);
  return new OperatorError(
    'unexpected',
    { fr: `erreur inattendue : ${message}`, en: message },
    {
      fr: 'c’est un défaut de Passerelle : signalez-le avec ce qui figure ci-dessus',
      en: 'this is a fault of Passerelle: report it with what stands above',
    },
    { cause: error },
  );
}

const resumes: Told = { fr: 'la même commande reprend', en: 'the same command resumes' };

/** A halt quotes figures and places of its own; by its kind it is known what to say before, and what to do. */
const halts: Readonly<Record<Halt['why'], { readonly said: (quoted: string) => string; readonly advice: Told }>> = {
  brake: {
    said: (quoted) => `le frein a arrêté l’envoi : ${quoted}`,
    advice: {
      fr: 'voyez avec «passerelle plan» ce qui serait fait ; permettez-le une fois avec --accept, ou relevez «brake:» de la route',
      en: 'see «passerelle plan» for what it would do; allow it once with --accept, or raise «brake:» of the route',
    },
  },
  visibility: {
    said: (quoted) => `le demandeur pourrait lire ce qui est interne : ${quoted}`,
    advice: {
      fr: 'regardez tout de suite le ticket nommé ; rien n’est plus écrit à cette connexion tant qu’elle n’est pas relancée',
      en: 'look at the ticket it names at once; nothing is written to this connection until it is started again',
    },
  },
  unauthorized: {
    said: (quoted) => `accès refusé : ${quoted}`,
    advice: {
      fr: 'renouvelez les identifiants de cette connexion, puis lancez «passerelle check» ; la même commande reprend',
      en: 'renew the credentials of this connection, then run «passerelle check»; the same command resumes',
    },
  },
  unavailable: {
    said: (quoted) => `outil injoignable : ${quoted}`,
    advice: {
      fr: 'attendez que l’outil réponde de nouveau ; la même commande reprend, et rien n’est perdu',
      en: 'wait until the tool answers again; the same command resumes, and nothing is lost',
    },
  },
  aborted: { said: () => 'arrêté à la demande', advice: resumes },
  busy: {
    said: (quoted) => `connexion occupée : ${quoted}`,
    advice: {
      fr: 'attendez la fin de l’autre passage, ou arrêtez-le',
      en: 'wait for the other run to end, or stop it',
    },
  },
};

function explainHalt(halt: Halt): OperatorError {
  if (halt.cause instanceof Fault) return explainFault(halt.cause);
  const { said, advice } = halts[halt.why];
  return new OperatorError(halt.why, { fr: said(halt.told.fr), en: halt.told.en }, advice, { cause: halt });
}

function explainFault(fault: Fault): OperatorError {
  const [code, said, advice] = faults[fault.kind](fault.connection);
  return new OperatorError(code, { fr: `${said} : ${fault.told.fr}`, en: fault.told.en }, advice, { cause: fault });
}

type ToldFault = readonly [code: OperatorCode, french: string, advice: Told];

const faults: Readonly<Record<Fault['kind'], (connection: string) => ToldFault>> = {
  unauthorized: (connection) => [
    'unauthorized',
    'accès refusé',
    {
      fr: `renouvelez les identifiants de ${connection} dans la configuration, puis lancez «passerelle check»`,
      en: `renew the credentials of ${connection} in the configuration, then run «passerelle check»`,
    },
  ],
  unavailable: (connection) => [
    'unavailable',
    'outil injoignable',
    {
      fr: `vérifiez que ${connection} est joignable d’ici ; la même commande reprend, et rien n’est perdu`,
      en: `check that ${connection} can be reached from here; the same command resumes, and nothing is lost`,
    },
  ],
  'rate-limited': (connection) => [
    'unavailable',
    'trop d’appels',
    {
      fr: `ralentissez les appels à ${connection}, ou attendez ; la même commande reprend`,
      en: `lower the pace of ${connection}, or wait; the same command resumes`,
    },
  ],
  unsupported: (connection) => [
    'unsupported',
    'impossible avec cet outil',
    {
      fr: `choisissez pour cela une autre connexion que ${connection}`,
      en: `choose another connection than ${connection} for this`,
    },
  ],
  malformed: (connection) => [
    'refused',
    'réponse illisible',
    {
      fr: `vérifiez que l’adresse de ${connection} est celle de l’outil, et non d’une page placée devant lui`,
      en: `check that the address of ${connection} is that of the tool, and not of a page in front of it`,
    },
  ],
  rejected: refusing,
  gone: refusing,
  conflict: refusing,
};

function refusing(connection: string): ToldFault {
  return [
    'refused',
    'refusé par l’outil',
    {
      fr: `lisez ci-dessus ce que dit ${connection}, et vérifiez les droits de son compte`,
      en: `see what ${connection} says above, and the rights of its account`,
    },
  ];
}

/** Node's aborts are DOMExceptions, and not everywhere an instance of Error. */
function isAbort(error: unknown): boolean {
  return (error as { readonly name?: unknown } | null)?.name === 'AbortError';
}
