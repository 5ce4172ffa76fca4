import type { Told } from '@passerelle/connector';
import type { Loss } from '@passerelle/mapping';

/** A ticket, entry or file that is in the source and not, or not as it should be, in the target. */
export interface Gap {
  readonly number: string;
  readonly what: 'ticket' | 'field' | 'entry' | 'attachment' | 'broken' | 'quarantined' | 'doubled' | 'crossed';
  readonly expected: Told;
  readonly came: Told;
}

/** A field that somebody changed in the target after it was written: theirs to keep, shown and not a gap. */
export interface Moved {
  readonly number: string;
  readonly field: string;
  readonly written: string;
  readonly now: string;
}

export interface Lossy {
  readonly field: Loss['field'];
  readonly what: Loss['what'];
  readonly kept: boolean;
  readonly count: number;
}

export interface Sample {
  readonly old: string;
  readonly new: string;
  readonly url: string | null;
  readonly title: string;
  readonly status: string;
  readonly entries: number;
  readonly attachments: number;
}

export interface NumberPair {
  readonly old: string;
  readonly new: string;
  readonly url: string | null;
  readonly how: 'created' | 'adopted';
}

/** The completeness receipt: the source read again, the target read back, each ticket, line and file reconciled. */
export interface Verification {
  readonly tickets: { readonly seen: number; readonly arrived: number };
  readonly entries: {
    readonly seen: number;
    readonly arrived: number;
    readonly internal: number;
    readonly crossed: number;
  };
  readonly attachments: { readonly seen: number; readonly arrived: number };
  /** Files left behind: internal ones by the route's own choice, and what is larger than the target takes. */
  readonly left: readonly { readonly number: string; readonly file: string }[];
  readonly outOfScope: number;
  /** How many of each gap there are; `gaps` shows the first thousand. */
  readonly gapCount: number;
  readonly gaps: readonly Gap[];
  readonly moved: readonly Moved[];
  readonly lossy: readonly Lossy[];
  readonly sample: readonly Sample[];
  /** No gap, nothing crossed, nothing doubled. */
  readonly whole: boolean;
}
