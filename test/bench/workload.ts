/** Figures by name; times in seconds, memory in megabytes, rates per second. */
export type Figures = Readonly<Record<string, number | string>>;

export interface Measured {
  readonly ours: Figures;
  readonly reference: Figures;
  /** Ours to the reference of the same run; above 1 is faster, or less. What it divides is said in `describe`. */
  readonly ratio: number;
}

/** One benchmark: something that is measured against a reference in the same run, never a test. */
export interface Workload {
  readonly name: string;
  readonly describe: string;
  run(): Promise<Measured>;
}
