import { describe, expect, it } from '@jest/globals';
import { Action, actionKinds } from '@passerelle/api';
import { actionOf, forms, initialOf } from './form-of.js';

const given: Readonly<Record<string, unknown>> = {
  text: 'Écran remplacé.',
  reason: 'supplier',
  team: 'PILOTES',
  category: 'hardware.screen',
  title: 'Écran noir',
};

describe('the form of an act', () => {
  it.each(Object.keys(forms) as (keyof typeof forms)[])('makes an act that the API takes: %s', (kind) => {
    const names = new Set(forms[kind]?.map(({ name }) => name));
    const values = {
      ...initialOf(kind),
      ...Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name))),
    };
    expect(Action.parse(actionOf(kind, values)).kind).toBe(kind);
  });

  it('needs none for what is done at once', () => {
    for (const kind of ['take', 'start'] as const) expect(Action.parse(actionOf(kind, {})).kind).toBe(kind);
    expect(actionKinds).toEqual(expect.arrayContaining(Object.keys(forms)));
  });

  it('sends nothing while something is missing', () => {
    expect(actionOf('solution', initialOf('solution'))).toBeNull();
    expect(actionOf('change', initialOf('change'))).toBeNull();
    expect(actionOf('assign', { why: 'en congé' })).toBeNull();
    expect(actionOf('reopen', { reason: '' })).toBeNull();
  });

  it('asks for a reason where somebody refuses', () => {
    expect(actionOf('verdict', { accepted: true })).toEqual({ kind: 'verdict', accepted: true });
    expect(actionOf('verdict', { accepted: false })).toBeNull();
    expect(actionOf('approve', { approved: false, reason: 'hors budget' })).toEqual({
      kind: 'approve',
      approved: false,
      reason: 'hors budget',
    });
  });

  it('says nothing of what was left empty', () => {
    expect(actionOf('change', { ...initialOf('change'), site: 'EREA Muret' })).toEqual({
      kind: 'change',
      site: 'EREA Muret',
    });
  });
});
