import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import { faultsOf, loadText, nativeTicket, resolver, ticket, wellLoaded } from '../testing/load-from.js';

const base = `connector: outil
status: etat
statuses: [{ native: "1", is: new }]
fields: [{ native: titre, is: title }]
words:
  channel: { unknown: { rule: canal-autre, is: other }, rows: [{ native: tel, is: phone }] }
  group: { same: meme-nom }
classes:
  racine:
    is: incident
    audience: public
    part: true
    rule: par-defaut
    fields: [{ native: canal, is: channel }, { native: equipe, is: group }]
  branche: { like: racine, is: request, fields: [{ native: objet, is: title }] }
  feuille: { like: branche, is: suggestion, status: phase, statuses: [{ native: "9", is: closed }] }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`;
const files = (...overlays: readonly string[]) => [
  { path: 'mappings/outil.yaml', text: base },
  ...overlays.map((text, index) => ({ path: `mappings/sites/${index + 1}.yaml`, text: `extends: outil\n${text}` })),
];
const opened = (...overlays: readonly string[]) => wellLoaded(loadText(base, { files: files(...overlays) }));
const said = (mapping: ReturnType<typeof opened>, nativeClass: string, fields: NativeFields) =>
  mapping.read(nativeTicket(nativeClass, fields)).said;

describe('a class that is like another', () => {
  it('has the rows of all those before it, and its own over them', () => {
    const site = opened();
    const fields = { etat: '1', phase: '9', titre: 'Mur', objet: 'Écran', canal: 'tel' };
    expect(said(site, 'racine', fields)).toEqual({
      kind: 'incident',
      audience: 'public',
      status: 'new',
      title: 'Mur',
      channel: 'phone',
    });
    expect(said(site, 'branche', fields)).toMatchObject({ kind: 'request', status: 'new', title: 'Écran' });
    expect(said(site, 'feuille', fields)).toEqual({
      kind: 'suggestion',
      audience: 'public',
      status: 'closed',
      title: 'Écran',
      channel: 'phone',
    });
    expect(site.classes.map(({ native, part, rule }) => [native, part, rule])).toEqual([
      ['racine', true, 'par-defaut'],
      ['branche', true, null],
      ['feuille', true, null],
    ]);
    expect(['racine', 'feuille', 'autre'].map((native) => site.standsAlone(native))).toEqual([false, false, true]);
    expect(['racine', 'feuille', 'autre'].map((native) => site.statusField(native))).toEqual(['etat', 'phase', null]);
  });

  it('in a circle ends where it closes', () => {
    const site = opened('classes: { racine: { like: feuille } }\n');
    expect(said(site, 'racine', { objet: 'Écran', titre: 'Mur' }).title).toBe('Écran');
  });

  it('may be like another one in a later file', () => {
    const site = opened(
      'classes: { tronc: { is: incident, writes: [], status: phase }, feuille: { like: tronc, is: suggestion } }\n',
    );
    expect(said(site, 'feuille', { objet: 'Écran', titre: 'Mur' })).toMatchObject({ kind: 'suggestion', title: 'Mur' });
  });
});

describe('rows of a later file', () => {
  it('for all classes lie over those of one class below them, and those of one class over both', () => {
    expect(said(opened('fields: [{ native: nom, is: title }]\n'), 'feuille', { nom: 'x', objet: 'y' }).title).toBe('x');
    const own =
      'fields: [{ native: nom, is: title }]\nclasses: { feuille: { fields: [{ native: mot, is: title }] } }\n';
    expect(said(opened(own), 'feuille', { nom: 'x', mot: 'z' }).title).toBe('z');
    expect(said(opened(own), 'racine', { nom: 'x', mot: 'z' }).title).toBe('x');
  });

  it('replace a rule of a table, and leave its rows', () => {
    const site = opened('words: { channel: { unknown: { rule: canal-tel, is: phone } } }\n');
    const used = (canal: string) =>
      site
        .read(nativeTicket('racine', { canal }))
        .words.flatMap(({ domain, is, decision }) =>
          domain === 'channel' && 'at' in decision ? [is, 'rule' in decision ? decision.rule : null, decision.at] : [],
        );
    expect(used('fax')).toEqual(['phone', 'canal-tel', 'mappings/sites/1.yaml:2']);
    expect(used('tel')).toEqual(['phone', null, 'mappings/outil.yaml:6']);
    const { words } = opened().read(nativeTicket('racine', { equipe: 'RÉSEAU' }));
    expect(words.at(-1)?.decision).toEqual({ by: 'default', rule: 'meme-nom', at: 'mappings/outil.yaml:7' });
  });

  it('refuse a class, or take it back, each the last', () => {
    const refuse = 'classes: { feuille: { refuse: sans-suite } }\n';
    const { words } = opened(refuse).read(nativeTicket('feuille', {}));
    expect(words).toMatchObject([{ decision: { by: 'refusal', rule: 'sans-suite', at: 'mappings/sites/1.yaml:2' } }]);
    expect(opened(refuse).classes.map(({ native }) => native)).toEqual(['racine', 'branche']);
    const back = wellLoaded(
      loadText(base, {
        files: [
          ...files(refuse),
          {
            path: 'mappings/sites/2.yaml',
            text: 'extends: sites/1\nclasses: { feuille: { is: request, writes: [] } }\n',
          },
        ],
      }),
    );
    expect(said(back, 'feuille', {})).toMatchObject({ kind: 'request' });
    expect(opened(refuse).classFor('suggestion')).toBeNull();
    expect(opened(refuse).write(ticket(), 'feuille', ['title'], resolver()).words).toMatchObject([
      { domain: 'class', decision: { by: 'nobody', file: 'mappings/sites/1.yaml' } },
    ]);
  });
});

describe('the file below an overlay', () => {
  const laid = (name: string, below = 'mappings/sites/lycée.yaml') =>
    faultsOf(
      loadText(base, {
        files: [
          { path: 'mappings/outil.yaml', text: base },
          { path: below, text: 'extends: outil\n' },
          { path: 'mappings/sites/annexe.yaml', text: `extends: ${name}\n` },
        ],
      }),
    ).map((fault) => fault.split(' ')[0]);

  it.each([
    'lycée',
    'sites/lycée',
    'mappings/sites/lycée.yml',
    './lycée.yaml',
    '../sites/lycée',
    '/sites/lycée',
    'outil',
  ])('is called %s', (name) => {
    expect(laid(name)).toEqual([]);
  });

  it.each(['lycé', 'ée', 'es/lycée', 'lycée.json', 'lycée/sites', 'annexe'])('is not called %s', (name) => {
    expect(laid(name)).toEqual(['mappings/sites/annexe.yaml:1:10:']);
  });
});
