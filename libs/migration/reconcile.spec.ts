import { describe, expect, it } from '@jest/globals';
import type { Connector, NativeEntry, NativeTicket, NativeValue } from '@passerelle/connector';
import type { Mapping } from '@passerelle/mapping';
import { headerOf, type Bond, type Mouth, type MigrateRoute, type WholeTicket } from '@passerelle/sync';
import { blankTicket, type Attachment, type Entry } from '@passerelle/ticket';
import { reconcile } from './reconcile.js';

const route: MigrateRoute = {
  name: 'r',
  from: 'cassius',
  to: 'cible',
  mode: 'migrate',
  only: {},
  as: {},
  adopt: false,
  language: 'fr',
  zone: 'Europe/Paris',
  brake: { mails: 0, removals: 0 },
  choices: {
    unknownPeople: 'text',
    ambiguousPeople: 'text',
    nameAlone: 'link',
    inactivePeople: 'text',
    missingGroup: null,
    internalFiles: 'refuse',
  },
};

const connector = {
  journals: { public_line: 'public', team_line: 'internal' },
  attachments: 'public',
  sink: { normal: (_: string, __: string, value: NativeValue) => (typeof value === 'string' ? value.trim() : value) },
} as unknown as Connector;
const mapping = {
  writable: () => ['title'],
  write: (ticket: { title: string }) => ({ class: 'c', fields: { titre: ticket.title }, losses: [], words: [] }),
  journalFor: (_: string, audience: string) => (audience === 'public' ? 'public_line' : 'team_line'),
  writeText: (_: string, text: string) => text,
  writeEntry: (_: string, { text }: { text: string }) => ({ text, fields: {}, losses: [], words: [] }),
} as unknown as Mapping;
const resolver = { person: () => null };
const mouth = {
  resolver,
  connection: 'cible',
  connector,
  mapping,
  keeps: { author: false, instant: false, silence: false },
} as unknown as Mouth;

const entry = (ordinal: number, text: string, audience: Entry['audience'] = 'public'): Entry => ({
  id: `e${ordinal}`,
  ticket: 't',
  kind: audience === 'public' ? 'comment' : 'work_note',
  audience,
  text,
  author: { name: 'Zoë Müller', email: null, login: null, employeeNumber: null, cut: false },
  at: '2025-11-18T10:54:35.000Z',
  origin: { connection: 'cassius', native: `n${ordinal}`, ordinal },
  task: null,
});
const file = (sha256: string, name = 'écran.png'): Attachment => ({
  id: `f${sha256}`,
  ticket: 't',
  name,
  mime: 'image/png',
  size: 3,
  sha256,
  audience: 'public',
  author: null,
  at: null,
  origin: { connection: 'cassius', native: name, ordinal: 1 },
});
const whole = (entries: readonly Entry[], attachments: readonly Attachment[] = []): WholeTicket => ({
  ticket: { ...blankTicket, id: 't', number: 'RITM0524w', title: 'Écran additionnel', references: [] },
  why: {},
  entries,
  attachments,
});
const bond = (more: Partial<Bond> = {}): Bond => ({
  connection: 'cible',
  native: 'n',
  class: 'c',
  number: 'INC1',
  url: null,
  ticket: 't',
  shadow: { digest: 'written', fields: { titre: 'Écran additionnel' } },
  version: '1',
  origin: 'created',
  run: 'r',
  tombstone: null,
  ...more,
});
const written = (one: Entry, audience: Entry['audience'] = one.audience): NativeEntry => ({
  id: one.id,
  journal: audience === 'public' ? 'public_line' : 'team_line',
  audience,
  author: null,
  at: null,
  text: `${headerOf(one, 'RITM0524w', 'fr', 'Europe/Paris').line}\n${one.text}`,
});
const native = (entries: readonly NativeEntry[], more: Partial<NativeTicket> = {}): NativeTicket => ({
  id: 'n',
  class: 'c',
  number: 'INC1',
  version: '1',
  changedAt: null,
  url: null,
  fields: { titre: 'Écran additionnel ' },
  entries,
  attachments: [],
  ...more,
});
const gapsOf = (should: WholeTicket, is: NativeTicket, how = bond()) =>
  reconcile(route, mouth, should, how, is).gaps.map(({ what }) => what);

describe('reconciling a ticket with what stands in the target', () => {
  it('finds a ticket whole when every line is there once, whatever blanks the tool folds', () => {
    const said = [entry(1, 'Bonjour,\r\n  l’écran 🖥️ est noir'), entry(2, 'مرحبا', 'internal')];
    const there = said.map((one) => ({ ...written(one), text: written(one).text.replaceAll('\r\n  ', '\n') }));
    expect(reconcile(route, mouth, whole(said), bond(), native(there))).toMatchObject({
      entries: 2,
      crossed: 0,
      gaps: [],
    });
  });

  it('names a line that is not there', () => {
    expect(gapsOf(whole([entry(1, 'a'), entry(2, 'b')]), native([written(entry(1, 'a'))]))).toEqual(['entry']);
  });

  it('names a line that stands there twice', () => {
    const one = entry(1, 'relancé');
    expect(gapsOf(whole([one]), native([written(one), written(one)]))).toEqual(['doubled']);
  });

  it('does not take two lines that say the same for a double, since each has its own mark', () => {
    const said = [entry(1, 'relancé'), entry(2, 'relancé')];
    expect(gapsOf(whole(said), native(said.map((one) => written(one))))).toEqual([]);
    // Control: one of the two alone is a gap, not taken for both.
    expect(gapsOf(whole(said), native([written(entry(1, 'relancé'))]))).toEqual(['entry']);
  });

  it('sounds the alarm for an internal line that the requester can read, even beside its internal copy', () => {
    const secret = entry(1, 'mot de passe : à changer', 'internal');
    const result = reconcile(route, mouth, whole([secret]), bond(), native([written(secret, 'public')]));
    expect(result).toMatchObject({ crossed: 1, gaps: [{ what: 'crossed' }] });
    expect(gapsOf(whole([secret]), native([written(secret), written(secret, 'public')]))).toEqual([
      'crossed',
      'doubled',
    ]);
  });

  it('names a field that never arrived, and leaves alone one that a human changed since', () => {
    expect(gapsOf(whole([]), native([], { fields: { titre: '' } }), bond({ shadow: null }))).toEqual(['field']);
    const changed = reconcile(route, mouth, whole([]), bond(), native([], { fields: { titre: 'Écran livré' } }));
    expect(changed).toMatchObject({ gaps: [], moved: [{ field: 'titre' }] });
  });

  it('says in either language what should stand there and what does', () => {
    const secret = entry(1, 'mot de passe : à changer', 'internal');
    const [lost] = reconcile(route, mouth, whole([entry(2, 'relancé')]), bond(), native([])).gaps;
    const [crossed] = reconcile(route, mouth, whole([secret]), bond(), native([written(secret, 'public')])).gaps;
    const [missing] = reconcile(route, mouth, whole([], [file('aa')]), bond(), native([])).gaps;
    const inEither = (['fr', 'en'] as const).map((language) =>
      [lost, crossed, missing].map((one) => `${one?.expected[language]} → ${one?.came[language]}`),
    );
    expect(inEither).toEqual([
      [
        'commentaire 2 : «relancé» → rien',
        'note de travail 1 interne → visible du demandeur dans public_line',
        '«écran.png», 3 octets → rien',
      ],
      [
        'comment 2: «relancé» → nothing',
        'work_note 1 internal → public in public_line',
        '«écran.png», 3 bytes → nothing',
      ],
    ]);
  });

  it('does not judge the fields of a ticket that was adopted', () => {
    expect(gapsOf(whole([]), native([], { fields: { titre: 'Autre' } }), bond({ origin: 'adopted' }))).toEqual([]);
  });

  it('holds files to their content rather than their name', () => {
    const there = {
      id: 'a',
      name: 'écran.png',
      mime: null,
      size: 3,
      audience: 'public' as const,
      author: null,
      at: null,
    };
    const should = whole([], [file('aa')]);
    expect(gapsOf(should, native([], { attachments: [{ ...there, sha256: 'aa' }] }))).toEqual([]);
    expect(gapsOf(should, native([], { attachments: [{ ...there, sha256: 'bb' }] }))).toEqual(['attachment']);
    expect(
      gapsOf(
        should,
        native([], {
          attachments: [
            { ...there, sha256: 'aa' },
            { ...there, id: 'b', sha256: 'aa' },
          ],
        }),
      ),
    ).toEqual(['doubled']);
  });

  it('asks for the content of a file whose hash the tool does not tell', () => {
    const there = {
      id: 'a',
      name: 'e\u0301cran.png',
      mime: null,
      size: 3,
      sha256: null,
      audience: 'public' as const,
      author: null,
      at: null,
    };
    const result = reconcile(route, mouth, whole([], [file('aa')]), bond(), native([], { attachments: [there] }));
    expect(result.unhashed).toMatchObject([{ sha256: 'aa', file: { id: 'a' } }]);
  });
});
