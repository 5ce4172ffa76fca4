import type { BrokenPiece, Keeps, Told } from '@passerelle/connector';
import type { Decision, Domain, Loss } from '@passerelle/mapping';

/** A word of one side, how often it is used, and who decided what it means. */
export interface PlannedWord {
  readonly side: 'source' | 'target';
  readonly domain: Domain;
  readonly class: string;
  readonly word: string;
  readonly is: string | null;
  readonly count: number;
  readonly decision: Decision;
}

export interface PlannedPerson {
  readonly shown: string;
  readonly count: number;
  readonly evidence: 'email' | 'employee_number' | 'login' | 'name' | 'ambiguous' | 'none' | 'decision';
  readonly cut: boolean;
  readonly active: boolean | null;
  readonly linked: boolean;
  /** Names and logins of the accounts that fit. */
  readonly candidates: readonly Told[];
}

export interface PlannedGroup {
  readonly name: string;
  readonly count: number;
  readonly found: boolean;
  /** The group that takes its tickets when the target lacks it. */
  readonly instead: string | null;
}

/** A ticket that the target would not take as it would be written, or a decision that is missing for it. */
export interface PlanFault {
  readonly number: string;
  readonly field: string;
  readonly expected: Told;
  readonly came: Told;
  readonly advice: Told;
}

export interface CountedFault extends Omit<PlanFault, 'number'> {
  readonly count: number;
  /** Some of the tickets. */
  readonly numbers: readonly string[];
}

export interface PlannedLoss {
  readonly field: Loss['field'];
  readonly what: Loss['what'];
  readonly detail: Told;
  /** Kept as text at the head of the description. */
  readonly kept: boolean;
  readonly count: number;
}

/** How tickets would get to the status that they are to have, where that lacks something. */
export interface PlannedMoves {
  readonly class: string;
  readonly from: string;
  readonly to: string;
  /** What is fired or written on the way, as the tool calls it. */
  readonly by: readonly string[];
  /** Fields of the target, and journals in which a line must stand, that its moves ask for and nothing fills. */
  readonly missing: readonly string[];
  /** Why no move leads there; null where one does. */
  readonly trouble: Told | null;
  readonly count: number;
  /** Some of the tickets. */
  readonly numbers: readonly string[];
}

export interface PlannedReaction {
  readonly kind: 'mail' | 'flow' | 'clock';
  readonly name: string;
  readonly count: number;
}

export interface PlannedParts {
  readonly tickets: number;
  readonly entries: number;
  readonly internal: number;
  readonly attachments: number;
  readonly internalAttachments: number;
}

/** What a run would do, as a value: it is shown, approved, kept as JSON and compared with the plan made again by the run. */
export interface MigrationPlan {
  readonly route: string;
  readonly from: string;
  readonly to: string;
  readonly made: string;
  readonly source: PlannedParts & {
    readonly broken: readonly BrokenPiece[];
    readonly brokenCount: number;
    readonly byStatus: Readonly<Record<string, number>>;
  };
  /** Of those, what the route's filter lets through and the target does not have yet. */
  readonly toCreate: PlannedParts;
  /** In the target already: bonded by an earlier run, or adopted by number. */
  readonly bonded: number;
  readonly adoptable: number;
  readonly outOfScope: number;
  readonly stopped: number;
  readonly words: readonly PlannedWord[];
  readonly people: readonly PlannedPerson[];
  readonly groups: readonly PlannedGroup[];
  readonly faults: readonly CountedFault[];
  readonly losses: readonly PlannedLoss[];
  /** Only those that lack something. Absent in plans that are older than this. */
  readonly moves?: readonly PlannedMoves[];
  readonly forecast: {
    readonly calls: number;
    /** Seconds at the target's pace; null where nothing limits it. */
    readonly seconds: number | null;
    readonly mails: number;
    readonly reactions: readonly PlannedReaction[];
    readonly keeps: Keeps;
  };
  /** Nothing is undecided and no ticket would be refused: a run may start. */
  readonly ready: boolean;
}
