/** Who came back from an OpenID provider. */
export interface OidcPerson {
  /** Issuer and subject: what never changes. */
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly login: string;
  /** Of the claim that the configuration names; what the provider says of groups or roles. */
  readonly groups: readonly string[];
}

/** Signing in elsewhere: authorization code with PKCE, state and nonce. */
export interface Oidc {
  /** For the button. */
  readonly label: string;
  /** `kept` goes into a cookie that only the way back sees. */
  begin(redirect: string): Promise<{ readonly to: string; readonly kept: string }>;
  /** Throws where anything does not fit. */
  end(url: string, kept: string): Promise<OidcPerson>;
  /** What somebody may do who comes for the first time, by their groups; null lets nobody in who has no account. */
  roleOf(groups: readonly string[]): { readonly role: string; readonly internal: boolean } | null;
}
