import { useMemo } from 'react';
import { useAnswer } from '../api/use-answer.js';
import type { Choices } from '@passerelle/api';

/** Labels of canonical words as the server has them: nothing else gives a word a label. */
export interface Words {
  readonly label: (domain: string, key: string | null | undefined) => string;
  /** «Matériel › Ordinateur portable». */
  readonly category: (key: string | null) => string;
  readonly list: (domain: string) => readonly { readonly value: string; readonly label: string }[];
}

/** The server may name a domain as the ticket's field does or as canon.yaml does. */
function domainsOf(domain: string): readonly string[] {
  const snake = domain.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const level = ['priority', 'impact', 'urgency'].includes(domain) ? ['priority', 'level'] : [];
  return [domain, snake, ...level];
}

export function makeWords(choices: Choices | undefined): Words {
  const rows = (domain: string): readonly { readonly key: string; readonly label: string }[] =>
    domainsOf(domain)
      .map((name) => choices?.words[name])
      .find((found) => found !== undefined) ?? [];
  const categories = new Map(choices?.categories.map((row) => [row.key, row]));
  const category = (key: string | null): string => {
    if (key === null) return '';
    const row = categories.get(key);
    if (!row) return key;
    return row.parent ? `${category(row.parent)} › ${row.label}` : row.label;
  };
  return {
    label: (domain, key) => (key == null ? '' : (rows(domain).find((row) => row.key === key)?.label ?? key)),
    category,
    list: (domain) => rows(domain).map(({ key, label }) => ({ value: key, label })),
  };
}

export function useWords(): Words {
  const { data } = useChoices();
  return useMemo(() => makeWords(data), [data]);
}

export function useChoices() {
  return useAnswer('listChoices', {}, { staleTime: 300_000 });
}
