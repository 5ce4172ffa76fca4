import { Fault, type Finding, type Health } from '@passerelle/connector';
import type { Account } from './account.js';
import { classesOf } from './config.js';
import { fieldsOf } from './fields.js';
import { identityOf } from './identity.js';
import { statesOf } from './lifecycle.js';
import { probe } from './wire/answer.js';
import { textIn } from './wire/envelope.js';
import { get } from './wire/get.js';
import { quoted } from './wire/oql.js';
import type { Server } from './wire/server.js';

const fine = (name: string, detail: string): Finding => ({ name, ok: true, detail, advice: null, blocking: false });
const lacking = (name: string, detail: string, advice: string, blocking = false): Finding => ({
  name,
  ok: false,
  detail,
  advice,
  blocking,
});

/** Looks at everything that a connection needs, and writes nothing. */
export async function check(server: Server, account: Account, signal?: AbortSignal): Promise<Health> {
  const { config } = server;
  try {
    await server.read({ operation: 'list_operations' }, { signal });
    const findings: Finding[] = [fine('credentials', 'accepted, with the profile REST Services User')];
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
    if (!(error instanceof Fault)) throw error;
    const credentials = error.kind === 'unauthorized';
    const finding = lacking(
      credentials ? 'credentials' : 'connection',
      error.message,
      credentials ? 'correct the account; the message says what of it' : 'check url, network and whether iTop is up',
      true,
    );
    return { ok: false, findings: [finding], version: null, instance: null, clockOffset: server.tool.offset() };
  }
}

function instanceFinding(found: string, pin: string | undefined): Finding {
  if (pin === undefined)
    return lacking(
      'instance',
      found,
      `add instance: '${found}' to the connection, so that nothing is written elsewhere`,
    );
  if (pin === found) return fine('instance', found);
  return lacking(
    'instance',
    `expected ${pin}, came ${found}`,
    'correct url, or instance; nothing is written until then',
    true,
  );
}

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
  if (found === flavour) return fine('flavour', found);
  return lacking('flavour', `expected ${flavour}, and this is the ${found} one`, `set flavour: ${found}`, true);
}

async function rightsFinding(account: Account, signal?: AbortSignal): Promise<Finding> {
  const administrator = await account.administrator(signal);
  return fine(
    'rights',
    administrator
      ? 'an administrator: authors of entries are kept, tickets can be removed, triggers are read'
      : "no administrator: entries are written in the account's name, removed tickets are cancelled, logins are not known",
  );
}

/** Who is the caller of tickets whose requester iTop does not know. */
async function standInFinding(server: Server, signal?: AbortSignal): Promise<readonly Finding[]> {
  const { standIn } = server.config;
  if (standIn === undefined) return [];
  const oql = `SELECT Person WHERE id = ${standIn}`;
  const { objects } = await get(server, { class: 'Person', oql, fields: ['id', 'friendlyname'] }, { signal });
  const [found] = objects;
  if (found) return [fine('stand-in', textIn(found.fields, 'friendlyname'))];
  return [lacking('stand-in', `there is no Person ${standIn}`, 'correct standIn: the number of a Person of this iTop')];
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
  if (closed.length === 0) return fine('reading', `${classes.join(', ')} can be read`);
  const detail = `the account may not read ${closed.join(', ')}, so no ticket is read`;
  return lacking('reading', detail, 'give it the profile Support Agent', true);
}

/** A question after an attribute that does not exist lists those that do: the one look at the data model that REST allows. */
async function modelFinding(
  server: Server,
  ticketClass: 'UserRequest' | 'Incident',
  signal?: AbortSignal,
): Promise<Finding> {
  const name = `attributes of ${ticketClass}`;
  const key = `SELECT ${ticketClass} WHERE ${probe} = 1`;
  const said = await server
    .read({ operation: 'core/get', class: ticketClass, key, output_fields: 'id' }, { signal })
    .then(
      () => '',
      (error: unknown) => {
        if (error instanceof Fault && error.kind === 'rejected') return error.message;
        throw error;
      },
    );
  const codes = /expecting \{([^}]*)\}?/.exec(said)?.[1]?.split(/,\s*/);
  if (!codes || codes.length < 10) return fine(name, 'not told by this iTop; those of the configuration are believed');
  // The list is cut where the message is: only what stands before the cut can be held against it.
  const known = Object.keys(fieldsOf(server.config, ticketClass));
  const missing = known.filter((code) => !codes.includes(code));
  if (missing.length === 0) return fine(name, `${known.length} are known`);
  return lacking(
    name,
    `this iTop has no ${missing.join(', ')}`,
    'take them out of the configuration, or let the data model have them',
    true,
  );
}

/** States that no lifecycle of ours knows, in which tickets stand. */
async function statesFinding(
  server: Server,
  ticketClass: 'UserRequest' | 'Incident',
  signal?: AbortSignal,
): Promise<Finding> {
  const name = `states of ${ticketClass}`;
  const known = Object.keys(statesOf(server.config, ticketClass));
  const oql = `SELECT ${ticketClass} WHERE status NOT IN (${known.map(quoted).join(',')})`;
  const { objects, total } = await get(server, { class: ticketClass, oql, fields: ['status'], limit: 50 }, { signal });
  if (total === 0) return fine(name, `${known.length} are known, and no ticket stands in another`);
  const strange = [...new Set(objects.map(({ fields }) => textIn(fields, 'status')))].join(', ');
  return lacking(
    name,
    `${total} tickets stand in states that are not known: ${strange}`,
    `add them under site.${ticketClass}.states, with their transitions`,
  );
}

/** Stamps from the future show that iTop's wall clock is not the one that the connection was told. */
async function zoneFinding(server: Server, signal?: AbortSignal): Promise<Finding> {
  const ahead = server.time.at(server.tool.now() + 10 * 60_000);
  const oql = `SELECT UserRequest WHERE last_update > ${quoted(ahead)}`;
  const { total } = await get(server, { class: 'UserRequest', oql, fields: ['id'], limit: 1 }, { signal });
  if (total === 0) return fine('time zone', 'no ticket was changed in the future');
  return lacking(
    'time zone',
    `${total} tickets were changed in the future, after ${ahead}`,
    'set the zone of the connection to the timezone of iTop’s configuration',
    true,
  );
}

function clockFinding(offset: number | null): Finding {
  if (offset === null) return lacking('clock', 'the server shows no Date header', 'let the proxy pass it');
  const seconds = Math.round(offset / 1000);
  if (Math.abs(offset) <= 60_000) return fine('clock', `${seconds} s ahead of ours`);
  return lacking('clock', `${seconds} s ahead of ours`, 'set the clock of this machine (NTP)');
}
