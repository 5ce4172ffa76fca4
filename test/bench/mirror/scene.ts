import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, type Child } from '../child.js';
import type { DesksQuestion, DesksStarted } from './desks.js';
import type { OursQuestion, SyncFigures } from './ours.js';

export const hookSecret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

/** Two tools in a process of their own, a folder with the database of ours, and processes of ours as they are wanted. */
export interface MirrorScene {
  ask<Answer>(question: DesksQuestion): Promise<Answer>;
  /** `every` and `pace` are YAML; null leaves them out. */
  configure(wanted: { readonly every: string | null; readonly pace: string | null }): Promise<string>;
  sync(configurationFile: string): Promise<SyncFigures>;
  host<T>(configurationFile: string, work: () => Promise<T>): Promise<T>;
  readonly hookUrl: string;
}

export async function onMirror<T>(profile: string | null, work: (scene: MirrorScene) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-bench-'));
  const desks = startChild('mirror/desks.js');
  const port = await freePort();
  const ask = <Answer>(question: DesksQuestion): Promise<Answer> => desks.ask<Answer>(question);
  const ours = async <R>(use: (child: Child, question: (asked: OursQuestion) => Promise<unknown>) => Promise<R>) => {
    const flags = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    const child = startChild('mirror/ours.js', flags);
    try {
      return await use(child, (asked) => child.ask(asked));
    } finally {
      await child.stop();
    }
  };
  try {
    const started = await ask<DesksStarted>({ ask: 'start' });
    let nth = 0;
    return await work({
      ask,
      hookUrl: `http://127.0.0.1:${port}/hooks/a`,
      configure: async ({ every, pace }) => {
        const file = join(folder, `passerelle-${++nth}.yaml`);
        await writeFile(file, configurationOf(started, { every, pace, port }));
        return file;
      },
      sync: (configurationFile) => ours((child) => child.ask<SyncFigures>({ ask: 'sync', configurationFile })),
      host: (configurationFile, meanwhile) =>
        ours(async (_, question) => {
          await question({ ask: 'host', configurationFile });
          try {
            return await meanwhile();
          } finally {
            await question({ ask: 'close' });
          }
        }),
    });
  } finally {
    await desks.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Wanted {
  readonly every: string | null;
  readonly pace: string | null;
  readonly port: number;
}

function configurationOf({ a, b }: DesksStarted, { every, pace, port }: Wanted): string {
  const connection = (config: object): string =>
    [
      'connector: servicenow',
      ...Object.entries(config).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
      ...(every === null ? [] : [`every: ${every}`]),
      ...(pace === null ? [] : [`pace: ${pace}`]),
    ].join(', ');
  const brake =
    '{ creates: 1000000, closes: 1000000, reopens: 1000000, reassigns: 1000000, mails: 1000000, removals: 0 }';
  return [
    'database: embedded',
    'data: ./data',
    'log: error',
    'connections:',
    `  a: { ${connection(a)} }`,
    `  b: { ${connection(b)} }`,
    'routes:',
    `  - { name: a-et-b, mode: mirror, between: [a, b], choices: { internalFiles: leave }, brake: ${brake} }`,
    'host:',
    `  listen: 127.0.0.1:${port}`,
    `  hooks: { a: { secrets: ['${hookSecret}'] } }`,
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
