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
  return { portee, presse, prio, losses: losses.map(({ detail }) => detail), words: words.map(({ domain }) => domain) };
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
