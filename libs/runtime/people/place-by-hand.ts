import { codesOf, placeKey, type NamedKind, type PlaceLink } from '@passerelle/sync';
import type { House } from '../house/house.js';
import { OperatorError } from '../operator-error.js';

export interface PlaceWish {
  /** As `passerelle places` shows it. */
  readonly name: string;
  /** `servicenow:Lycée Bellevue`: a name or id there, or `servicenow:none`. */
  readonly place: string;
  /** Needed where a team, an organisation or a site have one name. */
  readonly kind?: NamedKind | undefined;
  readonly by: string;
}

/** As many as a large organisation has sites. */
const most = 1_000_000;

/**
 * Keeps which team, organisation or site of a connection somebody says that a name means, or that it has none. It stands above all
 * evidence from the next turn on.
 */
export async function placeByHand(
  house: Pick<House, 'register' | 'clock' | 'connected'>,
  { name, place, kind, by }: PlaceWish,
): Promise<PlaceLink> {
  const at = place.indexOf(':');
  if (at <= 0 || at === place.length - 1)
    throw new OperatorError(
      'unknown-name',
      {
        fr: `une connexion et un lieu sont attendus, comme servicenow:Lycée Bellevue ; «${place}» a été donné`,
        en: `expected a connection and a place such as servicenow:Lycée Bellevue, «${place}» came`,
      },
      {
        fr: 'écrivez <connexion>:<nom ou id>, ou <connexion>:none',
        en: 'write <connection>:<name or id>, or <connection>:none',
      },
    );
  const [connection, wanted] = [place.slice(0, at), place.slice(at + 1).trim()];
  const link = await meant(house, { connection, name, kind });
  const chosen = wanted === 'none' ? null : await found(house, link, wanted);
  const decided: PlaceLink = {
    ...link,
    native: chosen?.id ?? null,
    called: chosen?.name ?? null,
    evidence: 'decision',
    by,
    at: house.clock.now().toISOString(),
  };
  await house.register.keepPlaces([decided]);
  return decided;
}

async function meant(
  { register }: Pick<House, 'register'>,
  {
    connection,
    name,
    kind,
  }: { readonly connection: string; readonly name: string; readonly kind: NamedKind | undefined },
): Promise<PlaceLink> {
  const all = await register.places({ connection, ...(kind && { kind }), limit: most });
  const exact = all.filter((link) => link.name === name);
  const fitting = exact.length > 0 ? exact : all.filter((link) => placeKey(link.name) === placeKey(name));
  const [link, ...others] = fitting;
  if (!link)
    throw new OperatorError(
      'unknown-name',
      {
        fr: `aucun ticket transmis à ${connection} ne nomme «${name}»`,
        en: `no ticket that ${connection} was told of names «${name}»`,
      },
      {
        fr: 'voyez «passerelle places» ; le nom y figure tel que les tickets le portent',
        en: 'see «passerelle places»; the name stands there as tickets have it',
      },
    );
  if (others.length === 0) return link;
  throw new OperatorError(
    'unknown-name',
    { fr: `«${name}» correspond à plusieurs noms`, en: `«${name}» is several names` },
    { fr: 'écrivez-le tel qu’il figure, ou précisez --kind', en: 'write it as it stands, or name the --kind' },
    { details: fitting.map((one) => `${one.kind} · ${one.name}`) },
  );
}

const none: Readonly<Record<NamedKind, string>> = {
  group: 'aucune équipe',
  organisation: 'aucune organisation',
  site: 'aucun site',
};

async function found(
  house: Pick<House, 'connected'>,
  { connection, kind, candidates }: PlaceLink,
  wanted: string,
): Promise<{ readonly id: string; readonly name: string }> {
  const isIt = (one: { readonly id: string; readonly name: string }): boolean =>
    one.id === wanted || one.name === wanted;
  const shown = candidates.find(isIt);
  if (shown) return shown;
  const { directory } = (await house.connected(connection)).connector;
  const asked =
    (kind === 'group'
      ? await directory?.groups([wanted])
      : await directory?.places?.(kind, [{ name: wanted, codes: codesOf(wanted) }])) ?? [];
  const [one, ...others] = asked.filter(isIt);
  if (one && others.length === 0) return { id: one.id, name: one.name };
  throw new OperatorError(
    'unknown-name',
    {
      fr: `${connection} ${others.length > 0 ? 'connaît plusieurs lieux' : `ne connaît ${none[kind]}`} «${wanted}»`,
      en: `${connection} knows ${others.length > 0 ? 'several places' : `no ${kind}`} «${wanted}»`,
    },
    {
      fr: 'donnez le nom qu’il y porte ou son id, ou dites «none»',
      en: 'name it as it is called there, by its id, or say «none»',
    },
  );
}
