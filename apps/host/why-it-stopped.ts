import type { Language, OperatorError } from '@passerelle/runtime';

/** What stopped the host, for whoever reads its error stream. */
export function whyItStopped(told: OperatorError, language: Language): string {
  const { message, details, advice } = told.in(language);
  const { stack = '' } = told.cause instanceof Error ? told.cause : told;
  const trace = told.code === 'unexpected' ? [stack] : [];
  return [message, ...details.map((detail) => `  ${detail}`), `→ ${advice}`, ...trace].join('\n');
}
