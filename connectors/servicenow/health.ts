import {
  asIs,
  clockFinding,
  fine,
  lacking,
  looking,
  titles,
  type Finding,
  type Health,
  outOfReach,
  instanceFinding,
} from '@passerelle/connector';
import type { Companion } from './companion/detect.js';
import { accountOf, profileFinding, roleFinding } from './knowledge/account.js';
import { identityOf, propertiesOf, type Properties } from './knowledge/identity.js';
import { propertyFindings, propertyTitle, readProperties } from './knowledge/properties.js';
import { readRights, writeRights } from './knowledge/rights.js';
import type { Instance } from './wire/instance.js';
import { all, is } from './wire/query.js';
import { text } from './wire/row.js';
import { rowsOf } from './wire/rows.js';

/** Looks at everything that a connection needs. What is wrong is a finding; it throws nothing but programming errors. */
export async function check(instance: Instance, companion: Companion, signal?: AbortSignal): Promise<Health> {
  instance.forgive();
  try {
    const account = await accountOf(instance, signal);
    const findings: Finding[] = [
      account
        ? fine(titles.credentials, { fr: `acceptée, compte ${account.login}`, en: `accepted, as ${account.login}` })
        : lacking(
            titles.credentials,
            {
              fr: 'acceptée, mais le compte n’a pas le droit de lire sa propre fiche d’utilisateur',
              en: 'accepted, but the account may not read its own user record',
            },
            { fr: 'donnez le droit de lire sys_user', en: 'grant read on sys_user' },
          ),
    ];
    let known: Properties = new Map();
    findings.push(
      ...(await looking(propertyTitle, readProperties, async () => {
        known = await propertiesOf(instance, signal);
        return propertyFindings(known);
      })),
    );
    const identity = identityOf(known, instance.url);
    findings.push(instanceFinding(identity, instance.config.instance), ...(await readRights(instance, signal)));
    findings.push(writeRights(account?.roles ?? null));
    if (account) findings.push(roleFinding(account), profileFinding(account));
    findings.push(...(await batchFinding(instance, signal)), ...(await companionFinding(instance, companion, signal)));
    findings.push(...(await standInFinding(instance, signal)), clockFinding(instance.tool.offset()));
    return {
      ok: !findings.some(({ blocking }) => blocking),
      findings,
      version: known.get('glide.buildtag.last') ?? known.get('glide.buildtag') ?? null,
      instance: identity,
      clockOffset: instance.tool.offset(),
    };
  } catch (error) {
    return outOfReach(error, mend, instance.tool.offset());
  }
}

const mend = {
  credentials: {
    fr: 'corrigez les identifiants de cette connexion ; le message dit lesquels',
    en: 'correct the credentials of this connection; the message says which',
  },
  connection: {
    fr: 'vérifiez l’adresse (url), le réseau, et que l’instance n’est pas en veille',
    en: 'check url, network and whether the instance is awake',
  },
};

async function batchFinding(instance: Instance, signal?: AbortSignal): Promise<readonly Finding[]> {
  const title = { fr: 'lots', en: 'batches' };
  if (!instance.config.batch)
    return [fine(title, { fr: 'désactivés par la configuration', en: 'switched off by the configuration' })];
  const advice = {
    fr: 'ouvrez l’API Batch au compte, ou mettez batch: false',
    en: 'open the Batch API to the account, or set batch: false',
  };
  return looking(title, advice, async () => {
    const call = {
      method: 'GET',
      path: '/api/now/table/sys_user',
      query: { sysparm_limit: '1', sysparm_fields: 'sys_id' },
      effect: 'read',
      what: 'GET sys_user',
    } as const;
    const delivered = await instance.batch.send([{ id: '1', call }], signal);
    const { size } = instance.batch;
    if (delivered)
      return [fine(title, { fr: `jusqu’à ${size} requêtes par appel`, en: `up to ${size} requests in one call` })];
    return [
      lacking(
        title,
        {
          fr: 'l’API Batch n’est pas ouverte : chaque écriture est un appel à elle seule',
          en: 'the Batch API is not open: every write is a call of its own',
        },
        { fr: 'activez-la, ou mettez batch: false', en: 'activate it, or set batch: false' },
      ),
    ];
  });
}

async function companionFinding(
  { config }: Instance,
  companion: Companion,
  signal?: AbortSignal,
): Promise<readonly Finding[]> {
  const title = { fr: 'compagnon', en: 'companion' };
  if (config.companion === 'off')
    return [
      fine(title, {
        fr: 'désactivé : ni les dates, ni les auteurs, ni le silence ne sont gardés',
        en: 'switched off: dates, authors and silence are not kept',
      }),
    ];
  const look = {
    fr: 'vérifiez la table d’import (import set) dans l’instance',
    en: 'look at the import set table in the instance',
  };
  return looking(title, look, async () => {
    const { usable, detail, advice } = await companion.inspect(signal);
    if (usable) return [fine(title, detail)];
    const lost = {
      fr: `${detail.fr} : dates et auteurs sont écrits dans le texte ; courriels, flux et horloges SLA se déclenchent`,
      en: `${detail.en}: dates and authors stand in the text, and mails, flows and clocks run`,
    };
    return [lacking(title, lost, advice ?? look, config.companion === 'on')];
  });
}

/** Who is the caller of tickets whose requester has no account. */
async function standInFinding(instance: Instance, signal?: AbortSignal): Promise<readonly Finding[]> {
  const { standIn } = instance.config;
  if (standIn === undefined) return [];
  const advice = {
    fr: 'corrigez standIn : le sys_id d’un utilisateur actif de cette instance',
    en: 'correct standIn: the sys_id of an active user of this instance',
  };
  return looking(titles.standIn, advice, async () => {
    const fields = ['sys_id', 'name', 'active'];
    const { rows } = await rowsOf(
      instance,
      { of: 'sys_user', query: all(is('sys_id', standIn)), fields, limit: 2 },
      signal,
    );
    const found = rows.find((row) => text(row, 'sys_id') === standIn);
    if (found && text(found, 'active') !== 'false') return [fine(titles.standIn, asIs(text(found, 'name')))];
    const detail = found
      ? { fr: `${standIn} est désactivé`, en: `${standIn} is switched off` }
      : { fr: `${standIn} ne désigne personne ici`, en: `${standIn} is nobody here` };
    return [lacking(titles.standIn, detail, advice)];
  });
}
