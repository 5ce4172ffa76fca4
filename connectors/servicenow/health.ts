import { Fault, type Finding, type Health } from '@passerelle/connector';
import type { Companion } from './companion/detect.js';
import { accountOf, profileFinding, roleFinding } from './knowledge/account.js';
import { fine, lacking, looking } from './knowledge/findings.js';
import { identityOf, propertiesOf, type Properties } from './knowledge/identity.js';
import { readRights, writeRights } from './knowledge/rights.js';
import type { Instance } from './wire/instance.js';
import { all, is } from './wire/query.js';
import { text } from './wire/row.js';
import { rowsOf } from './wire/rows.js';

/** More than this, and stamps of theirs read beside ours would mislead people; reading and writing do not mind. */
const mostOffset = 60_000;

/** Looks at everything that a connection needs. What is wrong is a finding; it throws nothing but programming errors. */
export async function check(instance: Instance, companion: Companion, signal?: AbortSignal): Promise<Health> {
  instance.forgive();
  try {
    const account = await accountOf(instance, signal);
    const findings: Finding[] = [
      account
        ? fine('credentials', `accepted, as ${account.login}`)
        : lacking(
            'credentials',
            'accepted, but the account may not read its own user record',
            'grant read on sys_user',
          ),
    ];
    let properties: Properties = new Map();
    findings.push(
      ...(await looking('properties', 'grant read on sys_properties', async () => {
        properties = await propertiesOf(instance, signal);
        return propertyFindings(properties);
      })),
    );
    const identity = identityOf(properties, instance.url);
    findings.push(instanceFinding(identity, instance.config.instance), ...(await readRights(instance, signal)));
    findings.push(writeRights(account?.roles ?? null));
    if (account) findings.push(roleFinding(account), profileFinding(account));
    findings.push(...(await batchFinding(instance, signal)), ...(await companionFinding(instance, companion, signal)));
    findings.push(...(await standInFinding(instance, signal)), clockFinding(instance.tool.offset()));
    return {
      ok: !findings.some(({ blocking }) => blocking),
      findings,
      version: properties.get('glide.buildtag.last') ?? properties.get('glide.buildtag') ?? null,
      instance: identity,
      clockOffset: instance.tool.offset(),
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const name = error.kind === 'unauthorized' ? 'credentials' : 'connection';
    const advice =
      name === 'credentials'
        ? 'correct the credentials of this connection; the message says which'
        : 'check url, network and whether the instance is awake';
    const finding = lacking(name, error.message, advice, true);
    return { ok: false, findings: [finding], version: null, instance: null, clockOffset: instance.tool.offset() };
  }
}

function instanceFinding(found: string, pin: string | undefined): Finding {
  if (pin !== undefined && pin !== found) {
    const advice =
      'correct url, or instance in the configuration if it was replaced on purpose; nothing is written until then';
    return lacking('instance', `expected ${pin}, came ${found}`, advice, true);
  }
  if (pin === undefined) {
    return lacking(
      'instance',
      found,
      `add instance: '${found}' to the connection, so that nothing is written to a clone`,
    );
  }
  return fine('instance', found);
}

function propertyFindings(properties: Properties): Finding[] {
  if (properties.size === 0) {
    return [
      lacking(
        'properties',
        'sys_properties cannot be read: version and identity are not known',
        'grant read on sys_properties',
      ),
    ];
  }
  const strict = properties.get('glide.invalid_query.returns_no_rows') === 'true';
  const loose = properties.get('glide.rest.choice.allow_non_existing_value') === 'true';
  return [
    strict
      ? fine('invalid queries', 'an unknown column in a query returns no rows')
      : lacking(
          'invalid queries',
          'an unknown column in a query returns every row; answers are checked for it',
          'set glide.invalid_query.returns_no_rows to true',
        ),
    ...(loose
      ? [
          lacking(
            'choices',
            'values outside their choice list are kept',
            'set glide.rest.choice.allow_non_existing_value to false',
          ),
        ]
      : []),
  ];
}

async function batchFinding(instance: Instance, signal?: AbortSignal): Promise<readonly Finding[]> {
  if (!instance.config.batch) return [fine('batches', 'switched off by the configuration')];
  return looking('batches', 'open the Batch API to the account, or set batch: false', async () => {
    const call = {
      method: 'GET',
      path: '/api/now/table/sys_user',
      query: { sysparm_limit: '1', sysparm_fields: 'sys_id' },
      effect: 'read',
      what: 'GET sys_user',
    } as const;
    const delivered = await instance.batch.send([{ id: '1', call }], signal);
    if (delivered) return [fine('batches', `up to ${instance.batch.size} requests in one call`)];
    return [
      lacking(
        'batches',
        'the Batch API is not open: every write is a call of its own',
        'activate it, or set batch: false',
      ),
    ];
  });
}

async function companionFinding(
  { config }: Instance,
  companion: Companion,
  signal?: AbortSignal,
): Promise<readonly Finding[]> {
  if (config.companion === 'off') return [fine('companion', 'switched off: dates, authors and silence are not kept')];
  return looking('companion', 'look at the import set table in the instance', async () => {
    const { usable, detail, advice } = await companion.inspect(signal);
    if (usable) return [fine('companion', detail)];
    const lost = `${detail}: dates and authors stand in the text, and mails, flows and clocks run`;
    return [lacking('companion', lost, advice ?? '', config.companion === 'on')];
  });
}

/** Who is the caller of tickets whose requester has no account. */
async function standInFinding(instance: Instance, signal?: AbortSignal): Promise<readonly Finding[]> {
  const { standIn } = instance.config;
  if (standIn === undefined) return [];
  const advice = 'correct standIn: the sys_id of an active user of this instance';
  return looking('stand-in', advice, async () => {
    const fields = ['sys_id', 'name', 'active'];
    const { rows } = await rowsOf(
      instance,
      { of: 'sys_user', query: all(is('sys_id', standIn)), fields, limit: 2 },
      signal,
    );
    const found = rows.find((row) => text(row, 'sys_id') === standIn);
    if (found && text(found, 'active') !== 'false') return [fine('stand-in', text(found, 'name'))];
    return [lacking('stand-in', `${standIn} is ${found ? 'switched off' : 'nobody here'}`, advice)];
  });
}

function clockFinding(offset: number | null): Finding {
  if (offset === null) return lacking('clock', 'the instance shows no Date header', 'let the proxy pass it');
  const seconds = Math.round(offset / 1000);
  if (Math.abs(offset) <= mostOffset) return fine('clock', `${seconds} s ahead of ours`);
  return lacking('clock', `${seconds} s ahead of ours`, 'set the clock of this machine (NTP)');
}
