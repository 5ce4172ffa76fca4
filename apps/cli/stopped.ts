import type { OperatorError, Synchronisation } from '@passerelle/runtime';
import type { Output } from './output.js';

/** What stopped connections, by their names, in the language of whoever reads. */
export type Stopped = ReadonlyMap<string, ReturnType<OperatorError['in']>>;

/** Collects it while a synchronisation goes on: its receipt is for programs. */
export function collectStopped({ language }: Output): Required<Pick<Synchronisation, 'stopped'>> & {
  readonly words: Stopped;
} {
  const words = new Map<string, ReturnType<OperatorError['in']>>();
  return { words, stopped: (connection, error) => void words.set(connection, error.in(language)) };
}
