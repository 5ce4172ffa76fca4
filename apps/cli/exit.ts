/** What a command's end tells the shell. */
export const exits = {
  fine: 0,
  /** Something did not arrive, or waits for a human. */
  gap: 1,
  /** The command or the configuration is wrong. */
  usage: 2,
  /** A decision is missing, or tickets would be refused. */
  undecided: 3,
  /** A tool or the database cannot be reached, or refuses the account. */
  unreachable: 4,
  /** The brake: more mails or removals than allowed. */
  brake: 5,
  /** Another run writes to the same connection. */
  busy: 6,
  /** An internal entry can be read by a requester. */
  exposed: 7,
  /** A fault of the program itself. */
  broken: 70,
  interrupted: 130,
} as const;

export type Exit = (typeof exits)[keyof typeof exits];
