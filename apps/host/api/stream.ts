import { PassThrough } from 'node:stream';
import type { LiveEvent } from '@passerelle/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventsAnswer } from './call.js';
import type { Grounds } from './grounds.js';
import { callerOf } from './guard.js';

/** Proxies close what is silent for a minute; whoever was signed out meanwhile hears no more. */
const beat = 25_000;
/** Events that one slow listener may be behind. */
const most = 256 * 1024;

/** Server-sent events, until the caller leaves or may not listen any more. */
export function stream(
  reply: FastifyReply,
  events: EventsAnswer,
  grounds: Grounds,
  request: FastifyRequest,
): FastifyReply {
  const out = new PassThrough();
  const write = (event: LiveEvent): void => {
    if (out.writableLength > most) out.end();
    else out.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  const leave = events.subscribe(write);
  const timer = setInterval(() => {
    callerOf(grounds, request).then(
      (caller) => (caller === null ? out.end() : out.write(': still here\n\n')),
      () => out.end(),
    );
  }, beat);
  const over = (): void => {
    clearInterval(timer);
    leave();
  };
  out.once('close', over);
  request.raw.once('close', () => out.destroy());
  write({ kind: 'hello' });
  return reply
    .headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    .send(out);
}
