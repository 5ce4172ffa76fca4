import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gate } from './gate.js';

export interface HookDoorSettings {
  readonly gate: Gate;
  /** Somebody may have changed something there; nothing else is ever taken from a delivery. */
  readonly look: (connection: string) => void;
}

/** Answers a request where it is one for webhooks; false where it is none. */
export type HookDoor = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Bytes of one delivery: a ticket with its texts fits, and none of it is read. */
export const largest = 1024 * 1024;
/** Milliseconds that one delivery may take to arrive. */
const patience = 10_000;

const path = /^\/hooks\/([a-z0-9][a-z0-9-]{0,62})$/;

/**
 * `POST /hooks/<connection>` answers 204 to what is signed, 401 to everything else. The body is weighed and signed over,
 * never parsed: whoever forges one can at most be refused. `GET` with a `crc_token` is the challenge of GLPI 11.
 */
export function openHookDoor({ gate, look }: HookDoorSettings): HookDoor {
  /** GLPI 11 may ask, before it sends anything, whether we know the secret. */
  function challenged({ method, url = '' }: IncomingMessage): string | null {
    if (method !== 'GET') return null;
    const { pathname, searchParams } = new URL(url, 'http://hooks');
    const connection = path.exec(pathname)?.[1];
    const token = searchParams.get('crc_token');
    return connection === undefined || token === null ? null : gate.prove(connection, token);
  }

  function statusOf({ method, url, headers }: IncomingMessage, body: Buffer): number {
    const connection = path.exec(url ?? '')?.[1];
    if (connection === undefined) return 404;
    if (method !== 'POST') return 405;
    const verdict = gate.judge(connection, headers, body);
    if (verdict === 'look') look(connection);
    return verdict === 'refused' ? 401 : 204;
  }

  return (request, response) => {
    if (!request.url?.startsWith('/hooks/')) return false;
    const proof = challenged(request);
    if (proof !== null) {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': proof.length });
      response.end(proof);
      return true;
    }
    const late = setTimeout(() => request.destroy(), patience);
    receive(request)
      .then(
        (body) => answer(response, body === null ? 413 : statusOf(request, body)),
        () => response.destroy(),
      )
      .finally(() => clearTimeout(late));
    return true;
  };
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
