import type { ErrorKind } from '@passerelle/connector';

/** One family of error bodies. `advice` may use the groups of `detail` as $1, $2. */
export interface Refusal {
  readonly status: number | null;
  readonly message?: RegExp;
  readonly detail?: RegExp;
  readonly kind: ErrorKind;
  readonly advice: string;
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
    advice: 'the 60 s quota of the instance ended the request; ask for less at once (pageSize) or at a calmer hour',
  },
  {
    status: 400,
    message: /^Invalid table/,
    kind: 'unsupported',
    advice:
      'the table does not exist or is closed to web services; correct the class or open «Allow access via web services»',
  },
  {
    status: null,
    message: /Requested URI does not represent any resource/,
    kind: 'unsupported',
    advice: 'this API is not there; activate its plugin or look at glide.rest.apis.disabled',
  },
  {
    status: 400,
    detail: /Rejected large REST payload/,
    kind: 'rejected',
    advice:
      'the request is larger than glide.rest.max_content_length (10 MB by default, 25 MB at most); raise it or shorten the text',
  },
  {
    status: 403,
    detail: /Failed API level ACL/,
    kind: 'unauthorized',
    advice: 'the account lacks the role that this API asks for (snc_platform_rest_api_access by default); grant it',
  },
  {
    status: 403,
    detail: /unscoped api/i,
    kind: 'unauthorized',
    advice: 'the OAuth client is limited to scopes; give its registration the scope useraccount',
  },
  {
    status: 403,
    detail: /Data Policy Exception:.*mandatory:\s*(.+)/s,
    kind: 'rejected',
    advice: 'a data policy wants these fields filled: $1; map them or send them with this state',
  },
  {
    status: 403,
    detail: /Data Policy Exception:?\s*(.*)/s,
    kind: 'rejected',
    advice: 'a data policy of the instance refuses this: $1',
  },
  {
    status: 403,
    detail: /aborted by Business Rule '([^'^]*)/,
    kind: 'rejected',
    advice: 'the business rule «$1» of the instance refuses this; ask its administrator, or send what the rule wants',
  },
  {
    status: 403,
    detail: /ACL Exception (Insert|Update|Delete) Failed/,
    kind: 'rejected',
    advice: 'the account has no right to $1 this record; grant it (itil or a role of its own), or leave it out',
  },
  {
    status: 403,
    message: /Insufficient rights to query records/,
    kind: 'unauthorized',
    advice:
      'the account may not read this table, or may not filter or sort by these columns; grant read and query_range rights',
  },
  {
    status: 404,
    message: /No Record found/i,
    kind: 'gone',
    advice: 'the record does not exist, or the account may not read it',
  },
  { status: 405, kind: 'unsupported', advice: 'the instance does not offer this method here' },
  { status: 409, kind: 'conflict', advice: 'the instance holds another record in that place' },
  { status: 413, kind: 'rejected', advice: 'the request is too large for the instance' },
  { status: 414, kind: 'rejected', advice: 'the address is too long for a proxy before the instance' },
  { status: 429, kind: 'rate-limited', advice: 'lower the pace of this connection or ask for a higher limit' },
  {
    status: 401,
    kind: 'unauthorized',
    advice: 'check user and password, OAuth client or key, and that Basic is allowed for this account',
  },
  { status: 403, kind: 'unauthorized', advice: 'the account may not do this; grant it the right' },
  { status: 404, kind: 'gone', advice: 'there is nothing at this address' },
];
