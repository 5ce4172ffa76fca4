import type { Simulator, ToolResponse } from '@passerelle/connector/testing';

/** What befalls the request that carries the internal text for the first time. */
export type Path =
  | 'plain'
  | 'told with its ticket'
  | '500 before'
  | '500 after'
  | 'timeout after'
  | 'cut after'
  | 'conflict'
  | '429'
  | 'restart before its receipt'
  | 'found public when read back'
  | 'both moved';

export const paths: readonly Path[] = [
  'plain',
  'told with its ticket',
  '500 before',
  '500 after',
  'timeout after',
  'cut after',
  'conflict',
  '429',
  'restart before its receipt',
  'found public when read back',
  'both moved',
];

export interface Witness {
  /** Requests that carried the secret. */
  carried: number;
  /** The process that sent the first of them is dead from here on. */
  died: boolean;
}

const answer = (status: number, headers: Readonly<Record<string, string>> = {}): ToolResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: '{}',
});

/** The tool, with that happening to the first request that carries the secret; all are counted. */
export function unlucky(simulator: Simulator, secret: string, path: Path, witness: Witness): Simulator {
  return {
    handle(request) {
      if (!carries(request.body, secret)) return simulator.handle(request);
      witness.carried += 1;
      if (witness.carried > 1) return simulator.handle(request);
      if (path === '500 before') return answer(500);
      if (path === '429') return answer(429, { 'retry-after': '3' });
      if (path === 'conflict') return answer(409);
      const done = simulator.handle(request);
      if (path === '500 after') return answer(500);
      if (path === 'timeout after') return { ...done, delay: 3_600_000 };
      if (path === 'cut after') return { ...done, cut: true };
      if (path === 'restart before its receipt') witness.died = true;
      return done;
    },
  };
}

/** As it is, or packed into base64 as batches and files are; the word has no character that forms would escape. */
export function carries(body: Buffer, secret: string): boolean {
  const text = body.toString('latin1');
  if (text.includes(secret)) return true;
  return [0, 1, 2].some((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString('base64');
    // Without the ends, which depend on the neighbours.
    return text.includes(whole.slice(shift === 0 ? 0 : 4, -4)) || text.includes(encodeURIComponent(whole.slice(4, -4)));
  });
}
