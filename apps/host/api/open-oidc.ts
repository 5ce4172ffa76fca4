import type { OidcSettings } from '@passerelle/runtime';
import { roles } from '@passerelle/api';
import * as client from 'openid-client';
import { z } from 'zod';
import type { Oidc, OidcPerson } from './oidc.js';

const Kept = z.object({ verifier: z.string(), state: z.string(), nonce: z.string(), redirect: z.string() });
const Claims = z.looseObject({
  sub: z.string().min(1),
  name: z.string().max(200).optional(),
  preferred_username: z.string().max(320).optional(),
  email: z.string().max(320).optional(),
  email_verified: z.boolean().optional(),
});

/** Authorization code with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 7636). The provider is asked at the first sign-in. */
export function openOidc(settings: OidcSettings): Oidc {
  let found: Promise<client.Configuration> | null = null;
  const configuration = (): Promise<client.Configuration> => {
    const issuer = new URL(settings.issuer);
    const loopback = issuer.protocol === 'http:';
    // Without TLS for a provider on this very machine alone, such as one in a test.
    if (loopback && !['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname))
      return Promise.reject(new Error(`host.oidc.issuer: expected an address with https, ${settings.issuer} came`));
    found ??= client
      .discovery(
        issuer,
        settings.client,
        settings.secret.reveal(),
        undefined,
        loopback ? { execute: [client.allowInsecureRequests] } : undefined,
      )
      .catch((error: unknown) => {
        found = null;
        throw error;
      });
    return found;
  };
  return {
    label: settings.label,
    begin: async (redirect) => {
      const verifier = client.randomPKCECodeVerifier();
      const kept = { verifier, state: client.randomState(), nonce: client.randomNonce(), redirect };
      const to = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirect,
        scope: settings.scopes.join(' '),
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: kept.state,
        nonce: kept.nonce,
      });
      return { to: to.href, kept: JSON.stringify(kept) };
    },
    end: async (url, text) => {
      const { verifier, state, nonce, redirect } = Kept.parse(JSON.parse(text));
      // What the proxy in front of us called it does not count: the provider compares with what it was asked for.
      const current = new URL(redirect);
      current.search = new URL(url).search;
      const tokens = await client.authorizationCodeGrant(await configuration(), current, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = Claims.parse(tokens.claims());
      const more = tokens.access_token
        ? await client.fetchUserInfo(await configuration(), tokens.access_token, claims.sub).catch(() => ({}))
        : {};
      return personOf({ ...more, ...claims }, settings);
    },
    roleOf: (groups) => {
      const given = groups.flatMap((group) => settings.roles[group] ?? []);
      const role = roles.findLast((one) => given.includes(one)) ?? settings.otherwise;
      return role === null ? null : { role, internal: settings.internal.some((group) => groups.includes(group)) };
    },
  };
}

function personOf(claims: z.infer<typeof Claims>, { issuer, groups }: OidcSettings): OidcPerson {
  const said = claims[groups];
  const email = claims.email_verified === false ? null : (claims.email ?? null);
  const login = claims.preferred_username ?? email ?? claims.sub;
  return {
    subject: `${issuer} ${claims.sub}`,
    name: claims.name ?? login,
    email,
    login,
    groups: Array.isArray(said) ? said.filter((one) => typeof one === 'string') : [],
  };
}
