import type { Clock, Random } from '@passerelle/connector';
import type { Simulator } from '@passerelle/connector/testing';
import { createActs, type Acts } from './acts.js';
import { layoutsOf } from './columns.js';
import { dispatch } from './dispatch.js';
import { profiles, type Profile, type Quirks } from './quirks.js';
import { closeSolved } from './rules/timeline.js';
import { seedInstall, seedSite } from './seed.js';
import { indexed, type Mail, type State } from './state.js';

export interface GlpiOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Defaults to 10. */
  readonly profile?: Profile;
  readonly quirks?: Partial<Quirks>;
  /** `site`: a help desk at work; `install`: what the installer leaves. Defaults to `site`. */
  readonly seed?: 'site' | 'install';
}

export interface Glpi extends Simulator, Acts {
  readonly state: State;
  /** Every mail that would have been sent, oldest first. */
  readonly mails: Mail[];
  /** The cron `closeticket`; how many it closed. */
  closeSolved(): number;
}

/** A whole GLPI behind one function: requests in, answers out, all of its state inside. */
export function glpi({ clock, random, profile = '10', quirks, seed = 'site' }: GlpiOptions): Glpi {
  const shelves = new Map(
    [...layoutsOf(profile)].map(([name, columns]) => {
      const index = new Map(columns.filter((one) => indexed.includes(one.name)).map((one) => [one.name, new Map()]));
      return [name, { name, columns, rows: new Map(), next: 1, version: 0, index }] as const;
    }),
  );
  const state: State = {
    profile,
    quirks: { ...profiles[profile], ...quirks },
    clock,
    random,
    shelves,
    sessions: new Map(),
    secrets: new Map(),
    grants: [],
    files: new Map(),
    mails: [],
    switches: { maintenance: false, databaseDown: false, fatal: null },
    rules: [],
  };
  seedInstall(state);
  if (seed === 'site') seedSite(state);
  return {
    handle: (request) => dispatch(state, request),
    state,
    mails: state.mails,
    closeSolved: () => closeSolved(state),
    ...createActs(state),
  };
}
