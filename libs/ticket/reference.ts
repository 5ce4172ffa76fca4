/** What a tool calls a ticket, so that people find it again by any of its numbers. */
export interface Reference {
  readonly connection: string;
  readonly number: string;
  readonly url: string | null;
}

/** A tie to another ticket, which may not be known here yet: then only its number is. */
export interface Relation {
  readonly as: 'parent' | 'child' | 'duplicate' | 'related' | 'problem' | 'change' | 'known_error';
  readonly number: string;
}
