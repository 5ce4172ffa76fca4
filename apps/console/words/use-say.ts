import { useCallback } from 'react';
import { describeValue } from './describe-value.js';
import { useCalendar } from './use-calendar.js';
import { useWords } from './use-words.js';

const dates = new Set(['due', 'created', 'updated', 'taken', 'resolved', 'closed']);

/** A value of a field in the reader's words: labels of words, names of people, dates in their zone. */
export function useSay(): (field: string | null, value: unknown) => string {
  const words = useWords();
  const calendar = useCalendar();
  return useCallback(
    (field, value) => {
      if (field === null || (typeof value !== 'string' && typeof value !== 'number')) return describeValue(value);
      if (value === '') return '—';
      if (field === 'category') return words.category(String(value));
      if (dates.has(field) && !Number.isNaN(Date.parse(String(value)))) return calendar.full(String(value));
      return words.label(field, String(value));
    },
    [words, calendar],
  );
}
