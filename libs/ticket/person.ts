/** Somebody as a tool names them. Nothing here says that two of them are the same human: that is decided with evidence. */
export interface Person {
  readonly name: string | null;
  readonly email: string | null;
  readonly login: string | null;
  readonly employeeNumber: string | null;
  /** The tool showed the beginning of the name only (`CL... ST...`): text to keep, never a name to match. */
  readonly cut: boolean;
}

/** A team. `codes` are the identifiers that its name carries: `DIRCI PROX P98888 - #33015` has `P98888` and `33015`. */
export interface Group {
  readonly name: string;
  readonly codes: readonly string[];
}
