import { describe, expect, it } from '@jest/globals';
import type { Ticket, TicketField } from '@passerelle/ticket';
import { loadText, resolver, ticket, wellLoaded } from '../testing/load-from.js';

/** A tool that works its priority out of impact and urgency: 1 is the most of each. */
const mapping = wellLoaded(
  loadText(`connector: outil
status: etat
statuses:
  - { native: "1", is: new }
fields:
  - { native: texte, is: description }
  - { native: portee, is: impact }
  - { native: presse, is: urgency }
  - { native: prio, is: priority }
words:
  impact: { rows: [{ native: "1", is: 2 }, { native: "2", is: 3 }, { native: "3", is: 4 }] }
  urgency: { rows: [{ native: "1", is: 2 }, { native: "2", is: 3 }, { native: "3", is: 4 }] }
  priority: { rows: [{ native: "1", is: 1 }, { native: "2", is: 2 }, { native: "3", is: 3 }, { native: "4", is: 4 }] }
classes:
  incident:
    is: incident
    audience: public
    priority:
      matrix:
        "1": { "1": "1", "2": "2", "3": "3" }
        "2": { "1": "2", "2": "3", "3": "4" }
        "3": { "1": "3", "2": "4", "3": "4" }
      via:
        "1": { impact: "1", urgency: "1" }
        "2": { impact: "2", urgency: "1" }
        "3": { impact: "2", urgency: "2" }
        "4": { impact: "3", urgency: "3" }
journals:
  - { native: public, is: comment }
  - { native: interne, is: work_note }
`),
);

type Axes = Partial<Pick<Ticket, 'impact' | 'urgency' | 'priority'>>;
const told = (
  said: Axes,
  asked: readonly TicketField[] = ['impact', 'urgency', 'priority'],
  language: 'fr' | 'en' = 'fr',
) => {
  const whole = ticket({ kind: 'incident', impact: null, urgency: null, priority: null, ...said });
  const { fields, losses, words } = mapping.write(whole, 'incident', asked, resolver({ language }));
  const { portee, presse, prio } = fields;
  return {
    portee,
    presse,
    prio,
    losses: losses.map(({ detail }) => detail[language]),
    words: words.map(({ domain }) => domain),
  };
};

describe('a priority that the tool works out', () => {
  it.each<readonly [string, Axes, string | null, string | null]>([
    ['as both are', { impact: 2, urgency: 3, priority: 2 }, '1', '2'],
    ['in the usual way, where neither is known', { priority: 2 }, '2', '1'],
    ['in the usual way, where neither is known and it is low', { priority: 4 }, '3', '3'],
    ['beside an impact that is known', { impact: 2, priority: 3 }, '1', '3'],
    ['beside an urgency that is known', { urgency: 2, priority: 3 }, '3', '1'],
    ['by impact and urgency alone', { impact: 3, urgency: 3 }, '2', '2'],
    ['by nothing', {}, null, null],
    ['in the usual way, of two that fit alike', { impact: 4, priority: 4 }, '3', '3'],
    ['in the way that is nearest, rather than the usual one', { impact: 3, urgency: 4, priority: 4 }, '2', '3'],
  ])('comes out %s', (_, said, portee, presse) => {
    expect(told(said)).toMatchObject({ portee, presse, prio: undefined, losses: [] });
  });

  it('bends the urgency before the impact, by no more than needed, and says so', () => {
    expect(told({ impact: 2, urgency: 4, priority: 1 })).toMatchObject({
      portee: '1',
      presse: '1',
      losses: ['Urgence : l’outil cible la calcule, « Basse » devient « Haute »'],
    });
    expect(told({ impact: 4, urgency: 2, priority: 2 }, undefined, 'en')).toMatchObject({
      portee: '2',
      presse: '1',
      losses: ['Impact: the target works it out, “Low” becomes “Medium”'],
    });
  });

  it('is told whole whichever of the three was asked for, and only that one is a word that was used', () => {
    expect(told({ impact: 2, urgency: 3, priority: 2 }, ['urgency'])).toMatchObject({
      portee: '1',
      presse: '2',
      words: expect.not.arrayContaining(['impact', 'priority']),
    });
    expect(told({ impact: 2, urgency: 4, priority: 1 }, ['priority'])).toMatchObject({ presse: '1', losses: [] });
  });

  it('stays text where the tool has no word for it', () => {
    expect(told({ impact: 1, priority: 2 })).toMatchObject({
      portee: '2',
      presse: '1',
      losses: [expect.stringContaining('pas de mot pour « Très haut')],
    });
  });
});

/** A tool of which one axis is only read, one word stands for two, and some priorities have no way or no name. */
const narrow = wellLoaded(
  loadText(`connector: outil
fields:
  - { native: portee, is: impact, write: no }
  - { native: presse, is: urgency }
words:
  impact: { rows: [{ native: "1", is: 2 }, { native: "2", is: 3 }] }
  urgency: { none: { rule: urgence-de-l-outil }, rows: [{ native: "1", is: 2, writes: [1, 2] }, { native: "2", is: 3 }] }
  priority: { rows: [{ native: "1", is: 1 }, { native: "3", is: 3 }, { native: "9", is: 5 }] }
classes:
  incident:
    is: incident
    audience: public
    priority:
      matrix: { "1": { "1": "1", "2": X }, "2": { "1": X, "2": "3" } }
      via: { "1": { impact: "1", urgency: "1" } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
);

describe('a priority that the tool works out of what it is only half told', () => {
  const half = (said: Axes) => {
    const whole = ticket({ kind: 'incident', impact: null, urgency: null, priority: null, ...said });
    const { fields, losses, words } = narrow.write(whole, 'incident', ['impact', 'urgency', 'priority'], resolver());
    return {
      fields,
      losses: losses.map(({ what, detail }) => `${what} ${detail.fr}`),
      by: words.map(({ domain, word, is, decision: { by } }) => `${domain} ${word} ${is} ${by}`),
    };
  };

  it('leaves the axis that is only read alone, and the other one to the tool where there is nothing to say', () => {
    expect(half({})).toEqual({ fields: {}, losses: [], by: ['urgency  null default'] });
    expect(half({ impact: 2, urgency: 3 })).toEqual({
      fields: { presse: '2' },
      losses: [],
      by: ['impact 2 1 row', 'urgency 3 2 row'],
    });
    expect(half({ priority: 1 }).fields).toEqual({ presse: '1' });
  });

  it('takes the first way where none is usual', () => {
    expect(half({ priority: 3 })).toMatchObject({ fields: { presse: '2' }, losses: [] });
  });

  it('is told in the nearest word, and that is a loss', () => {
    expect(half({ urgency: 1 })).toEqual({
      fields: { presse: '1' },
      losses: ['approximated Urgence : « Très haute » devient « Haute », le plus proche'],
      by: ['urgency 1 1 row'],
    });
  });

  it('stays what impact and urgency make of it where nothing comes out as it, under the tool’s own name', () => {
    expect(half({ impact: 2, urgency: 3, priority: 5 })).toEqual({
      fields: { presse: '2' },
      losses: ['approximated Priorité : l’outil cible la calcule, « Très basse » devient « X »'],
      by: ['impact 2 1 row', 'urgency 3 2 row', 'priority 5 9 row'],
    });
    expect(half({ impact: 2, priority: 5 })).toMatchObject({ fields: {}, losses: [] });
  });

  it('is asked about where nobody decided its word', () => {
    expect(half({ priority: 2 })).toMatchObject({
      losses: ['no-word Priorité : l’outil cible n’a pas de mot pour « Haute »'],
      by: ['urgency  null default', 'priority 2 null nobody'],
    });
  });
});
