import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ocs } from './ocs.js';
import { play } from './play.js';
import { readRecordings } from './recording.js';

const lines = readFileSync('connectors/ocs/fixtures/recordings.jsonl', 'utf8').trim().split('\n');

describe('the OCS simulator, beside what was recorded of 2.8.1, of Debian 12 and of 2.12.5', () => {
  const { report, findings } = play('ocs', ocs, readRecordings(lines.join('\n')));

  it('answers every exchange with the API alike', () => {
    expect(findings.filter(({ differences }) => differences.length > 0)).toEqual([]);
    expect(report.share).toBe(1);
    expect(report.alike).toBeGreaterThan(145);
  });

  it('leaves out what agents say, and answers that were cut in the file, and nothing else', () => {
    const why = new Set(findings.flatMap(({ leftOut }) => (leftOut === undefined ? [] : [leftOut])));
    expect([...why].toSorted((a, b) => b.length - a.length)).toEqual([
      'what agents say to the server is not its REST API',
      'the file holds the beginning of the answer alone',
    ]);
  });

  it.each<readonly [string, string, (response: { status: number; body: string }) => void]>([
    ['another status', 'lastupdate 0', (response) => void (response.status = 200)],
    ['an object for a list', 'ids, unsorted objects', (response) => void (response.body = '{}')],
    [
      'a section that is missing',
      'last short page',
      (response) => {
        response.body = response.body.replace('"batteries":[],', '');
      },
    ],
  ])('finds %s', (_what, note, tamper) => {
    const copy = lines.map((line) => JSON.parse(line) as { note: string; response: { status: number; body: string } });
    const place = copy.findIndex((each) => each.note === note);
    tamper(copy[place]!.response);
    const again = play('ocs', ocs, readRecordings(copy.map((each) => JSON.stringify(each)).join('\n')));
    expect(again.report.unlike).toEqual([place]);
  });
});
