import { describe, expect, it } from '@jest/globals';
import type { NativeFields, NativeTicket, NativeValue } from '@passerelle/connector';
import type { Mouth } from './flow.js';
import { isOwnDoing, olderWords, wordsTypedOver } from './own-doing.js';

/** A tool that keeps a title, a description, a priority and a status under French names. */
const names = { titre: 'title', texte: 'description', prio: 'priority', etat: 'status' } as const;
const mapping = {
  read: ({ fields }: NativeTicket) => ({
    said: Object.fromEntries(
      Object.entries(fields).flatMap(([native, value]) => {
        const field = names[native as keyof typeof names];
        return field === undefined ? [] : [[field, value]];
      }),
    ),
  }),
} as unknown as Mouth['mapping'];
const connector = {
  sink: { normal: (_class: string, _field: string, value: NativeValue) => value },
} as unknown as Mouth['connector'];

function isTools(
  field: string,
  sent: NativeValue,
  kept: NativeValue,
  before: NativeFields | null = null,
  otherHand?: true,
): boolean {
  const at = { id: 'n1', class: 'demande', fields: { titre: 'Écran', [field]: sent }, before };
  return isOwnDoing({ connector, mapping }, at, { field, sent, kept }, otherHand);
}

describe('what a tool keeps otherwise than it was told', () => {
  it.each<readonly [string, string, NativeValue, NativeValue]>([
    ['emptied it', 'titre', 'Écran noir', ''],
    ['took it out', 'titre', 'Écran noir', null],
    ['was told nothing', 'titre', null, 'Écran noir'],
    ['keeps a reference', 'demandeur', { id: 'z1', name: 'Zoé' }, { id: 'z2', name: 'Zoé' }],
    ['decided on a code', 'prio', '1', '3'],
    ['decided on a status', 'etat', 'nouveau', 'assigné'],
    ['cut it', 'titre', 'Écran noir dans la salle 12', 'Écran noir dans'],
    ['cut it with an ellipsis', 'titre', 'Écran noir dans la salle 12', 'Écran noir dans…'],
    ['cut it with three dots', 'titre', 'Écran noir dans la salle 12', 'Écran noir dans ... '],
    ['cut the blanks around it', 'texte', '  Le mur 🙂 est noir  ', 'Le mur 🙂'],
    ['keeps a word that nobody reads', 'inconnu', 'a', 'b'],
  ])('is its own doing where it %s', (_, field, sent, kept) => {
    expect(isTools(field, sent, kept)).toBe(true);
  });

  it('is its own doing where it left what stood there', () => {
    expect(isTools('titre', 'Écran noir', 'Clavier', { titre: 'Clavier' })).toBe(true);
    expect(isTools('titre', 'Écran noir', 'Clavier', { titre: 'Souris' })).toBe(false);
    expect(isTools('titre', 'Écran noir', 'Clavier', { prio: 'Clavier' })).toBe(false);
  });

  it('is somebody’s where the tool tells that somebody else wrote there since, be it a code', () => {
    expect(isTools('etat', 'nouveau', 'en cours', null, true)).toBe(false);
    // The control: without that word it is the tool's own, as a priority from its matrix is.
    expect(isTools('etat', 'nouveau', 'en cours')).toBe(true);
    // What it left as it stood, or emptied, nobody moved.
    expect(isTools('etat', 'nouveau', 'en cours', { etat: 'en cours' }, true)).toBe(true);
    expect(isTools('prio', '1', null, null, true)).toBe(true);
    expect(isTools('prio', '', '3', null, true)).toBe(true);
  });

  it.each([
    ['typed another title', 'titre', 'Écran noir', 'Clavier'],
    ['wrote on', 'titre', 'Écran noir', 'Écran noir, salle 12'],
    ['wrote a description of their own', 'texte', 'Le mur est noir', 'L’écran est blanc'],
    ['kept its end alone', 'texte', 'Le mur est noir', 'est noir'],
    ['changed a letter', 'titre', 'Écran noir', 'Ecran noir'],
    ['put dots in its midst', 'titre', 'Écran noir', 'Écran… blanc'],
  ])('is somebody’s where they %s', (_, field, sent, kept) => {
    expect(isTools(field, sent, kept)).toBe(false);
  });
});

describe('a creation that went on where an earlier try had stopped', () => {
  const create = (fields: NativeFields) => ({
    kind: 'create' as const,
    key: 'k',
    ticket: { class: 'demande', fields, entries: [], attachments: [] } as never,
  });
  const older = (earlier: readonly NativeFields[], now: NativeFields, says: NativeFields) => {
    const attempts = earlier.map((fields) => ({ at: '2026-01-05T08:00:00Z', command: JSON.stringify(create(fields)) }));
    return olderWords({ connector }, { attempts }, create(now), { key: 'k', outcome: 'done', id: 'n1', says });
  };

  it('leaves the words of that try, which are nobody’s but ours', () => {
    const [then, now] = [
      { titre: 'Écran noir', texte: 'Depuis ce matin 🙂' },
      { titre: 'Écran noir', texte: '' },
    ];
    expect(older([then], now, then)).toEqual({ texte: 'Depuis ce matin 🙂' });
    expect(older([{ titre: 'Autre', texte: '' }, then], now, then)).toEqual({ texte: 'Depuis ce matin 🙂' });
  });

  it('shows what somebody typed there meanwhile, which no try ever said', () => {
    const [then, now] = [{ texte: 'Depuis ce matin' }, { texte: 'Depuis midi' }];
    expect(older([then], now, { texte: 'C’est réparé' })).toEqual({});
    expect(older([then], now, { texte: 'Depuis midi' })).toEqual({});
    expect(older([], now, then)).toEqual({});
    expect(older([then], now, { ...then, etat: 'nouveau' })).toEqual({ texte: 'Depuis ce matin' });
  });
});

describe('what stood in a new ticket before somebody typed over it', () => {
  const create = (fields: NativeFields) => ({
    kind: 'create' as const,
    key: 'k',
    ticket: { class: 'demande', fields, entries: [], attachments: [] } as never,
  });
  const before = (tries: readonly NativeFields[], now: NativeFields, already?: true) => {
    const attempts = tries.map((fields) => ({ at: '2026-01-05T08:00:00Z', command: JSON.stringify(create(fields)) }));
    const receipt = { key: 'k', outcome: 'done' as const, id: 'n1', ...(already && { already }) };
    return wordsTypedOver({ connector }, { attempts }, create(now), receipt, new Set(['titre']));
  };
  const [older, oldest, now] = [{ titre: 'Écran noir' }, { titre: 'Écran' }, { titre: 'Écran vert', texte: 'été' }];

  it('is what an earlier try made it with, where that made the ticket', () => {
    expect(before([older], now, true)).toEqual({ titre: 'Écran noir' });
    expect(before([{ titre: '', texte: 'hiver' }], now, true)).toEqual({ titre: '' });
  });

  it('is the oldest that differs, where any of several may have made it', () => {
    expect(before([oldest, older], now, true)).toEqual({ titre: 'Écran' });
    expect(before([now, older, oldest], now, true)).toEqual({ titre: 'Écran noir' });
  });

  it('is what the present try says, where that made it, or where all said the same', () => {
    expect(before([older], now)).toEqual({});
    expect(before([now], now, true)).toEqual({});
    expect(before([{ texte: 'hiver' }], now, true)).toEqual({});
    expect(before([], now, true)).toEqual({});
  });
});
