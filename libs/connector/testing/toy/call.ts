import type { ToolRequest, ToolResponse } from '../simulation/exchange.js';
import type { ToyState } from './state.js';

export interface Call {
  readonly state: ToyState;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly headers: ToolRequest['headers'];
  /** What the pattern of the route caught. */
  readonly caught: readonly string[];
}

export function answer(status: number, body: unknown, headers: ToolResponse['headers'] = {}): ToolResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The members of a JSON object; null for anything else. */
export function members(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
