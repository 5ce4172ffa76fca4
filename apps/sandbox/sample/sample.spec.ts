import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { connectCassius, pullAll } from '../../../connectors/cassius/simulator/connect.js';
import { brokenFiles } from './make/broken.js';
import { type SampleFiles, sampleFiles } from './make/sample.js';

const here = fileURLToPath(new URL('.', import.meta.url));

function committed(folder: string): SampleFiles {
  const names = readdirSync(join(here, folder), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(here, folder, name)).isFile());
  return new Map(files.map((name) => [name.normalize('NFC'), readFileSync(join(here, folder, name))]));
}

const sorted = (files: SampleFiles) => [...files].sort(([one], [other]) => (one < other ? -1 : 1));

describe('the sample export', () => {
  it.each([
    ['cassius', sampleFiles()],
    ['cassius-broken', brokenFiles()],
  ] as const)('%s is what its maker makes; run make-sample otherwise', (folder, made) => {
    expect(sorted(committed(folder))).toEqual(sorted(made));
  });

  it('is whole: each ticket, entry and attachment is read without a remark', async () => {
    const { tickets, broken, warnings } = await pullAll(connectCassius(join(here, 'cassius')));
    expect({ broken, warnings }).toEqual({ broken: [], warnings: [] });
    const entries = tickets.flatMap((ticket) => ticket.entries);
    const attachments = tickets.flatMap((ticket) => ticket.attachments);
    const of = (audience: string) => (one: { readonly audience: string }) => one.audience === audience;
    expect(tickets.length).toBeGreaterThanOrEqual(220);
    expect(entries.length).toBeGreaterThanOrEqual(400);
    expect(entries.filter(of('internal')).length).toBeGreaterThanOrEqual(40);
    expect(attachments.length).toBeGreaterThanOrEqual(8);
    expect(attachments.filter(of('internal'))).toEqual([]);
    expect(new Set(tickets.map((ticket) => ticket.class))).toEqual(new Set(['sc_req_item', 'incident']));
    const sameSecond = tickets.filter(
      (ticket) => new Set(ticket.entries.map(({ at }) => at)).size < ticket.entries.length,
    );
    expect(sameSecond.length).toBeGreaterThan(0);
  });

  it('holds the six rows of the seed as they are', async () => {
    const seed = readFileSync(join(here, '../../../connectors/cassius/fixtures/seed.tsv'), 'utf8').split('\n');
    const list = new TextDecoder('windows-1252').decode(committed('cassius').get('liste-cassius.csv'));
    const rows = new Set(list.split('\r\n'));
    expect(seed.slice(1, 7).filter((row) => rows.has(row.replaceAll('\t', ';')))).toHaveLength(6);
  });

  it('stays below a megabyte', () => {
    const bytes = [...committed('cassius').values(), ...committed('cassius-broken').values()];
    expect(bytes.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(1_000_000);
  });
});

describe('the broken sample', () => {
  it('yields its sound rows, and tells of each of the others where it is and what is wrong', async () => {
    const { tickets, broken, warnings } = await pullAll(connectCassius(join(here, 'cassius-broken')));
    expect(tickets.map(({ number }) => number?.slice(4))).toEqual([
      '0901b',
      '0902b',
      '0903b',
      '0904b',
      '0907b',
      '0909b',
      '0912b',
    ]);
    expect(broken.map(({ where, number }) => [where, number?.slice(4) ?? null])).toEqual([
      ['journal-cassius.csv, ligne 4, colonne «Date»', '0902b'],
      ['pieces-jointes/index.csv, ligne 2', '0901b'],
      ['liste-cassius.csv, ligne 6, colonne «Libellé»', '0905b'],
      ['liste-cassius.csv, ligne 7, colonne «Créé»', '0906b'],
      ['liste-cassius.csv, ligne 9', '0908b'],
      ['liste-cassius.csv, ligne 11', '0901b'],
      ['liste-cassius.csv, ligne 12', '0910b'],
      ['liste-cassius.csv, ligne 13, colonne «Numero»', null],
      ['liste-cassius.csv, ligne 15', '0913b'],
    ]);
    expect(warnings).toEqual([
      expect.stringContaining('no clock showed 30/03/2025 02:30:00'),
      expect.stringContaining('unknown type «Mémo»'),
      expect.stringContaining('1 journal lines and 0 attachments belong to tickets that no list holds (RITM0999b'),
    ]);
  });
});
