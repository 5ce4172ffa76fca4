/** What is said of people, of who was erased, and of what is told twice. */
export interface PeopleWords {
  readonly none: string;
  readonly met: (name: string, connection: string) => string;
  readonly linked: (native: string, evidence: string) => string;
  readonly unlinked: (evidence: string) => string;
  readonly candidate: (name: string, id: string, fits: string) => string;
  readonly how: string;
  readonly decided: (name: string, account: string, connection: string) => string;
  readonly noAccount: string;
  readonly person: (person: string) => string;
  readonly rows: (table: string, count: number) => string;
  readonly namesakes: string;
  readonly dryRun: string;
  readonly erased: string;
  /** Contents of files, by what became of them. */
  readonly contents: (rewritten: number, dropped: number, unread: number) => string;
  readonly accounts: (count: number) => string;
  readonly exported: (count: number, file: string) => string;
  readonly duplicates: {
    readonly none: string;
    readonly offered: (count: number) => string;
    readonly how: string;
    readonly answered: (state: 'accepted' | 'refused') => string;
  };
  /** Organisations and sites. */
  readonly places: {
    readonly none: string;
    readonly met: (name: string, kind: 'group' | 'organisation' | 'site', connection: string) => string;
    readonly linked: (called: string, native: string, evidence: string) => string;
    readonly unlinked: (evidence: string) => string;
    readonly how: string;
    readonly decided: (name: string, called: string, connection: string) => string;
    readonly nothing: string;
  };
  readonly moved: (number: string, category: string, tools: number) => string;
  readonly refused: (why: string) => string;
}
