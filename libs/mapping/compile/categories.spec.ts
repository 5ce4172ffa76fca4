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

  it('alone take a help: elsewhere it is a key that nobody reads', () => {
    const loaded = tool("priority: { rows: [{ native: '1', is: 1, help: 'urgent' }] }");
    expect('faults' in loaded ? loaded.faults.map(faultText).join() : '').toContain('help');
  });
});
