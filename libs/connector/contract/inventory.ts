import type { NativeCode, NativeFields, NativeId, NativeInstant, Version } from './native.js';
import type { Cursor, Page } from './source.js';

/** A machine or another thing in the tool's own words. What it is known by stands apart from what is told of it. */
export interface NativeAsset {
  /** The tool's; it may change when the machine is installed anew, so nobody recognises a machine by it alone. */
  readonly id: NativeId;
  readonly class: NativeCode;
  /** As a ticket would call it; never a key, since names are given again. */
  readonly name: string | null;
  /** null where the tool has none, or a placeholder of the maker («To Be Filled By O.E.M.»). */
  readonly serial: string | null;
  /** Of the firmware, in lower case with hyphens; null where it has none or one that many machines share. */
  readonly uuid: string | null;
  /** What the organisation stuck on it; null where there is none. */
  readonly tag: string | null;
  /** Hardware addresses, `02:00:5e:10:00:01`, sorted. */
  readonly macs: readonly string[];
  /** What its inventory agent calls itself (`DEVICEID` of OCS): one installation of one machine. Absent or null where the tool tells of none. */
  readonly agent?: string | null;
  /** When the tool last heard of it, or last changed its record; null where it does not say. */
  readonly seenAt: NativeInstant | null;
  readonly version: Version;
  readonly url: string | null;
  readonly fields: NativeFields;
}

export interface AssetSource {
  /** Classes that it reads. */
  readonly classes: readonly NativeCode[];
  /** A pull gives everything that there is, whatever its cursor: what it does not give is gone. */
  readonly whole?: true;
  /**
   * Everything heard of at or after the cursor (all, from null). A tool that cannot ask for what changed gives everything each time.
   * Failure throws a Fault; no page is ever short because of one.
   */
  pull(cursor: Cursor | null, signal?: AbortSignal): AsyncIterable<Page<NativeAsset>>;
  /** Those of the named assets that exist and may be read, in any order. */
  read(ids: readonly NativeId[], signal?: AbortSignal): AsyncIterable<NativeAsset>;
  /** Every id there is now: what was known and is not among them is gone. Absent where that would cost as much as reading all. */
  list?(signal?: AbortSignal): Promise<readonly NativeId[]>;
}
