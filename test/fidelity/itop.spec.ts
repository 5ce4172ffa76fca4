import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { itop } from './itop.js';
import { play } from './play.js';
import { readRecordings } from './recording.js';

const lines = readFileSync('connectors/itop/fixtures/recordings.jsonl', 'utf8').trim().split('\n');
interface Entry {
  readonly name: string;
  readonly response: { status: number; body: Record<string, unknown> };
}
const entries = lines.map((line) => JSON.parse(line) as Entry);
const indexOf = (name: string): number => entries.findIndex((each) => each.name === name);

/** The report after one answer was tampered with. */
function unlikeAfter(name: string, tamper: (entry: Entry) => void): readonly number[] {
  const copy = structuredClone(entries);
  tamper(copy[indexOf(name)]!);
  return play('itop', itop, readRecordings(copy.map((each) => JSON.stringify(each)).join('\n'))).report.unlike;
}
const fieldsOf = (entry: Entry): Record<string, unknown> => {
  const [object] = Object.values(entry.response.body['objects'] as Record<string, { fields: Record<string, unknown> }>);
  return object!.fields;
};

describe('the iTop simulator, beside what was recorded of 3.2.0 in both flavours', () => {
  const { report, findings } = play('itop', itop, readRecordings(lines.join('\n')));

  it('answers every recorded exchange alike and leaves none out', () => {
    expect(findings.filter((each) => each.differences.length > 0 || each.leftOut !== undefined)).toEqual([]);
    expect(report).toMatchObject({ exchanges: lines.length, alike: lines.length, share: 1, unlike: [], left_out: [] });
    expect(lines.length).toBeGreaterThan(280);
  });

  it.each<readonly [what: string, name: string, tamper: (entry: Entry) => void]>([
    ['another status', 'core/update clear ext key with ""', ({ response }) => void (response.status = 200)],
    ['another code', 'bad password form', ({ response }) => void (response.body['code'] = 5)],
    ['another message', 'core/get missing key', ({ response }) => void (response.body['message'] = 'Error: no key')],
    ['a key that iTop does not send', 'paging page past the end', ({ response }) => void (response.body['total'] = 10)],
    ['a number for a text', 'core/get by numeric id, explicit fields', (entry) => void (fieldsOf(entry)['id'] = 4)],
    ['a list for null', 'OQL quote escape', ({ response }) => void (response.body['objects'] = [])],
  ])('finds %s', (_what, name, tamper) => {
    expect(unlikeAfter(name, tamper)).toEqual([indexOf(name)]);
  });
});
