import type { ToolRequest } from '@passerelle/connector/testing';
import type { Actor } from '../access/actor.js';
import type { Instance } from '../instance.js';
import type { Act } from '../rules/change.js';
import { stamp } from '../values/instants.js';

/** One authenticated request on its way through an API. */
export interface Call {
  readonly instance: Instance;
  readonly request: ToolRequest;
  readonly method: string;
  /** Decoded path below the API's name, for example `['incident', '<sys_id>']`. */
  readonly path: readonly string[];
  /** `/v1`, `/v2`, or '' when the client named no version. */
  readonly version: string;
  readonly params: URLSearchParams;
  /** Path without the query, as requested. */
  readonly pathname: string;
  readonly actor: Actor;
  /** Milliseconds. */
  readonly now: number;
  /** Set by a fault: the transaction commits later than it is stamped. */
  readonly visibleAt?: number;
}

/** What an API answers before it is put into a format. */
export interface Answer {
  readonly status: number;
  /** Wrapped as `{"result": ...}`. */
  readonly result?: unknown;
  /** Sent as it is, instead of a result. */
  readonly json?: unknown;
  /** Bytes of a file. */
  readonly file?: { readonly type: string; readonly bytes: Buffer };
  readonly headers?: Readonly<Record<string, string>>;
}

export function actOf(call: Call): Act {
  return {
    actor: call.actor,
    now: call.now,
    stamp: stamp(call.now),
    trusted: false,
    displayed: call.params.get('sysparm_input_display_value') === 'true',
    silent: false,
    ownStamps: false,
    ...(call.visibleAt === undefined ? {} : { visibleAt: call.visibleAt }),
  };
}

/** Links are built from the configured instance URL, whatever host was asked (glide.rest.replace_request_host_with_property). */
export function linkBase(call: Call): string {
  return `${call.instance.url}/api/now${call.version}/table/`;
}
