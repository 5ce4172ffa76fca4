import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import type { EntryDetails } from '@passerelle/ticket';
import { loadText, nativeTicket, resolver, wellLoaded } from '../testing/load-from.js';

/** A tool whose internal journal has tasks with a field for each part; of one of them in another unit. */
const mapping = wellLoaded(
  loadText(`connector: outil
status: etat
statuses:
  - { native: "1", is: new }
classes:
  demande: { is: request, audience: public }
words:
  task_state: { rows: [{ native: "1", is: to_do }, { native: "2", is: done, writes: [done, information] }] }
  task_category: { rows: [{ native: "7", is: Atelier }] }
  group: { rows: [{ native: N1, is: HELPDESK }] }
journals:
  - { native: public, is: comment }
  - native: interne
    is: task
    writes: [task, work_note]
    fields:
      - { native: etat, is: task.state }
      - { native: categorie, is: task.category, as: word }
      - { native: tech, is: task.technician }
      - { native: equipe, is: task.group }
      - { native: debut, is: task.plannedFrom }
      - { native: fin, is: task.plannedTo, write: no }
      - { native: prevu, is: task.forecast, unit: minutes }
      - { native: passe, is: task.spent, unit: clock }
`),
);

const person = (name: string) => ({ name, email: null, login: null, employeeNumber: null, cut: false });
const blank = {
  state: 'to_do',
  category: null,
  technician: null,
  group: null,
  plannedFrom: null,
  plannedTo: null,
  forecast: null,
  spent: null,
} as const;
type Task = NonNullable<EntryDetails['task']>;

function told(task: Partial<Task>, language: 'fr' | 'en' = 'fr') {
  const target = resolver({
    language,
    person: ({ name }) => (name === 'Bob' ? 'u9' : null),
    group: (name) => (name === 'N1' ? 'g1' : null),
  });
  const entry = { kind: 'task', audience: 'internal', text: 'Changer l’écran', task: { ...blank, ...task } } as const;
  const { text, fields, losses, words } = mapping.writeEntry('interne', entry, target);
  return { text, fields, losses: losses.map(({ what, detail }) => `${what} ${detail[language]}`), words };
}

describe('a task that a tool has fields for', () => {
  it.each<readonly [string, Partial<Task>, NativeFields]>([
    ['its state', { state: 'done' }, { etat: '2' }],
    ['its category', { category: 'Atelier' }, { categorie: '7' }],
    ['who does it', { technician: person('Bob') }, { tech: { id: 'u9', name: null } }],
    [
      'the team, by the name that it has there',
      { group: { name: 'HELPDESK', codes: [] } },
      { equipe: { id: 'g1', name: null } },
    ],
    ['when it begins', { plannedFrom: '2026-11-23T08:00:00.000Z' }, { debut: '2026-11-23T08:00:00.000Z' }],
    ['how long it will take', { forecast: 5_400 }, { prevu: '90' }],
    ['how long it took', { spent: 5_400 }, { passe: '1:30' }],
    [
      'nothing of what is not known',
      {},
      { etat: '1', tech: null, equipe: null, debut: null, prevu: null, passe: null },
    ],
  ])('is told %s', (_, task, fields) => {
    const { text, fields: sent, losses } = told(task);
    expect({ text, sent, losses }).toEqual({
      text: 'Changer l’écran',
      sent: expect.objectContaining(fields),
      losses: [],
    });
  });

  it('has in its text what a field cannot hold, in the language of the site', () => {
    const task = {
      state: 'information',
      technician: person('Zoé'),
      group: { name: 'RÉSEAU', codes: [] },
      forecast: 100,
    } as const;
    const french = told(task);
    expect(french.fields).toMatchObject({ etat: '2', tech: null, equipe: null, prevu: '2' });
    expect(french.losses).toEqual([
      'approximated État : « Information » devient « Fait », le plus proche',
      'unresolved Technicien : « Zoé » est introuvable dans l’outil cible',
      'unresolved Équipe : « RÉSEAU » est introuvable dans l’outil cible',
      'approximated Durée prévue : « 100 s » devient « 2 minutes », le plus proche',
    ]);
    expect(french.text).toBe(
      '— Tâche —\nÉtat : Information\nTechnicien : Zoé\nÉquipe : RÉSEAU\nDurée prévue : 1 min 40 s\n— —\n\nChanger l’écran',
    );
    expect(told(task, 'en').losses[1]).toBe('unresolved Technician: “Zoé” is not found in the target');
  });

  it('is read with everything that was told, whatever a field could not hold', () => {
    const task = { ...blank, state: 'information', technician: person('Zoé'), spent: 61 } as const;
    const { text, fields } = told(task);
    const line = { id: 'j1', journal: 'interne', audience: 'internal', author: null, at: null, text, fields } as const;
    const [entry] = mapping.read(nativeTicket('demande', {}, { entries: [line] })).entries;
    expect(entry?.retold?.task ?? entry?.task).toMatchObject({ state: 'information', technician: person('Zoé') });
  });
});
