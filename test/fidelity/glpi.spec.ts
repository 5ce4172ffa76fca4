import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { glpi } from './glpi.js';
import { play } from './play.js';
import { readRecordings } from './recording.js';

const text = readFileSync('connectors/glpi/fixtures/recordings.jsonl', 'utf8');
const lines = text.trim().split('\n');

interface Exchange {
  note: string;
  request: { method: string };
  response: { status: number; body: string };
}

/** The report on the recordings after one of them was tampered with. */
function unlikeAfter(note: string, tamper: (entry: Exchange) => void): readonly number[] {
  const at = lines.findIndex((line) => (JSON.parse(line) as Exchange).note === note);
  if (at === -1) throw new Error(`no recording ${note}`);
  const entry = JSON.parse(lines[at] ?? '') as Exchange;
  tamper(entry);
  const copy = [...lines.slice(0, at), JSON.stringify(entry), ...lines.slice(at + 1)];
  return play('glpi', glpi, readRecordings(copy.join('\n'))).report.unlike.map((index) => index - at);
}

const tamperings: readonly (readonly [what: string, note: string, tamper: (entry: Exchange) => void])[] = [
  ['another status', 'bulk update partial', ({ response }) => void (response.status = 200)],
  [
    'another error code',
    'second solution while solved',
    ({ response }) => void (response.body = '["ERROR_RIGHT_MISSING",""]'),
  ],
  [
    'a number where there was null',
    'update unknown (single)',
    ({ response }) => void (response.body = '["ERROR_GLPI_UPDATE",5]'),
  ],
  [
    'a page where there was JSON',
    'empty list',
    ({ response }) => void (response.body = '<!DOCTYPE html><html></html>'),
  ],
];

describe('the GLPI simulator, beside what was recorded on 9.5.13 and 10.0.14', () => {
  const { report, findings } = play('glpi', glpi, readRecordings(text));

  it('answers every exchange of the fixture alike and leaves none out', () => {
    expect(findings.filter((one) => one.differences.length > 0 || one.leftOut !== undefined)).toEqual([]);
    expect(report).toMatchObject({ connector: 'glpi', exchanges: lines.length, alike: lines.length, share: 1 });
    expect(lines.length).toBeGreaterThan(200);
  });

  it.each(tamperings)('finds %s', (_what, note, tamper) => {
    expect(unlikeAfter(note, tamper)).toContain(0);
  });
});
