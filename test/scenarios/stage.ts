import type { NativeCode, NativeId, Random } from '@passerelle/connector';
import type { ManualClock, Simulator, World } from '@passerelle/connector/testing';
import type { ToolKind } from '../simulation/desk.js';

export interface Ports {
  readonly clock: ManualClock;
  readonly random: Random;
}

/** What people type, in the tool's own words. */
export type Typed = Readonly<Record<string, unknown>>;

type Act = (by: string, id: NativeId, what: string, fields: Typed) => Promise<void> | void;

/** People at a tool's own screens, each under the name that they log in with. */
export interface Hands {
  open(by: string, kind: NativeCode, fields: Typed): Promise<NativeId> | NativeId;
  change(by: string, id: NativeId, fields: Typed): Promise<void> | void;
  say(by: string, id: NativeId, audience: 'public' | 'internal', text: string): Promise<void> | void;
  attach(by: string, id: NativeId, name: string, content: Buffer): Promise<void> | void;
  /** A move of the tool's lifecycle. Absent where a status is a field like any other. */
  readonly fire?: Act;
  /** The first goes into the second, which stays. */
  readonly merge?: (by: string, id: NativeId, into: NativeId) => void;
  /** What its screens offer besides. What the tool does not take is thrown, in its words. */
  readonly do?: Act;
  /** What it does by the clock alone; to how many tickets. */
  readonly cron?: (job: string) => number;
  /** Texts of its knowledge base, oldest first. */
  readonly articles?: () => readonly string[];
}

/** A tool that is set up as a site has it, with its people. */
export interface Stage {
  readonly kind: ToolKind;
  setup(ports: Ports): {
    readonly world: Pick<World, 'simulator' | 'config' | 'mails'> & { readonly tickets?: World['tickets'] };
    readonly hands: Hands;
  };
}

/** An inventory of machines, which knows no tickets. */
export interface InventoryStage {
  setup(ports: Ports): { readonly simulator: Simulator; readonly config: (url: string) => unknown };
}
