import type { NativePerson } from '@passerelle/connector';
import { candidatesOf, compareNames, fold, type Candidate, type PersonLink } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import type { House } from '../house/house.js';
import { OperatorError } from '../operator-error.js';
import { describe } from './find-person.js';

export interface HandMatch {
  /** As `passerelle people` shows them: the beginning of a fingerprint, an e-mail address, a login or a name. */
  readonly person: string;
  /** `glpi-lycee:jdupont`: an id, login or e-mail address there, or `glpi-lycee:none`. */
  readonly account: string;
  readonly by: string;
}

/** As many as a register of a large organisation has. */
const most = 1_000_000;

/**
 * Keeps what somebody says of a person: which account they are in a connection, or that they have none. It stands above all
 * evidence from the next turn on. Several people who are called so are named, and none is taken.
 */
export async function matchByHand(
  house: Pick<House, 'register' | 'store' | 'clock' | 'connected'>,
  { person, account, by }: HandMatch,
): Promise<PersonLink> {
  const [connection, wanted] = cutOnce(account);
  const links = await house.register.links({ limit: most });
  const { fingerprint, named, candidates } = meant(links, person, connection);
  const known = candidates.find((one) => isCalled(one, wanted));
  const chosen = wanted === 'none' ? null : (known ?? (await lookUp(await house.connected(connection), wanted, named)));
  const link: PersonLink = {
    connection,
    person: fingerprint,
    native: chosen?.id ?? null,
    evidence: 'decision',
    named,
    ...(chosen && { candidates: [chosen] }),
    by,
    at: house.clock.now().toISOString(),
  };
  await house.store.commit({ personLinks: [link] });
  return link;
}

function cutOnce(account: string): readonly [string, string] {
  const at = account.indexOf(':');
  if (at > 0 && at < account.length - 1) return [account.slice(0, at), account.slice(at + 1).trim()];
  throw new OperatorError(
    'unknown-name',
    {
      fr: `une connexion et un compte sont attendus, comme glpi-lycee:jdupont ; «${account}» a été donné`,
      en: `expected a connection and an account such as glpi-lycee:jdupont, «${account}» came`,
    },
    {
      fr: 'écrivez <connexion>:<id, identifiant ou adresse>, ou <connexion>:none',
      en: 'write <connection>:<id, login or e-mail>, or <connection>:none',
    },
  );
}

function meant(
  links: readonly PersonLink[],
  person: string,
  connection: string,
): { readonly fingerprint: string; readonly named: Person; readonly candidates: readonly Candidate[] } {
  const fits = ({ person: fingerprint, named }: PersonLink): boolean =>
    (person.length >= 6 && fingerprint.startsWith(person)) ||
    (named !== undefined && (isCalled(named, person) || compareNames(named.name, person) === 'same'));
  const fitting = links.filter(fits);
  const [first, ...others] = new Map(fitting.map((link) => [link.person, link])).values();
  if (!first?.named)
    throw new OperatorError(
      'unknown-name',
      { fr: `personne de connu ne s’appelle «${person}»`, en: `nobody who was met is «${person}»` },
      {
        fr: 'voyez «passerelle people» ; les premières lettres d’une empreinte suffisent',
        en: 'see «passerelle people»; the first letters of a fingerprint are enough',
      },
    );
  if (others.length > 0)
    throw new OperatorError(
      'unknown-name',
      { fr: `«${person}» désigne plusieurs personnes`, en: `«${person}» is several people` },
      { fr: 'désignez-en une par son empreinte', en: 'name one by the fingerprint' },
      {
        details: [first, ...others].map((one) => `${one.person.slice(0, 8)} · ${one.named ? describe(one.named) : ''}`),
      },
    );
  const own = fitting.find((link) => link.connection === connection);
  return { fingerprint: first.person, named: first.named, candidates: own?.candidates ?? [] };
}

function isCalled(one: Pick<NativePerson, 'email' | 'login'> & { readonly id?: string }, wanted: string): boolean {
  const sought = fold(wanted.trim());
  return [one.id, one.email, one.login].some((fact) => fact !== undefined && fact !== null && fold(fact) === sought);
}

async function lookUp(
  { name, connector }: Awaited<ReturnType<House['connected']>>,
  wanted: string,
  person: Person,
): Promise<Candidate> {
  const blank = { name: null, email: null, login: null, employeeNumber: null };
  const found = await connector.directory?.persons([
    { ...blank, login: wanted },
    { ...blank, email: wanted },
  ]);
  const [one, ...others] = (found ?? []).filter((account) => isCalled(account, wanted));
  const [candidate] = one && others.length === 0 ? candidatesOf(person, { candidates: [one] }) : [];
  if (candidate) return candidate;
  throw new OperatorError(
    'unknown-name',
    {
      fr: `${name} ${others.length > 0 ? 'connaît plusieurs comptes' : 'ne connaît aucun compte'} «${wanted}»`,
      en: `${name} knows ${others.length > 0 ? 'several accounts' : 'no account'} «${wanted}»`,
    },
    {
      fr: 'désignez un compte par son identifiant ou son adresse dans cet outil, ou dites «none»',
      en: 'name an account by its login or e-mail address there, or «none»',
    },
  );
}
