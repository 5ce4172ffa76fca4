import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Another process of the benchmark: figures of memory and processor only mean something where nothing else ran. */
export interface Child {
  /** What it answers is what the script beside it says it does: both ends are this room's. */
  ask<Answer>(question: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

type Reply = { readonly answer: unknown } | { readonly error: string };

/** Starts a script of this room, for example `migration/simulator.js`. */
export function startChild(script: string, execArgv: readonly string[] = []): Child {
  const path = fileURLToPath(new URL(`./${script}`, import.meta.url));
  const child = fork(path, { execArgv: [...process.execArgv, ...execArgv], serialization: 'advanced' });
  const gone = once(child, 'exit').then(([code, signal]) => ({
    error: `${script} ended with ${String(code ?? signal)} before it had answered`,
  }));
  return {
    async ask<Answer>(question: unknown): Promise<Answer> {
      const replied = once(child, 'message').then(([reply]) => reply as Reply);
      child.send(question as object);
      const reply = await Promise.race([replied, gone]);
      if ('error' in reply) throw new Error(`${script}: ${reply.error}`);
      return reply.answer as Answer;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

/** The other end: answers every question of the parent with what `work` makes of it, until the parent hangs up. */
export function answerParent<Question>(work: (question: Question) => Promise<unknown>): void {
  process.on('message', (question: Question) => {
    work(question).then(
      (answer) => process.send?.({ answer }),
      (error: unknown) =>
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  // A server that still listens would hold the process open.
  process.once('disconnect', () => process.exit());
}
