import { Refusal } from './door.js';

export interface RefusalWords {
  readonly title: string;
  readonly detail: string;
  readonly advice: string | null;
}

/** What the server says, in the reader's language already; our own words where it said nothing. */
export function describeRefusal(error: unknown, t: (key: string) => string): RefusalWords {
  if (!(error instanceof Refusal))
    return {
      title: t('fault.unexpected'),
      detail: error instanceof Error ? error.message : String(error),
      advice: null,
    };
  if (error.status === 0) return { title: t('fault.unreachable'), detail: t('fault.unreachable.detail'), advice: null };
  const { problem } = error;
  const faults = problem?.faults?.map(({ path, message }) => (path ? `${path}: ${message}` : message)) ?? [];
  return {
    title: problem?.title ?? `${t('fault.refused')} (${error.status})`,
    detail: [problem?.detail, ...faults].filter(Boolean).join(' · ') || error.message,
    advice: problem?.advice ?? null,
  };
}
