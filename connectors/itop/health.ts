import {
  asIs,
  clockFinding,
  Fault,
  fine,
  lacking,
  titles,
  type Finding,
  type Health,
  outOfReach,
  instanceFinding,
} from '@passerelle/connector';
import type { Account } from './account.js';
import { classesOf } from './config.js';
import { identityOf } from './identity.js';
import { modelFinding, statesFinding } from './model-findings.js';
import { textIn } from './wire/envelope.js';
import { get } from './wire/get.js';
import { quoted } from './wire/oql.js';
import type { Server } from './wire/server.js';

/** Looks at everything that a connection needs, and writes nothing. */
export async function check(server: Server, account: Account, signal?: AbortSignal): Promise<Health> {
  const { config } = server;
  try {
    await server.read({ operation: 'list_operations' }, { signal });
    const findings: Finding[] = [
      fine(titles.credentials, {
        fr: 'acceptée, avec le profil REST Services User',
        en: 'accepted, with the profile REST Services User',
      }),
    ];
    const identity = await identityOf(server, signal);
    findings.push(instanceFinding(identity, config.instance));
    findings.push(await flavourFinding(server, signal));
    if (findings.every(({ blocking }) => !blocking)) {
      findings.push(await rightsFinding(account, signal), await readingFinding(server, signal));
      for (const ticketClass of classesOf(config)) {
        findings.push(await modelFinding(server, ticketClass, signal));
        findings.push(await statesFinding(server, ticketClass, signal));
      }
      findings.push(await zoneFinding(server, signal), ...(await standInFinding(server, signal)));
    }
    const offset = server.tool.offset();
    findings.push(clockFinding(offset));
    return {
      ok: !findings.some(({ blocking }) => blocking),
      findings,
      version: null,
      instance: identity,
      clockOffset: offset,
    };
  } catch (error) {
    return outOfReach(error, mend, server.tool.offset());
  }
}

const mend = {
  credentials: {
    fr: 'corrigez le compte ; le message dit ce qui ne va pas',
    en: 'correct the account; the message says what of it',
  },
  connection: {
    fr: 'vérifiez l’adresse (url), le réseau, et qu’iTop répond',
    en: 'check url, network and whether iTop is up',
  },
};

/** Whether incidents are a class of their own shows which module is installed. */
async function flavourFinding(server: Server, signal?: AbortSignal): Promise<Finding> {
  const { flavour } = server.config;
  const itil = await get(
    server,
    { class: 'Incident', oql: 'SELECT Incident', fields: ['id'], limit: 1 },
    { signal },
  ).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Fault && error.kind === 'unsupported') return false;
      throw error;
    },
  );
  const found = itil ? 'itil' : 'simple';
  const title = { fr: 'variante', en: 'flavour' };
  if (found === flavour) return fine(title, asIs(found));
  return lacking(
    title,
    { fr: `attendu ${flavour}, celui-ci est ${found}`, en: `expected ${flavour}, and this is the ${found} one` },
    { fr: `mettez flavour: ${found}`, en: `set flavour: ${found}` },
    true,
  );
}

async function rightsFinding(account: Account, signal?: AbortSignal): Promise<Finding> {
  const administrator = await account.administrator(signal);
  return fine(
    { fr: 'droits', en: 'rights' },
    administrator
      ? {
          fr: 'administrateur : les auteurs des lignes de journal sont gardés, les tickets peuvent être retirés, les déclencheurs sont lus',
          en: 'an administrator: authors of entries are kept, tickets can be removed, triggers are read',
        }
      : {
          fr: 'pas administrateur : les lignes de journal sont écrites au nom du compte, les tickets à retirer sont annulés, les identifiants des personnes ne sont pas connus',
          en: "no administrator: entries are written in the account's name, removed tickets are cancelled, logins are not known",
        },
  );
}

/** Who is the caller of tickets whose requester iTop does not know. */
async function standInFinding(server: Server, signal?: AbortSignal): Promise<readonly Finding[]> {
  const { standIn } = server.config;
  if (standIn === undefined) return [];
  const oql = `SELECT Person WHERE id = ${standIn}`;
  const { objects } = await get(server, { class: 'Person', oql, fields: ['id', 'friendlyname'] }, { signal });
  const [found] = objects;
  if (found) return [fine(titles.standIn, asIs(textIn(found.fields, 'friendlyname')))];
  return [
    lacking(
      titles.standIn,
      { fr: `il n’y a pas de Person ${standIn}`, en: `there is no Person ${standIn}` },
      {
        fr: 'corrigez standIn : le numéro d’une Person de cet iTop',
        en: 'correct standIn: the number of a Person of this iTop',
      },
    ),
  ];
}

/** What a ticket is read from: without one of these its tickets would not be read whole, so none is. */
const classes = ['Person', 'Attachment', 'WorkOrder', 'lnkContactToTicket', 'lnkFunctionalCIToTicket'];

async function readingFinding(server: Server, signal?: AbortSignal): Promise<Finding> {
  const closed: string[] = [];
  for (const className of classes) {
    try {
      const oql = `SELECT ${className} WHERE id = 0`;
      await get(server, { class: className, oql, fields: ['id'] }, { signal });
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'unauthorized') throw error;
      closed.push(className);
    }
  }
  const title = { fr: 'lecture', en: 'reading' };
  if (closed.length === 0)
    return fine(title, { fr: `${classes.join(', ')} : lisibles`, en: `${classes.join(', ')} can be read` });
  const names = closed.join(', ');
  return lacking(
    title,
    {
      fr: `le compte n’a pas le droit de lire ${names} : aucun ticket n’est donc lu`,
      en: `the account may not read ${names}, so no ticket is read`,
    },
    { fr: 'donnez-lui le profil Support Agent', en: 'give it the profile Support Agent' },
    true,
  );
}

/** Stamps from the future show that iTop's wall clock is not the one that the connection was told. */
async function zoneFinding(server: Server, signal?: AbortSignal): Promise<Finding> {
  const ahead = server.time.at(server.tool.now() + 10 * 60_000);
  const oql = `SELECT UserRequest WHERE last_update > ${quoted(ahead)}`;
  const { total } = await get(server, { class: 'UserRequest', oql, fields: ['id'], limit: 1 }, { signal });
  const title = { fr: 'fuseau horaire', en: 'time zone' };
  if (total === 0)
    return fine(title, {
      fr: 'aucun ticket modifié dans le futur',
      en: 'no ticket was changed in the future',
    });
  return lacking(
    title,
    {
      fr: `${total} tickets modifiés dans le futur, après ${ahead}`,
      en: `${total} tickets were changed in the future, after ${ahead}`,
    },
    {
      fr: 'donnez à la connexion (zone) le timezone de la configuration d’iTop',
      en: 'set the zone of the connection to the timezone of iTop’s configuration',
    },
    true,
  );
}
