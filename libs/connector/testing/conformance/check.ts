import type { Stage } from './stage.js';
import type { Need } from './subject.js';

/** One sentence of the law. */
export interface Check {
  /** True of every connector that keeps the contract. */
  readonly name: string;
  /** It applies where all of these are offered. */
  readonly needs: readonly Need[];
  /** Resolves where the law is kept; throws what is wrong otherwise. The stage is its own. */
  run(stage: Stage): Promise<void>;
}
