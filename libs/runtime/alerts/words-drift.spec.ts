import { describe, expect, it } from '@jest/globals';
import { asIs, type NativeVocabulary } from '@passerelle/connector';
import { afterLook, KeptWords, wordsOf } from './words-drift.js';

const field = (codes: readonly string[] | null, mandatory = false): NativeVocabulary['classes'][string][string] => ({
  label: 'Statut',
  mandatory,
  maxLength: null,
  choices: codes?.map((code) => ({ code, label: code, active: !code.endsWith('!') })) ?? null,
});
const words = (classes: NativeVocabulary['classes']) => wordsOf({ classes });
const first = words({ Ticket: { status: field(['1', '2', '3']), title: field(null) } });
const now = '2026-03-02T06:00:00.000Z';
const kept: KeptWords = { words: first, changes: [], at: null };

describe('words of a tool', () => {
  it('are only kept at the first look, and the same words are no news', () => {
    expect(afterLook(null, first, now)).toEqual(kept);
    expect(afterLook(kept, first, now)).toEqual(kept);
  });

  it('have drifted once a status is new, gone or switched off, or a field must be filled', () => {
    const after = words({
      Ticket: { status: field(['1', '2', '3!', 'à_compléter']), title: field(null, true), site: field(null, true) },
      Change: {},
    });
    const { at, changes } = afterLook(kept, after, now);
    expect(at).toBe(now);
    expect(changes.map(({ en }) => en)).toEqual([
      'Ticket.status: «à_compléter» is new',
      'Ticket.status: «3» is gone',
      'Ticket.title: must be filled now',
      'Ticket.site: new, and must be filled',
      'Change: new',
    ]);
    expect(changes.map(({ fr }) => fr)).toEqual([
      'Ticket.status : «à_compléter» est nouveau',
      'Ticket.status : «3» n’y est plus',
      'Ticket.title : doit être rempli désormais',
      'Ticket.site : nouveau, et doit être rempli',
      'Change : nouveau',
    ]);
  });

  it('are missed where the account may no longer see them', () => {
    expect(afterLook(kept, {}, now).changes).toEqual([
      {
        fr: 'Ticket : n’y est plus, ou ne se voit plus',
        en: 'Ticket: no longer there, or no longer to be seen',
      },
    ]);
  });

  it('are read as they were kept before there were two languages', () => {
    expect(KeptWords.parse({ words: {}, changes: ['Change: new'], at: now }).changes).toEqual([asIs('Change: new')]);
  });

  it('stay told until there is newer news', () => {
    const drifted = afterLook(kept, words({}), now);
    const later = afterLook(drifted, words({}), '2026-03-03T06:00:00.000Z');
    expect(later).toEqual(drifted);
  });
});
