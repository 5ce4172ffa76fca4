import type { ErrorKind, Told } from '@passerelle/connector';

export interface Attempt {
  readonly effect: 'read' | 'write';
  /** Bytes that were sent. */
  readonly size: number;
}

/** What a code other than 0 means, and what to do about it. */
interface Meaning {
  readonly kind: ErrorKind;
  readonly advice: Told;
  /** iTop's own, without what nobody asked to see. */
  readonly words: string;
}

/** An attribute that no data model has. */
export const probe = 'passerelle_probe';

/** Bodies above this were perhaps dropped by PHP, whose answer then looks like wrong credentials. */
const suspicious = 1024 * 1024;

export function refusal(code: number, message: string, attempt: Attempt): Meaning {
  // The probe of `check` asks for the list of attributes, which is long.
  const words = withoutSql(message).slice(0, message.includes(probe) ? 20_000 : 400);
  const [kind, advice] = meaningOf(code, message, attempt);
  return { kind, advice, words };
}

type Meant = readonly [kind: ErrorKind, advice: Told];

function meaningOf(code: number, message: string, { effect, size }: Attempt): Meant {
  if (code === 1) {
    if (/Invalid login/.test(message)) return size > suspicious ? ['rejected', dropped] : ['unauthorized', credentials];
    return closed(message, effect);
  }
  if (code === 3) return ['rejected', size > 0 ? dropped : { fr: 'rien n’a été envoyé', en: 'nothing was sent' }];
  if (code === 100) return failure(message);
  return [
    'rejected',
    {
      fr: 'ce n’est pas un iTop que nous connaissons ; signalez sa version',
      en: 'this is no iTop that we know; tell its version',
    },
  ];
}

const dropped: Told = {
  fr: 'le corps de la requête dépassait post_max_size de PHP ; relevez-le là-bas, et maxBody ici',
  en: 'the body was larger than post_max_size of PHP; raise it there and maxBody here',
};
const credentials: Told = {
  fr: 'corrigez les identifiants, ou autorisez leur type dans allowed_login_types',
  en: 'correct the credentials, or allow their kind in allowed_login_types',
};
const agent: Told = {
  fr: 'donnez au compte le profil Support Agent',
  en: 'give the account the profile Support Agent',
};
/** The two look alike. */
export const outOfSight: Told = {
  fr: 'il n’y est pas, ou appartient à une organisation que le compte ne peut pas voir',
  en: 'it is not there, or belongs to an organisation that the account may not see',
};

/** What the account may not do. */
function closed(message: string, effect: Attempt['effect']): Meant {
  if (/Portal user/.test(message))
    return [
      'unauthorized',
      { fr: 'retirez au compte les profils du portail', en: 'take the portal profiles off the account' },
    ];
  if (/not authorized to use the web services/.test(message))
    return [
      'unauthorized',
      {
        fr: 'donnez au compte le profil REST Services User, même s’il est administrateur',
        en: 'give the account the profile REST Services User, administrators included',
      },
    ];
  if (/Only administrators/.test(message))
    return ['rejected', { fr: 'le compte n’est pas administrateur', en: 'the account is no administrator' }];
  if (effect === 'read') return ['unauthorized', agent];
  return [
    'unauthorized',
    {
      fr: `${agent.fr}, sauf si cet iTop est en lecture seule pour le moment`,
      en: `${agent.en}, unless this iTop is in read-only mode for the moment`,
    },
  ];
}

/** The text alone tells these apart. They are not translated, other than the wording of wrong values. */
function failure(message: string): Meant {
  if (/^Error: Invalid object \w+::\d+$/.test(message)) return ['gone', outOfSight];
  if (message.startsWith('Invalid stimulus'))
    return [
      'conflict',
      {
        fr: 'quelqu’un l’a changé d’état entre-temps ; relisez-le',
        en: 'somebody has moved it meanwhile; read it again',
      },
    ];
  if (message.startsWith('Missing mandatory attribute'))
    return ['rejected', { fr: 'envoyez-les avec la transition', en: 'send them with the transition' }];
  if (/is not a valid class/.test(message))
    return [
      'unsupported',
      { fr: 'cet iTop n’a pas cette classe ; vérifiez flavour', en: 'this iTop has no such class; check flavour' },
    ];
  if (/mysql_errno = (?:1205|1213)/.test(message))
    return [
      'unavailable',
      {
        fr: 'la base de données était occupée ; réessayez plus tard',
        en: 'the database was busy; again later',
      },
    ];
  return ['rejected', { fr: 'corrigez la valeur', en: 'correct the value' }];
}

/** Queries that failed are quoted whole, and show values that nobody asked to see. */
function withoutSql(message: string): string {
  return message
    .replace(/query = .*?, (mysql_errno|exception_class)/gs, 'query = …, $1')
    .replace(/: issues = .*$/s, '');
}
