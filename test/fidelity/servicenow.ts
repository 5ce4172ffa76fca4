import type { ToolResponse } from '@passerelle/connector/testing';
import { wording, type ErrorClass } from './compare.js';
import type { LeftOut, Played, Player } from './player.js';
import type { Recording } from './recording.js';
import { furnish } from './servicenow-state.js';
import { actions, type Action } from './servicenow-actions.js';
import { pathOf, stage, type Stage } from './servicenow-stage.js';

/** The error envelope's message and detail; '' for an answer that carries no error. */
const errorClass: ErrorClass = (_status, json) => {
  const value = json as { error?: unknown; error_description?: unknown } | null;
  const error = value?.error;
  if (typeof error === 'string') return `${error}: ${String(value?.error_description)}`;
  if (typeof error !== 'object' || error === null) return '';
  const { message, detail } = error as { message?: unknown; detail?: unknown };
  return `${wording(String(message))}: ${wording(String(detail))}`;
};

const generated: ReadonlySet<string> = new Set(['sys_id', 'number', 'access_token', 'refresh_token', 'import_set_id']);

/** The documentation's samples are of 2016; everything else was recorded of instances of 2020 and later. */
function releaseOf(recording: Recording): 'geneva' | 'recent' {
  return recording.source.startsWith('SNDocs:c_TableAPI') || recording.source.startsWith('SNDocs:c_AttachmentAPI')
    ? 'geneva'
    : 'recent';
}

/** Keys that a recorded body lacks although the tool sends them, by what the recording says of itself. */
function trimmedOf(recording: Recording): string | undefined {
  if (/\btrimmed\b/.test(recording.note)) return 'the recording says it is trimmed';
  if (recording.source.includes('test_data') || recording.source.includes('fixture'))
    return "a client's own test data, shortened by it";
  return undefined;
}

export const servicenow: Player = {
  errorClass,
  headers: ['location', 'link', 'x-total-count', 'content-type', 'x-transaction-id', 'server-timing', 'x-is-logged-in'],
  volatile: (key) => generated.has(key),
  begin(recordings) {
    const stages = {
      geneva: stage({ quirks: { release: 'geneva' } }),
      recent: stage({ quirks: { closeCodes: 'older' } }),
    };
    for (const recording of recordings) furnish(stages[releaseOf(recording)].sim, recording);
    return (recording) => {
      const trimmed = trimmedOf(recording);
      const leniency = trimmed === undefined ? {} : { trimmed };
      const action = actions.find((one) => one.names.test(recording.name));
      if (action) return { ...perform(action, recording, stages[releaseOf(recording)]), ...merged(action, leniency) };
      const answer = replay(recording, stages[releaseOf(recording)]);
      return 'leftOut' in answer ? answer : { ...answer, leniency };
    };
  },
};

function merged(action: Action, leniency: Played['leniency']): Pick<Played, 'leniency'> {
  return { leniency: { ...leniency, ...action.leniency } };
}

function perform(action: Action, recording: Recording, shared: Stage): { response: ToolResponse } {
  return { response: action.play(action.options ? stage(action.options) : shared, recording) };
}

/** As recorded: the request is in the file, and nothing but its host is changed. */
function replay(recording: Recording, { ask }: Stage): Played | LeftOut {
  const { method, body, headers } = recording.request;
  const url = pathOf(recording.request.url);
  if (method === '*' || /[<{]/.test(url))
    return { leftOut: 'the recording has no request, and no action is declared for it' };
  if (body === null && !['GET', 'HEAD', 'DELETE'].includes(method)) {
    return { leftOut: 'the body of this write was not recorded, and no action is declared for it' };
  }
  const { authorization: _secret, host: _host, ...others } = headers;
  // Credentials are never in a file: who asked was let in, unless the answer says that he was not.
  const user = recording.response.status === 401 ? null : 'admin';
  return { response: ask(user, method, url, body ?? undefined, others) };
}
