import { CookieJar } from 'tough-cookie';

/** Cookies of one visitor. Customers and staff never share one: in 3.4 both sides use the same cookie. */
export interface Jar {
  header(url: string): string | undefined;
  take(url: string, setCookie: string | undefined): void;
  /** The first cookie name that fits; it names the installation. */
  named(url: string, pattern: RegExp): string | null;
}

export function newJar(): Jar {
  const jar = new CookieJar(undefined, { looseMode: true, rejectPublicSuffixes: false });
  return {
    header: (url) => jar.getCookieStringSync(url) || undefined,
    take(url, setCookie) {
      for (const one of split(setCookie ?? '')) jar.setCookieSync(one, url, { ignoreError: true });
    },
    named: (url, pattern) => jar.getCookiesSync(url).find(({ key }) => pattern.test(key))?.key ?? null,
  };
}

/** The door joins several Set-Cookie headers by commas; dates hold commas too, but no name and equals sign behind them. */
function split(joined: string): readonly string[] {
  return joined.split(/,\s*(?=[!#$%&'*+\-.^_`|~0-9A-Za-z]+=)/).filter((one) => one !== '');
}
