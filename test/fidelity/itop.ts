import { manualClock, seededRandom } from '@passerelle/connector/testing';
import {
  defaultQuirks,
  instantOf,
  iTop,
  localOf,
  type ITop,
  type Quirks,
} from '../../connectors/itop/simulator/index.js';
import { wording, type ErrorClass } from './compare.js';
import { furnish, operationOf } from './itop-furnish.js';
import { recordedTokens, recordedWorld, simpleWorld } from './itop-world.js';
import type { Player } from './player.js';
import type { Recording } from './recording.js';

/** Code and message. Lists of attribute codes and SQL are those of another build, so only that they are told counts. */
const errorClass: ErrorClass = (_status, json) => {
  const { code, message, data } = (json ?? {}) as { code?: number; message?: string | null; data?: unknown };
  if (data !== undefined) return `503: ${wording(JSON.stringify(data))}`;
  const text = (message ?? '')
    .replace(/expecting \{.*?\}/g, 'expecting {#}')
    .replace(/query = UPDATE.*?, mysql_errno/g, 'query = #, mysql_errno')
    .replace(/column `[^ ]*/g, 'column #')
    .replace(/id = \d+, class = \w+/g, 'id = #');
  return `${code}: ${wording(text)}`;
};

/** How the server was configured when an exchange was recorded; its name or its note tells. */
const configurations: readonly (readonly [name: RegExp, quirks: Partial<Quirks>])[] = [
  [/rest-token NOT in allowed/, { loginTypes: ['form', 'basic', 'external'] }],
  [/without personal_tokens_allowed_profiles/, { personalTokenProfiles: [] }],
  [/once "url" is allowed/, { loginTypes: ['form', 'basic', 'external', 'url', 'rest-token'] }],
  [/access_mode=[02]|\.readonly/, { readOnly: true }],
  [/display_errors=On/, { displayErrors: true }],
  [/database down/, { databaseDown: true }],
];

/** Where the file holds a sentence in place of a value that is too long for it. */
const written: readonly (readonly [sentence: string, value: string])[] = [
  ['<70000 x D>', 'D'.repeat(70_000)],
  ['<7 MiB of base64, body ~9.8 MB>', 'A'.repeat(9_800_000)],
];

const admin = `Basic ${Buffer.from('admin:admin').toString('base64')}`;

export const itop: Player = {
  errorClass,
  headers: ['content-type', 'access-control-allow-origin'],
  volatile: () => false,
  begin(recordings) {
    const clock = manualClock('2026-11-21T20:29:00Z');
    const random = seededRandom(7);
    const first = { clock, random, world: recordedWorld, tokens: recordedTokens };
    // The service level of the recorded install: a minute until somebody answers for a mailbox that is down.
    const itil = iTop({ ...first, timeToOwn: ({ servicesubcategory_id: sub }) => (sub === '19' ? 60 : null) });
    const simple = iTop({ clock, random, world: simpleWorld, quirks: { flavour: 'simple' } });
    return (recording) => {
      const sim = recording.name.startsWith('simple flavour') ? simple : itil;
      furnish(sim, recording, recordings.slice(recording.index + 1));
      advance(recording, clock);
      return ask(sim, recording);
    };
  },
};

/** Time goes on as it went there: to the latest instant that the answer shows. */
function advance({ response }: Recording, clock: ReturnType<typeof manualClock>): void {
  const told = [...String(response.body ?? '').matchAll(/2026-11-2\d \d\d:\d\d:\d\d/g)].map(([text]) => text);
  const latest = told.toSorted().at(-1);
  const now = clock.now().getTime();
  if (latest !== undefined && latest > localOf(now, defaultQuirks.zone))
    clock.advance(instantOf(latest, defaultQuirks.zone) - now);
}

function ask(sim: ITop, recording: Recording): ReturnType<ReturnType<Player['begin']>> {
  const { method, url, headers, body } = recording.request;
  const { authorization, ...others } = headers;
  const [, quirks = {}] = configurations.find(([name]) => name.test(recording.name)) ?? [];
  let sent = body?.toString('utf8') ?? '';
  for (const [sentence, value] of written) {
    const form = new URLSearchParams(sent);
    const data = form.get('json_data');
    if (data?.includes(sentence)) form.set('json_data', data.replace(sentence, value));
    if (data?.includes(sentence)) sent = form.toString();
  }
  // Who asked was blanked; a large body went out with credentials in a header.
  const who = authorization !== undefined || recording.name.endsWith('basic auth') ? { authorization: admin } : {};
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const known = sim.instance.quirks;
  sim.turn(quirks);
  const response = sim.handle({
    method,
    url: url.replace(/^https?:\/\/[^/]+/, ''),
    headers: { ...type, ...others, ...who },
    body: Buffer.from(sent),
  });
  sim.turn({ ...defaultQuirks, flavour: known.flavour });
  // Attachments have one name and no order of their own: which of them the first three are changed between queries.
  const ties = operationOf(recording).class === 'Attachment' && sent.includes('%22limit%22');
  return { response, ...(ties ? { leniency: { opaque: ['objects'] } } : {}) };
}
