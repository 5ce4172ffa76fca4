import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { play } from './play.js';
import { readRecordings } from './recording.js';
import { servicenow } from './servicenow.js';

const text = readFileSync('connectors/servicenow/fixtures/recordings.json', 'utf8');
type Entry = Record<string, unknown>;
const entries = JSON.parse(text) as Entry[];

/** The report on the recordings after one of them was tampered with. */
function unlikeAfter(name: string, tamper: (entry: Entry) => void): readonly number[] {
  const copy = structuredClone(entries);
  const entry = copy.find((one) => one['id'] === name);
  if (!entry) throw new Error(`no recording ${name}`);
  tamper(entry);
  return play('servicenow', servicenow, readRecordings(JSON.stringify(copy))).report.unlike;
}
const indexOf = (name: string): number => entries.findIndex((one) => one['id'] === name);
const resultOf = (entry: Entry): Entry => {
  const { result } = entry['body'] as { result: unknown };
  return (Array.isArray(result) ? result[0] : result) as Entry;
};

const tamperings: readonly (readonly [what: string, name: string, tamper: (entry: Entry) => void])[] = [
  ['another status on a read', 'table.get.incident.raw', (e) => void (e['status'] = 404)],
  ['another status on a write', 'table.post.incident.raw', (e) => void (e['status'] = 200)],
  ['another status on an error', 'error.404.15', (e) => void (e['status'] = 400)],
  ['a key that the tool sends', 'table.patch.incident.raw', (e) => void (resultOf(e)['u_site'] = 'x')],
  [
    'a key that the tool does not send',
    'table.list.incident.raw.unknown_params',
    (e) => void delete resultOf(e)['urgency'],
  ],
  ['a number for a string', 'table.get.incident.raw', (e) => void (resultOf(e)['state'] = 1)],
  ['a string for a reference', 'table.list.problem.raw', (e) => void (resultOf(e)['opened_by'] = 'glide.maint')],
  ['null for a string', 'attachment.post.file', (e) => void (resultOf(e)['hash'] = null)],
  [
    'another error message',
    'error.400.0',
    (e) => void (e['body'] = { error: { message: 'No such table', detail: null }, status: 'failure' }),
  ],
  [
    'another error detail',
    'error.403.12',
    (e) => void (e['body'] = { error: { message: 'Operation Failed', detail: 'ACL Exception' }, status: 'failure' }),
  ],
  ['a body where there is none', 'table.delete', (e) => void (e['body'] = { result: {} })],
  ['sound JSON where it is broken', 'error.200.partial.malformed', (e) => void (e['body_text'] = '{"result":[]}')],
];

describe('the ServiceNow simulator, beside what was recorded', () => {
  const { report, findings } = play('servicenow', servicenow, readRecordings(text));

  it('answers every recorded exchange alike and leaves none out', () => {
    expect(findings.filter((one) => one.differences.length > 0 || one.leftOut !== undefined)).toEqual([]);
    expect(report).toEqual({ connector: 'servicenow', exchanges: 47, alike: 47, share: 1, unlike: [], left_out: [] });
  });

  it.each(tamperings)('finds %s', (_what, name, tamper) => {
    expect(unlikeAfter(name, tamper)).toEqual([indexOf(name)]);
  });

  it('leaves out and counts an exchange whose request nobody knows', () => {
    const extra = [
      ...entries,
      { id: 'unknown', method: '*', url: '*', status: 418, body: {} },
      { id: 'write', method: 'POST', url: '/api/now/table/incident', status: 201, body: {} },
    ];
    const { report: longer } = play('servicenow', servicenow, readRecordings(JSON.stringify(extra)));
    expect(longer.left_out).toEqual([47, 48]);
    expect(longer.exchanges).toBe(49);
  });

  it('plays a write whose body was recorded, and matches the ids it made by their role', () => {
    const exchanges = [
      {
        id: 'made',
        method: 'POST',
        url: '/api/now/table/incident?sysparm_fields=sys_id,number',
        request_body: { short_description: 'Écran noir' },
        status: 201,
        body: { result: { sys_id: 'c537bae64f411200adf9f8e18110c76e', number: 'INC0099999' } },
      },
      {
        id: 'read',
        method: 'GET',
        url: '/api/now/table/incident?sysparm_query=number=INC0099999&sysparm_fields=sys_id,short_description',
        status: 200,
        body: { result: [{ sys_id: 'c537bae64f411200adf9f8e18110c76e', short_description: 'Écran noir' }] },
      },
    ];
    const { report: short } = play('servicenow', servicenow, readRecordings(JSON.stringify(exchanges)));
    expect(short).toMatchObject({ alike: 2, unlike: [], left_out: [] });
  });
});
