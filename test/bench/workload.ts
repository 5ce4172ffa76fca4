/** Figures by name; times in seconds, memory in megabytes, rates per second. */
export type Figures = Readonly<Record<string, number | string>>;

export interface Measured {
  readonly ours: Figures;
  readonly reference: Figures;
  /** Ours to the reference of the same run. What it divides, and which way is better, is said in `describe`. */
  readonly ratio: number;
}

export interface BenchOptions {
  /** Share of the full size, for a quick look; workloads that have a size of their own leave it alone. */
  readonly scale: number;
  /** Where a CPU profile of ours is written; null for none. */
  readonly profile: string | null;
  /** What is being done, for whoever waits. */
  readonly tell: (line: string) => void;
}

/** One benchmark: something that is measured against a reference in the same run, never a test. */
export interface Workload {
  readonly name: string;
  readonly describe: string;
  run(options: BenchOptions): Promise<Measured>;
}
