import { Fault, type Told } from '@passerelle/connector';
import type { Connected } from '@passerelle/sync';
import { compareLifecycle, type Difference } from '@passerelle/workflow';
import { dictionaryOf } from './dictionary.js';

export type LifecycleLook =
  /** The tool has no lifecycle, or tells nothing of itself. */
  | { readonly kind: 'nothing' }
  /** `told`: what the tool itself tells of; nothing: the mapping was held against our own table alone. */
  | {
      readonly kind: 'compared';
      readonly differences: readonly Difference[];
      readonly told: 'moves' | 'words' | 'nothing';
    }
  /** It would not tell. */
  | { readonly kind: 'untold'; readonly why: Told };

/** Holds what we know of a tool's states and moves, and the words of its mapping, against what the tool says of itself. Reads only. */
export async function lookAtLifecycle(
  { connector, mapping }: Pick<Connected, 'connector' | 'mapping'>,
  signal?: AbortSignal,
): Promise<LifecycleLook> {
  const { lifecycle, vocabulary } = connector;
  if (!lifecycle || !vocabulary) return { kind: 'nothing' };
  try {
    const told = await vocabulary.describe(signal);
    const moves = (await vocabulary.moves?.(signal)) ?? null;
    const differences = compareLifecycle(
      lifecycle,
      { vocabulary: told, lifecycle: moves },
      dictionaryOf(mapping, connector),
    );
    const words = told.from === 'table' ? 'nothing' : 'words';
    return { kind: 'compared', differences, told: moves === null ? words : 'moves' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'untold', why: error.told };
  }
}
