export type FormValue = string | number | null;
export type FormRow = Readonly<Record<string, FormValue>>;

/** A read-only account on the tool's tables. Dates come as `2026-11-21 20:27:23`, in UTC. */
export interface FormDatabase {
  /** `?` stands for each parameter. Rejects with the server's own error. */
  query(sql: string, params: readonly (string | number)[]): Promise<readonly FormRow[]>;
  close(): Promise<void>;
}

export interface DatabaseAccess {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: { reveal(): string };
}

export type OpenDatabase = (access: DatabaseAccess) => FormDatabase;
