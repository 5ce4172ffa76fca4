import { describe, expect, it } from '@jest/globals';
import { faultText } from '../fault.js';
import { loadMapping } from '../load/load.js';
import { loadText, shipped, shippedCanon, wellLoaded } from '../testing/load-from.js';

const form = wellLoaded(
  loadMapping({
    connection: 'intranet',
    connector: 'intranet-form',
    files: [shipped('intranet-form')],
    journals: { reply: 'public', note: 'internal' },
    canon: shippedCanon(),
  }),
);

const tool = (rows: string) =>
  loadText(`
connector: outil
status: etat
classes:
  ticket:
    is: incident
    statuses: [{ native: '1', is: new }]
    fields: [{ native: titre, is: title }, { native: texte, is: description }, { native: cat, is: category }]
    words: { ${rows} }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`);

describe('the categories of a tool', () => {
  it('of the intranet form are thirteen with the help that its users are given, word for word', () => {
    const helped = form.categories.filter(({ help }) => help !== null);
    expect(helped.map(({ native }) => native)).toEqual([
      'DSI Connexion internet',
      'DSI Accès système',
      'DSI Désactivation/ activation de log',
      'DSI matériel informatique',
      'DSI Autre problème',
      'DSI CRM et application des clients',
      'DSI Reporting',
      'Bytel accès nouvelle application',
      'Bytel souci poste de travail',
      'Bytel grésillement de la communication',
      'Bytel arrêt production',
      'Bytel indisponibilité application',
      'Suggestion',
    ]);
    expect(helped.find(({ native }) => native === 'DSI CRM et application des clients')).toEqual({
      native: 'DSI CRM et application des clients',
      label: null,
      help: 'dysfonctionnement du CRM ou d’une application client (prière toujours informer la DSI avant d’alerté le client)',
      words: ['application.management'],
    });
    expect(helped.find(({ native }) => native === 'DSI matériel informatique')?.words).toEqual([
      'hardware',
      'printing',
    ]);
  });

  it('that a site refuses is none, and one without help says so', () => {
    const { categories } = wellLoaded(
      tool("category: { rows: [{ native: A, is: network }, { native: B, refuse: jamais, help: 'non' }] }"),
    );
    expect(categories).toEqual([{ native: 'A', label: null, help: null, words: ['network'] }]);
  });

  it('are each one thing, whatever they are read as and stand for', () => {
    const { categories } = wellLoaded(
      tool(`category:
        {
          rows:
            [
              { native: '', is: other },
              { native: Réseau, label: 'Réseau et Wi-Fi', help: 'Tout câble', is: network, writes: [network, hardware] },
              { native: Divers, is: none },
              { native: Imprimante, is: none, writes: [printing] },
            ],
        }`),
    );
    expect(categories).toEqual([
      { native: 'Réseau', label: 'Réseau et Wi-Fi', help: 'Tout câble', words: ['network', 'hardware'] },
      { native: 'Divers', label: null, help: null, words: [] },
      { native: 'Imprimante', label: null, help: null, words: ['printing'] },
    ]);
  });

  it('that several classes know are one: the first that tells of it counts', () => {
    const { categories } = wellLoaded(
      loadText(`
connector: outil
classes:
  panne: { is: incident, words: { category: { rows: [{ native: Écran, is: hardware }, { native: Wi-Fi, is: network }] } } }
  demande: { is: request, words: { category: { rows: [{ native: Écran, is: network, help: 'Neuf' }, { native: Clé, is: access }] } } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
    );
    expect(categories.map(({ native, help, words }) => [native, help, ...words])).toEqual([
      ['Écran', null, 'hardware'],
      ['Wi-Fi', null, 'network'],
      ['Clé', null, 'access'],
    ]);
  });

  it('are none where a tool has none', () => {
    expect(wellLoaded(tool('category: { unknown: { rule: tout-autre, is: other } }')).categories).toEqual([]);
  });

  it('alone take a help: elsewhere it is a key that nobody reads', () => {
    const loaded = tool("priority: { rows: [{ native: '1', is: 1, help: 'urgent' }] }");
    expect('faults' in loaded ? loaded.faults.map((fault) => faultText(fault).en).join() : '').toContain('help');
  });
});
