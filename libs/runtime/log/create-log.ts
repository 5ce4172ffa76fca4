import type { Secret } from '@passerelle/connector';
import { destination, pino, type Logger } from 'pino';
import type { LogLevel } from '../configuration/settings.js';

export interface LogSettings {
  readonly level: LogLevel;
  /** None of these is ever written, whatever text it got into. */
  readonly secrets: readonly Secret[];
  /** Where lines go; the error stream by default, since answers go to the other one. */
  readonly sink?: { write(line: string): void };
}

/** Names under which credentials travel; their values are hidden even where nobody said that they are secret. */
const hidden = ['password', 'secret', 'token', 'authorization', 'accessToken', 'refreshToken', 'key', 'cookie'];

/** A secret shorter than this is too much like ordinary words to be looked for in every line. */
const shortest = 4;

export function createLog({ level, secrets, sink = destination({ dest: 2, sync: true }) }: LogSettings): Logger {
  const scrub = scrubber(secrets);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '***' },
    },
    { write: (line: string) => sink.write(scrub(line)) },
  );
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Hides secrets as they are, as JSON writes them, and as addresses and headers carry them. */
export function scrubber(secrets: readonly Secret[]): (text: string) => string {
  const words = new Set(
    secrets
      .map((secret) => secret.reveal())
      .filter((value) => value.length >= shortest)
      .flatMap((value) => [value, encodeURIComponent(value), Buffer.from(value).toString('base64')])
      // JSON within JSON escapes twice.
      .flatMap((form) => [form, inJson(form), inJson(inJson(form))]),
  );
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((clean, word) => clean.replaceAll(word, '***'), text);
}
