import type { z } from 'zod';
import type { Right } from './rights.js';

/** file: bytes, streamed. events: server-sent events. nothing: 204. redirect: 302. */
export type Special = 'file' | 'events' | 'nothing' | 'redirect';

/**
 * One question or act of the HTTP API. `right` is what it takes: anyone may come, `signed-in` is whoever has an account.
 * `scope` says what it touches: a ticket or a connection, which must lie within the scope of whoever asks (404
 * otherwise); the house as a whole, for those without limits only; or nothing but one's own.
 * GET reads and never changes anything; everything else needs the CSRF token where a cookie signs in.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`; a part that starts with a colon is a parameter. */
  readonly path: `/${string}`;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType | Special;
  readonly right: Right | 'anyone' | 'signed-in';
  /** What it takes besides. */
  readonly besides?: readonly Right[];
  readonly scope: 'ticket' | 'tickets' | 'connection' | 'connections' | 'house' | 'own';
  /** One line, for the documentation. */
  readonly does: string;
  /** 200 otherwise. */
  readonly status?: 201 | 202;
}

export const prefix = '/api/v1';
