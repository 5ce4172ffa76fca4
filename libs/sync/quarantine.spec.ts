import { asIs } from '@passerelle/connector';
import { describe, expect, it } from '@jest/globals';
import type { WordUse } from '@passerelle/mapping';
import type { Hearing } from './flow.js';
import { quarantine, quarantineBroken } from './quarantine.js';

const flow = {
  spring: { connection: 'glpi' },
  run: 'run-1',
  clock: { now: () => new Date('2025-11-18T12:00:00.000Z') },
} as unknown as Hearing;
const native = { id: '59', number: 'GLPI-59' };
const word = (domain: string, said: string, decision: object) =>
  ({ domain, word: said, class: 'Ticket', is: null, decision }) as unknown as WordUse;
const row = '- { for: status, native: "7", is: "?" }';
const nobody = { by: 'nobody', row, file: 'mappings/sites/glpi.yaml' };
const refusal = { by: 'refusal', rule: 'non-repris', at: 'mappings/glpi.yaml:12' };
const stopped = (...words: readonly WordUse[]) =>
  quarantine(flow, { kind: 'stopped', native, words, uses: [] } as never, '2025-11-18T12:00:00.000Z');

describe('a ticket that waits for a human', () => {
  it('says which word nobody decided, and which row to add where', () => {
    const second = { ...nobody, row: '- { for: group, native: "RÉSEAU", is: "?" }' };
    const words = [word('status', '7', nobody), word('status', '7', nobody), word('group', 'RÉSEAU', second)];
    expect(stopped(...words)).toEqual({
      connection: 'glpi',
      native: '59',
      number: 'GLPI-59',
      reason: 'unknown-word',
      detail: { fr: 'état «7», groupe «RÉSEAU»', en: 'status «7», group «RÉSEAU»' },
      advice: {
        fr: `ajoutez à mappings/sites/glpi.yaml: ${row} ; mappings/sites/glpi.yaml: ${second.row}`,
        en: `add to mappings/sites/glpi.yaml: ${row} ; mappings/sites/glpi.yaml: ${second.row}`,
      },
      run: 'run-1',
      at: '2025-11-18T12:00:00.000Z',
    });
  });

  it('says which rule refused it, and where that stands', () => {
    expect(stopped(word('status', '6', refusal), word('status', '6', refusal))).toMatchObject({
      reason: 'refused-word',
      detail: { fr: 'état «6»', en: 'status «6»' },
      advice: {
        fr: 'refusé par la règle non-repris (mappings/glpi.yaml:12)',
        en: 'refused by the rule non-repris (mappings/glpi.yaml:12)',
      },
    });
  });

  it('asks for the row first where a rule refuses besides', () => {
    const both = stopped(word('status', '6', refusal), word('status', '7', nobody));
    expect(both).toMatchObject({ reason: 'unknown-word', advice: { en: `add to mappings/sites/glpi.yaml: ${row}` } });
  });

  it('says what cannot be read, and where to mend it', () => {
    const piece = {
      where: 'export.csv:14',
      number: 'RITM7',
      expected: { fr: 'une date', en: 'a date' },
      came: asIs('«hier»'),
    };
    expect(quarantineBroken(flow, piece)).toEqual({
      connection: 'glpi',
      native: 'export.csv:14',
      number: 'RITM7',
      reason: 'broken',
      detail: { fr: 'attendu une date, reçu «hier»', en: 'expected a date, came «hier»' },
      advice: { fr: 'corrigez export.csv:14 et exportez de nouveau', en: 'mend export.csv:14 and export again' },
      run: 'run-1',
      at: '2025-11-18T12:00:00.000Z',
    });
  });
});
