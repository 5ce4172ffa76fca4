import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator, ToolRequest } from './exchange.js';

export interface ServedSimulator {
  /** For example `http://127.0.0.1:40213`, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Puts a simulated tool behind a real HTTP server, on loopback only. Port 0 takes a free one. */
export async function serveSimulator(simulator: Simulator, port = 0): Promise<ServedSimulator> {
  const server = createServer((incoming, outgoing) => {
    void receive(incoming).then(async (request) => {
      const answer = simulator.handle(request);
      if (answer.delay) await sleep(answer.delay);
      if (answer.cut) return void incoming.socket.destroy();
      for (const [name, value] of Object.entries(answer.headers)) outgoing.setHeader(name, value as string | string[]);
      outgoing.statusCode = answer.status;
      outgoing.end(answer.body);
    });
  });
  server.keepAliveTimeout = 20_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

async function receive(incoming: IncomingMessage): Promise<ToolRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { method: incoming.method ?? 'GET', url: incoming.url ?? '/', headers, body: Buffer.concat(parts) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
