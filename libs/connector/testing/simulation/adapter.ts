import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { AxiosError, AxiosHeaders, type AxiosAdapter, type InternalAxiosRequestConfig } from 'axios';
import type { ExchangeConfig } from '../../door/exchange.js';
import type { Clock } from '../../ports.js';
import type { Simulator, ToolRequest } from './exchange.js';

export interface SimulatedNetwork {
  /** Delays pass on it. Without one they are left out. */
  readonly clock?: Clock;
  /** Milliseconds that the next request travels before it reaches the tool. */
  readonly transit?: () => number;
}

/**
 * A door's adapter that calls a simulated tool without a socket. Cut connections and answers that take longer than the
 * request allows fail as they do on a network; compressed answers stay as they are.
 */
export function simulatorAdapter(simulator: Simulator, { clock, transit }: SimulatedNetwork = {}): AxiosAdapter {
  const pass = async (ms: number, signal?: AbortSignal): Promise<void> => {
    if (clock && ms > 0) await clock.sleep(ms, signal);
  };
  return async (given) => {
    const config = given as ExchangeConfig;
    const signal = config.signal as AbortSignal | undefined;
    signal?.throwIfAborted();
    const request = await asReceived(config);
    const there = transit?.() ?? 0;
    await pass(there, signal);
    const answer = simulator.handle(request);
    const back = answer.delay ?? 0;
    if (there + back > config.wholeTimeout) {
      await pass(config.wholeTimeout - there, signal);
      throw new AxiosError('timeout', 'PASSERELLE_TOO_SLOW', config);
    }
    await pass(back, signal);
    signal?.throwIfAborted();
    if (answer.cut) throw new AxiosError('socket hang up', 'ECONNRESET', config);
    const body = Buffer.from(answer.body);
    const limit = config.maxContentLength ?? -1;
    if (limit > -1 && body.length > limit)
      throw new AxiosError(`maxContentLength size of ${limit} exceeded`, 'ERR_BAD_RESPONSE', config);
    return {
      status: answer.status,
      statusText: '',
      headers: new AxiosHeaders(answer.headers as Record<string, string | string[]>),
      data:
        config.responseType === 'stream' ? Readable.from(body.length > 0 ? [body] : [], { objectMode: false }) : body,
      config,
      request: {},
    };
  };
}

async function asReceived(config: InternalAxiosRequestConfig): Promise<ToolRequest> {
  const { pathname, search, host } = new URL(config.url ?? '');
  const headers: Record<string, string> = { host };
  for (const [name, value] of Object.entries(config.headers)) headers[name.toLowerCase()] = String(value);
  const data = config.data as unknown;
  const body = data instanceof Readable ? await buffer(data) : Buffer.from((data ?? '') as string | Buffer);
  if (body.length > 0) headers['content-length'] ??= String(body.length);
  return { method: (config.method ?? 'GET').toUpperCase(), url: pathname + search, headers, body };
}
