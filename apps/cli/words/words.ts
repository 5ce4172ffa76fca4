import type { Loss } from '@passerelle/mapping';
import type { Language } from '@passerelle/runtime';
import type { LifecycleWords } from './lifecycle/words.js';
import type { MirrorWords } from './mirror/words.js';
import type { PeopleWords } from './people/words.js';

/** Everything that the command line says to people, in one language. */
export interface Words {
  readonly language: Language;
  readonly locale: string;
  /** A field of a ticket as people call it. */
  readonly field: (name: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly plan: {
    readonly title: (route: string, from: string, to: string) => string;
    readonly read: (tickets: number, entries: number, internal: number, attachments: number) => string;
    readonly create: (tickets: number, entries: number, attachments: number) => string;
    readonly bonded: (bonded: number, adoptable: number) => string;
    readonly outside: (count: number) => string;
    readonly stopped: (count: number) => string;
    readonly broken: (count: number) => string;
    readonly ready: string;
    readonly notReady: string;
    readonly sections: {
      readonly words: string;
      readonly people: string;
      readonly groups: string;
      readonly faults: string;
      readonly moves: string;
      readonly losses: string;
      readonly reactions: string;
      readonly broken: string;
    };
    readonly headings: {
      readonly side: string;
      readonly what: string;
      readonly word: string;
      readonly means: string;
      readonly count: string;
      readonly decided: string;
      readonly person: string;
      readonly evidence: string;
      readonly becomes: string;
      readonly group: string;
      readonly found: string;
      readonly field: string;
      readonly expected: string;
      readonly came: string;
      readonly advice: string;
      readonly detail: string;
      readonly kept: string;
      readonly name: string;
      readonly place: string;
      readonly tickets: string;
    };
    readonly move: {
      readonly heading: string;
      readonly by: string;
      readonly missing: (names: readonly string[]) => string;
      /** What to do where something is missing, and where nothing leads. */
      readonly fill: string;
      readonly map: string;
    };
    readonly sides: { readonly source: string; readonly target: string };
    readonly decisions: {
      readonly row: string;
      readonly default: string;
      readonly refusal: string;
      readonly nobody: string;
    };
    readonly evidences: Readonly<
      Record<'email' | 'employee_number' | 'login' | 'name' | 'ambiguous' | 'none' | 'decision', string>
    >;
    readonly asText: string;
    readonly inactive: string;
    readonly cut: string;
    readonly calls: (calls: number, seconds: number | null) => string;
    readonly mails: (count: number) => string;
    readonly silent: string;
    readonly headers: string;
    readonly native: string;
    readonly kinds: Readonly<Record<'mail' | 'flow' | 'clock', string>>;
    readonly more: (count: number) => string;
  };
  readonly run: {
    readonly drift: (count: number) => string;
    readonly noDrift: string;
    readonly done: (tickets: number, adopted: number, entries: number, attachments: number) => string;
    readonly dead: (count: number) => string;
    readonly calls: (count: number) => string;
    readonly waiting: (until: string, why: string) => string;
    readonly progress: string;
    readonly interrupted: string;
  };
  readonly verify: {
    readonly title: string;
    readonly rows: {
      readonly tickets: string;
      readonly entries: string;
      readonly internal: string;
      readonly attachments: string;
    };
    readonly seen: string;
    readonly arrived: string;
    readonly crossed: (count: number) => string;
    readonly whole: string;
    readonly gaps: (count: number) => string;
    readonly left: (count: number) => string;
    readonly moved: (count: number) => string;
    readonly lossy: string;
    readonly lost: Readonly<Record<Loss['what'], string>>;
    readonly outside: (count: number) => string;
    readonly kinds: Readonly<
      Record<'ticket' | 'field' | 'entry' | 'attachment' | 'broken' | 'quarantined' | 'doubled' | 'crossed', string>
    >;
    readonly sample: { readonly title: string; readonly explain: string; readonly headings: readonly string[] };
  };
  readonly delta: {
    readonly title: (read: number, silent: number) => string;
    readonly fresh: (count: number) => string;
    readonly changed: (count: number) => string;
    readonly missing: (count: number) => string;
    readonly parts: (fields: readonly string[], entries: number, attachments: number) => string;
  };
  readonly rollback: {
    readonly preview: (count: number) => string;
    readonly left: (count: number) => string;
    readonly done: (removed: number, cancelled: number, failed: number) => string;
    readonly why: Readonly<Record<'adopted' | 'touched' | 'gone', string>>;
    readonly confirm: (count: number) => string;
  };
  readonly ticket: {
    readonly nothing: (number: string) => string;
    readonly title: (number: string, kind: string, status: string) => string;
    readonly bond: (connection: string, number: string, how: string) => string;
    readonly how: Readonly<Record<'seen' | 'created' | 'adopted', string>>;
    readonly parts: (entries: number, attachments: number) => string;
    readonly waiting: (count: number) => string;
  };
  readonly check: { readonly ok: string; readonly bad: string; readonly lifecycle: LifecycleWords };
  readonly demo: {
    readonly steps: readonly [string, string, string, string];
    readonly done: string;
    readonly serve: {
      readonly at: (url: string) => string;
      readonly login: (login: string, password: string, role: string) => string;
      readonly tools: (url: string) => string;
      readonly stop: string;
    };
  };
  readonly mirror: MirrorWords;
  readonly people: PeopleWords;
  readonly todo: string;
}
