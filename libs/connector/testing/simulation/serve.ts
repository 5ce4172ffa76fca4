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
  // Node refuses 16 kB of headers by itself; how long a URL may be is the simulated tool's affair.
  const server = createServer({ maxHeaderSize: 262_144 }, (incoming, outgoing) => {
    const answering = receive(incoming).then(async (request) => {
      const answer = simulator.handle(request);
      if (answer.delay) await sleep(answer.delay);
      if (answer.cut) return void incoming.socket.destroy();
      for (const [name, value] of Object.entries(answer.headers)) outgoing.setHeader(name, value as string | string[]);
      outgoing.statusCode = answer.status;
      outgoing.end(answer.body);
    });
    // A fault of the simulator itself must not look like the tool's: it is told in full and fails the test that sees it.
    answering.catch((error: unknown) => {
      outgoing.statusCode = 599;
      outgoing.end(`simulator: ${error instanceof Error ? error.stack : String(error)}`);
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
