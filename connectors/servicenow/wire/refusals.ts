import type { ErrorKind, Told } from '@passerelle/connector';

/** One family of error bodies. `advice` may use the groups of `detail` as $1, $2. */
export interface Refusal {
  readonly status: number | null;
  readonly message?: RegExp;
  readonly detail?: RegExp;
  readonly kind: ErrorKind;
  readonly advice: Told;
}

/**
 * What ServiceNow says when it refuses, in the order to try. The message alone does not tell: `Operation Failed` is said of
 * rights, rules and policies alike (vendor articles KB0747638, KB0744425; product documentation, REST API HTTP response codes).
 */
export const refusals: readonly Refusal[] = [
  {
    status: null,
    message: /Transaction cancell?ed/i,
    kind: 'unavailable',
    advice: {
      fr: 'le quota de 60 s de l’instance a mis fin à la requête ; demandez moins à la fois (pageSize), ou à une heure plus calme',
      en: 'the 60 s quota of the instance ended the request; ask for less at once (pageSize) or at a calmer hour',
    },
  },
  {
    status: 400,
    message: /^Invalid table/,
    kind: 'unsupported',
    advice: {
      fr: 'la table n’existe pas ou est fermée aux services web ; corrigez la classe, ou ouvrez «Allow access via web services»',
      en: 'the table does not exist or is closed to web services; correct the class or open «Allow access via web services»',
    },
  },
  {
    status: null,
    message: /Requested URI does not represent any resource/,
    kind: 'unsupported',
    advice: {
      fr: 'cette API n’est pas là ; activez son plugin, ou vérifiez glide.rest.apis.disabled',
      en: 'this API is not there; activate its plugin or look at glide.rest.apis.disabled',
    },
  },
  {
    status: 400,
    detail: /Rejected large REST payload/,
    kind: 'rejected',
    advice: {
      fr: 'la requête dépasse glide.rest.max_content_length (10 Mo par défaut, 25 Mo au plus) ; relevez-le, ou raccourcissez le texte',
      en: 'the request is larger than glide.rest.max_content_length (10 MB by default, 25 MB at most); raise it or shorten the text',
    },
  },
  {
    status: 403,
    detail: /Failed API level ACL/,
    kind: 'unauthorized',
    advice: {
      fr: 'il manque au compte le rôle que cette API demande (snc_platform_rest_api_access par défaut) ; donnez-le-lui',
      en: 'the account lacks the role that this API asks for (snc_platform_rest_api_access by default); grant it',
    },
  },
  {
    status: 403,
    detail: /unscoped api/i,
    kind: 'unauthorized',
    advice: {
      fr: 'le client OAuth est limité à des portées ; donnez à son enregistrement la portée useraccount',
      en: 'the OAuth client is limited to scopes; give its registration the scope useraccount',
    },
  },
  {
    status: 403,
    detail: /Data Policy Exception:.*mandatory:\s*(.+)/s,
    kind: 'rejected',
    advice: {
      fr: 'une politique de données veut que ces champs soient remplis : $1 ; ajoutez-les au mapping, ou envoyez-les avec cet état',
      en: 'a data policy wants these fields filled: $1; map them or send them with this state',
    },
  },
  {
    status: 403,
    detail: /Data Policy Exception:?\s*(.*)/s,
    kind: 'rejected',
    advice: {
      fr: 'une politique de données de l’instance refuse cela : $1',
      en: 'a data policy of the instance refuses this: $1',
    },
  },
  {
    status: 403,
    detail: /aborted by Business Rule '([^'^]*)/,
    kind: 'rejected',
    advice: {
      fr: 'la règle métier «$1» de l’instance refuse cela ; adressez-vous à son administrateur, ou envoyez ce que la règle demande',
      en: 'the business rule «$1» of the instance refuses this; ask its administrator, or send what the rule wants',
    },
  },
  {
    status: 403,
    detail: /ACL Exception (Insert|Update|Delete) Failed/,
    kind: 'rejected',
    advice: {
      fr: 'le compte n’a pas ce droit ($1) sur cet enregistrement ; donnez-le-lui (itil ou un rôle propre), ou laissez l’enregistrement de côté',
      en: 'the account has no right to $1 this record; grant it (itil or a role of its own), or leave it out',
    },
  },
  {
    status: 403,
    message: /Insufficient rights to query records/,
    kind: 'unauthorized',
    advice: {
      fr: 'le compte n’a pas le droit de lire cette table, ou de filtrer ou trier par ces colonnes ; donnez-lui les droits read et query_range',
      en: 'the account may not read this table, or may not filter or sort by these columns; grant read and query_range rights',
    },
  },
  {
    status: 404,
    message: /No Record found/i,
    kind: 'gone',
    advice: {
      fr: 'l’enregistrement n’existe pas, ou le compte n’a pas le droit de le lire',
      en: 'the record does not exist, or the account may not read it',
    },
  },
  {
    status: 405,
    kind: 'unsupported',
    advice: { fr: 'l’instance n’offre pas cette méthode ici', en: 'the instance does not offer this method here' },
  },
  {
    status: 409,
    kind: 'conflict',
    advice: {
      fr: 'l’instance a un autre enregistrement à cette place',
      en: 'the instance holds another record in that place',
    },
  },
  {
    status: 413,
    kind: 'rejected',
    advice: { fr: 'la requête est trop grande pour l’instance', en: 'the request is too large for the instance' },
  },
  {
    status: 414,
    kind: 'rejected',
    advice: {
      fr: 'l’adresse est trop longue pour un proxy placé devant l’instance',
      en: 'the address is too long for a proxy before the instance',
    },
  },
  {
    status: 429,
    kind: 'rate-limited',
    advice: {
      fr: 'ralentissez les appels de cette connexion, ou demandez une limite plus haute',
      en: 'lower the pace of this connection or ask for a higher limit',
    },
  },
  {
    status: 401,
    kind: 'unauthorized',
    advice: {
      fr: 'vérifiez le compte et le mot de passe, le client OAuth ou la clé, et que Basic est permis à ce compte',
      en: 'check user and password, OAuth client or key, and that Basic is allowed for this account',
    },
  },
  {
    status: 403,
    kind: 'unauthorized',
    advice: {
      fr: 'le compte n’a pas le droit de faire cela ; donnez-le-lui',
      en: 'the account may not do this; grant it the right',
    },
  },
  {
    status: 404,
    kind: 'gone',
    advice: { fr: 'il n’y a rien à cette adresse', en: 'there is nothing at this address' },
  },
];
