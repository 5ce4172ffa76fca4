import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openHookDoor, type HookDoor, type HookDoorSettings } from '../hook-door.js';

export interface HookServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A server that has nothing but the door for webhooks. */
export function startHookServer(settings: HookDoorSettings): Promise<HookServer> {
  return serveDoor(openHookDoor(settings));
}

export async function serveDoor(door: HookDoor): Promise<HookServer> {
  const server = createServer((request, response) => {
    if (!door(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
