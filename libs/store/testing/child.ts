import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface Child {
  /** Its next line. */
  line(): Promise<string>;
  ask(words: string): Promise<string>;
  /** kill -9; resolves once it is gone. */
  kill(): Promise<void>;
}

/** Runs `embedded-child.ts` on the folder. Lines it writes to its error output are part of what `line` rejects with. */
export function startChild(folder: string): Child {
  const here = path.join(process.cwd(), 'libs/store/testing');
  const hooks = path.join(here, 'typescript-hooks.mjs');
  const child = spawn(process.execPath, ['--import', hooks, path.join(here, 'embedded-child.ts'), folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done === true) throw new Error(`the child ended: ${said}`);
    return next.value;
  };
  return {
    line,
    ask: (words) => {
      child.stdin.write(`${words}\n`);
      return line();
    },
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
