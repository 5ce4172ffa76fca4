/** Which server answers. `2.8-debian` is what Debian 12 ships: the API of 2.8.1 on a database of 2.11. */
export type Profile = '2.8' | '2.8-debian' | '2.12';

export interface Quirks {
  readonly profile: Profile;
  /** IANA name of the zone that the server stamps in, without saying so. */
  readonly zone: string;
  /** Basic credentials that Apache asks for before the API; null as delivered: anybody may read. */
  readonly basic: { readonly user: string; readonly password: string } | null;
  /** 2.8 answers UTF-8 that was encoded twice. */
  readonly twiceEncoded: boolean;
  /** The module is not there: every path is a page of Apache's. */
  readonly moduleMissing: boolean;
  /** Deleted machines leave a trail for the others (TRACE_DELETED); the API shows it to nobody. */
  readonly traceDeleted: boolean;
}

export function quirksOf(quirks: Partial<Quirks> & Pick<Quirks, 'profile'>): Quirks {
  return {
    zone: 'Europe/Paris',
    basic: null,
    twiceEncoded: quirks.profile !== '2.12',
    moduleMissing: false,
    traceDeleted: false,
    ...quirks,
  };
}
