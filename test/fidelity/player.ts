import type { ToolResponse } from '@passerelle/connector/testing';
import type { ErrorClass } from './compare.js';
import type { Recording } from './recording.js';
import type { Leniency } from './shape.js';

export interface Played {
  readonly response: ToolResponse;
  readonly leniency?: Leniency;
}
export interface LeftOut {
  readonly leftOut: string;
}

/** Plays recordings of one tool against a fresh simulator of it. */
export interface Player {
  /** Given all recordings, so that records no request made can be there from the start. */
  begin(recordings: readonly Recording[]): (recording: Recording) => Played | LeftOut;
  readonly errorClass: ErrorClass;
  /** Headers whose absence is a difference, in lower case. */
  readonly headers: readonly string[];
  /** Whether a value at a key is one the tool makes up anew in each run: an id, a number, a token. */
  readonly volatile: (key: string, value: string) => boolean;
}
