import type { Group, Person } from '@passerelle/ticket';
import type { Effects } from '../rule.js';
import type { EffectsYaml } from '../schema/rule-file.js';
import type { Text } from '../schema/words.js';

export type Language = 'fr' | 'en';

export function textIn(text: Text, language: Language): string {
  return typeof text === 'string' ? text : text[language];
}

export function effectsOf(yaml: EffectsYaml, language: Language): Effects {
  const { pendingReason, outcome, firstGroup, group, assignee, category, priority, comment, refuse } = yaml;
  const note = yaml.work_note;
  return {
    ...(yaml.status === undefined ? {} : { status: yaml.status }),
    ...(pendingReason === undefined ? {} : { pendingReason: pendingReason === 'none' ? null : pendingReason }),
    ...(outcome === undefined ? {} : { outcome: outcome === 'none' ? null : outcome }),
    ...(firstGroup === undefined ? {} : { firstGroup: groupOf(firstGroup) }),
    ...(group === undefined ? {} : { group: groupOf(group) }),
    ...(assignee === undefined ? {} : { assignee: assignee === 'none' ? null : personOf(assignee) }),
    ...(category === undefined ? {} : { category: category === 'none' ? null : category }),
    ...(priority === undefined ? {} : { priority: priority === 'none' ? null : priority }),
    ...(yaml.close === undefined ? {} : { close: yaml.close }),
    ...(comment === undefined ? {} : { comment: textIn(comment, language) }),
    ...(note === undefined ? {} : { workNote: textIn(note, language) }),
    ...(refuse === undefined
      ? {}
      : { refuse: { message: textIn(refuse.message, language), restore: refuse.restore ?? [] } }),
  };
}

function groupOf(name: string): Group | null {
  return name === 'none' ? null : { name, codes: [] };
}

function personOf({ name, email, login }: Exclude<EffectsYaml['assignee'], 'none' | undefined>): Person {
  return { name: name ?? null, email: email ?? null, login: login ?? null, employeeNumber: null, cut: false };
}
