import { Presets, SingleBar } from 'cli-progress';
import type { Tally } from '@passerelle/sync';
import type { Words } from '../words/words.js';

export interface Progress {
  update(tally: Tally): void;
  say(message: string): void;
  stop(): void;
}

/** A bar with rate and finish forecast where somebody looks on; a line now and then where a log does. */
export function startProgress(words: Words, expected: number, stream: NodeJS.WriteStream): Progress {
  const started = process.hrtime.bigint();
  const seconds = (): number => Number(process.hrtime.bigint() - started) / 1e9;
  const done = ({ created, adopted }: Tally): number => created + adopted;
  if (!stream.isTTY) {
    let told = 0;
    return {
      update: (tally) => {
        const tenth = Math.floor((10 * done(tally)) / Math.max(expected, 1));
        if (tenth <= told) return;
        told = tenth;
        stream.write(
          `${words.run.progress} ${done(tally)}/${expected} (${(done(tally) / Math.max(seconds(), 0.001)).toFixed(0)}/s)\n`,
        );
      },
      say: (message) => void stream.write(`${message}\n`),
      stop: () => undefined,
    };
  }
  const format = `${words.run.progress} {bar} {percentage} % · {value}/{total} · {rate}/s · {eta_formatted}`;
  const bar = new SingleBar({ format, stream, hideCursor: true, etaBuffer: 50 }, Presets.shades_classic);
  bar.start(expected, 0, { rate: 0 });
  return {
    update: (tally) =>
      bar.update(Math.min(done(tally), expected), { rate: (done(tally) / Math.max(seconds(), 0.001)).toFixed(0) }),
    say: (message) => void stream.write(`\n${message}\n`),
    stop: () => bar.stop(),
  };
}
