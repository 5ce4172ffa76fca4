import { manualClock, seededRandom, type ToolRequest, type ToolResponse } from '@passerelle/connector/testing';
import { serviceNow, type ServiceNow, type ServiceNowOptions } from '../../connectors/servicenow/simulator/index.js';

/** A fresh simulator with a hand to ask it, and its clock. */
export interface Stage {
  readonly sim: ServiceNow;
  readonly advance: (ms: number) => void;
  readonly ask: (
    user: string | null,
    method: string,
    url: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => ToolResponse;
}

export function stage(options: Partial<ServiceNowOptions> = {}): Stage {
  const clock = manualClock();
  const sim = serviceNow({ clock, random: seededRandom(7), seed: 'bare', ...options });
  return {
    sim,
    advance: (ms) => clock.advance(ms),
    ask(user, method, url, body, headers = {}) {
      const sent =
        body === undefined
          ? Buffer.alloc(0)
          : Buffer.isBuffer(body)
            ? body
            : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      const login =
        user === null ? {} : { authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}` };
      const request: ToolRequest = {
        method,
        url,
        headers: { accept: 'application/json', 'content-type': 'application/json', ...login, ...headers },
        body: sent,
      };
      return sim.handle(request);
    },
  };
}

export function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '');
}
