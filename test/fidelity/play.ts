import { differences } from './compare.js';
import type { Player } from './player.js';
import type { Recording } from './recording.js';
import { createRoles } from './roles.js';

export interface Fidelity {
  readonly connector: string;
  readonly exchanges: number;
  readonly alike: number;
  /** Alike among those played; 1 when none could be. */
  readonly share: number;
  readonly unlike: readonly number[];
  readonly left_out: readonly number[];
}

export interface Finding {
  readonly index: number;
  readonly name: string;
  /** Why it was left out, or what differs. */
  readonly leftOut?: string;
  readonly differences: readonly string[];
}

/** Plays a file in order and says, exchange by exchange, what differs. */
export function play(
  connector: string,
  player: Player,
  recordings: readonly Recording[],
): { report: Fidelity; findings: readonly Finding[] } {
  const roles = createRoles(player.volatile);
  const exchange = player.begin(recordings);
  const findings = recordings.map((recording): Finding => {
    const { index, name } = recording;
    const played = exchange(translated(recording, roles.translate));
    if ('leftOut' in played) return { index, name, leftOut: played.leftOut, differences: [] };
    const found = differences(
      recording.response,
      played.response,
      player.errorClass,
      player.headers,
      played.leniency ?? {},
    );
    roles.learn(json(recording.response.body), json(Buffer.from(played.response.body)));
    return { index, name, differences: found };
  });
  const played = findings.filter((one) => one.leftOut === undefined);
  const unlike = played.filter((one) => one.differences.length > 0).map((one) => one.index);
  const alike = played.length - unlike.length;
  return {
    report: {
      connector,
      exchanges: recordings.length,
      alike,
      share: played.length === 0 ? 1 : Number((alike / played.length).toFixed(4)),
      unlike,
      left_out: findings.filter((one) => one.leftOut !== undefined).map((one) => one.index),
    },
    findings,
  };
}

function translated(recording: Recording, translate: (text: string) => string): Recording {
  const { request } = recording;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, translate(value)]));
  const text = request.body?.toString('utf8');
  // A file is bytes, not words: only what is text throughout is translated.
  const body =
    text !== undefined && Buffer.from(text).equals(request.body as Buffer)
      ? Buffer.from(translate(text))
      : request.body;
  return { ...recording, request: { ...request, url: translate(request.url), headers, body } };
}

function json(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? 'null') as unknown;
  } catch {
    return null;
  }
}
