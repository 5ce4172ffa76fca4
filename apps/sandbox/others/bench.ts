/** A line of a ticket, and whether its requester reads it. */
export interface Said {
  readonly by: string;
  readonly text: string;
  readonly audience: 'public' | 'internal';
}

export interface Shown {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** The tool's own word. */
  readonly state: string;
}

/** Of a simulated tool, as much as a visitor needs: what is in it, and to act as the people who work there. */
export interface Bench {
  readonly name: string;
  /** Who opens tickets here, and who answers them. */
  readonly requester: string;
  readonly agent: string;
  tickets(): readonly Shown[];
  /** Oldest first. */
  said(id: string): readonly Said[];
  open(title: string, text: string): string;
  write(id: string, audience: Said['audience'], text: string): void;
}
