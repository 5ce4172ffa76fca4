import type { Random } from '@passerelle/connector';
import type { ToolRequest } from '@passerelle/connector/testing';
import { createGate, type Gate } from './gate.js';

interface Session {
  readonly userName: string;
  readonly gate: Gate;
}

/** A client that returns the cookies is bound to one session, which runs one transaction at a time. */
export interface Sessions {
  of(request: ToolRequest): Session | undefined;
  /** Set-Cookie headers of a new session. */
  open(userName: string): readonly string[];
}

const kept = 10_000;

export function createSessions(random: Random, queue: number, instanceName: string): Sessions {
  const sessions = new Map<string, Session>();
  const node = random.hex(32);
  const pool = random.hex(8);
  let opened = 0;
  const attributes = 'Path=/; HttpOnly; SameSite=None; Secure';
  return {
    of(request) {
      const id = /(?:^|;\s*)JSESSIONID=([0-9A-F]+)/i.exec(request.headers['cookie'] ?? '')?.[1];
      return id === undefined ? undefined : sessions.get(id);
    },
    open(userName) {
      const id = `${random.hex(16)}${(++opened).toString(16).padStart(16, '0')}`.toUpperCase();
      sessions.set(id, { userName, gate: createGate(1, queue) });
      // Clients without a cookie jar leave one session behind for each call; the oldest are dropped.
      if (sessions.size > kept) for (const oldest of sessions.keys()) if (sessions.delete(oldest)) break;
      return [
        `JSESSIONID=${id}; ${attributes}`,
        `glide_user=; Max-Age=0; ${attributes}`,
        `glide_user_session=; Max-Age=0; ${attributes}`,
        `glide_user_route=glide.${node}; Max-Age=2147483647; ${attributes}`,
        `glide_session_store=${id}; Max-Age=1800; ${attributes}`,
        `BIGipServerpool_${instanceName}=${pool}; ${attributes}`,
      ];
    },
  };
}
