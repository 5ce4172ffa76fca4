import { Transform, type Readable } from 'node:stream';
import type { Fault } from '../fault.js';
import { startTimer } from '../system-ports.js';
import { aborted, failureOf, tooLarge, tooSlow, type Failure } from './failure.js';

export interface Guard {
  readonly maxBytes: number;
  /** Milliseconds of silence from the tool; a reader that takes its time is not silence. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly fault: (failure: Failure) => Fault;
}

/** A body that is being read: ends whole or fails with a Fault, never short. */
export function guarded(body: Readable, { maxBytes, timeout, signal, fault }: Guard): Readable {
  let size = 0;
  const out = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) fail(tooLarge);
      else done(null, chunk);
    },
  });
  const fail = (code: string): void =>
    void out.destroy(fault({ code, said: 'the body did not come whole', unsent: false, passing: false }));

  let heardBefore = 0;
  const watch = (): void => {
    if (heardBefore === size && !body.readableEnded && out.readableLength === 0) return fail(tooSlow);
    heardBefore = size;
    cancel = startTimer(timeout, watch);
  };
  let cancel = startTimer(timeout, watch);
  const onAbort = (): void => fail(aborted);

  body.once('error', (error) => out.destroy(fault(failureOf(error))));
  body.once('close', () => {
    if (!body.readableEnded && !out.destroyed) fail('ERR_STREAM_PREMATURE_CLOSE');
  });
  out.once('close', () => {
    cancel();
    signal?.removeEventListener('abort', onAbort);
    body.destroy();
  });
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  return body.pipe(out);
}
