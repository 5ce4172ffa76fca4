import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Gate } from './gate.js';

export interface HookServer {
  /** Such as `http://127.0.0.1:8480`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface HookServerSettings {
  readonly address: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly gate: Gate;
  /** Somebody may have changed something there; nothing else is ever taken from a delivery. */
  readonly look: (connection: string) => void;
}

/** Bytes of one delivery: a ticket with its texts fits, and none of it is read. */
export const largest = 1024 * 1024;

const path = /^\/hooks\/([a-z0-9][a-z0-9-]{0,62})$/;

/**
 * `POST /hooks/<connection>` answers 204 to what is signed, 401 to everything else. The body is weighed and signed over,
 * never parsed: whoever forges one can at most be refused.
 */
export async function startHookServer({ address, port, gate, look }: HookServerSettings): Promise<HookServer> {
  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 16_384 },
    (request, response) => {
      receive(request).then(
        (body) => answer(response, body === null ? 413 : statusOf(request, body)),
        () => response.destroy(),
      );
    },
  );
  server.maxConnections = 100;

  function statusOf({ method, url, headers }: IncomingMessage, body: Buffer): number {
    const connection = path.exec(url ?? '')?.[1];
    if (connection === undefined) return 404;
    if (method !== 'POST') return 405;
    const verdict = gate.judge(connection, headers, body);
    if (verdict === 'look') look(connection);
    return verdict === 'refused' ? 401 : 204;
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  const shown = address.includes(':') ? `[${address}]` : address;
  return { url: `http://${shown}:${taken}`, close: () => shut(server) };
}

/** Null where it is larger than anybody needs; the rest of it is not waited for. */
async function receive(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > largest) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function answer(response: ServerResponse, status: number): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-length': 0, ...(status === 413 && { connection: 'close' }) });
  response.end();
}

function shut(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
