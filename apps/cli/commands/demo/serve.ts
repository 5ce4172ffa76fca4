import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectors } from '@passerelle/connectors';
import { inventoriesOf, makeAccount, pullMachines } from '@passerelle/runtime';
import { startHost } from '../../../host/host.js';
import { liveADay } from '../../../sandbox/day/live-a-day.js';
import { startSandbox } from '../../../sandbox/sandbox.js';
import { exits, type Exit } from '../../exit.js';
import type { Output } from '../../output.js';
import { inSession } from '../../session.js';
import { configurationOf, glpiOverlay } from './configuration.js';

export interface ServeWish {
  /** Where the console is served; 0 takes a free one. */
  readonly port: number;
  /** Ends it; interrupting the process does so too. */
  readonly stop?: AbortSignal;
  /** Called once it is served. */
  readonly served?: (url: string, login: string, password: string) => void;
}

const logins = [
  { login: 'admin', name: 'Marie Colombo', role: 'administrator', internal: true },
  { login: 'technicien', name: 'Loïc Medori', role: 'agent', internal: true },
  { login: 'lecteur', name: 'Paul Smith', role: 'viewer', internal: false },
] as const;

/** The console over all simulated tools with a day of tickets in them, until somebody stops it. What it kept goes with it. */
export async function serveDemo({ port, stop, served }: ServeWish, output: Output): Promise<Exit> {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-demo-'));
  const sandbox = await startSandbox({ port: 0 });
  try {
    liveADay(sandbox);
    const file = join(folder, 'passerelle.yaml');
    await mkdir(join(folder, 'mappings', 'sites'), { recursive: true });
    await writeFile(join(folder, 'mappings', 'sites', 'glpi.yaml'), glpiOverlay);
    await writeFile(file, configurationOf(sandbox, port));
    const passwords: string[] = [];
    await inSession(file, { writes: true }, async ({ house, signal }) => {
      for (const one of logins) {
        const wish = { ...one, email: `${one.login}@exemple.fr`, teams: ['HELPDESK'] };
        const { account, password } = await makeAccount(house, wish);
        // They live as long as this process, and are shown on its screen.
        await house.access?.keepAccount({ ...account, mustChange: false });
        passwords.push(password);
      }
      // Machines are known before the first ticket that is tied to one is read.
      await pullMachines(house, await inventoriesOf(house), signal);
      return exits.fine;
    });
    const host = await startHost({ configurationFile: file, definitions: connectors });
    const url = host.url ?? '';
    const [first = ''] = passwords;
    const { serve } = output.words.demo;
    output.say(serve.at(url));
    for (const [nth, { login, role }] of logins.entries()) output.say(serve.login(login, passwords[nth] ?? '', role));
    output.say(serve.tools(`${sandbox.url}/_sandbox`));
    output.say(serve.stop);
    output.answer({ url, login: logins[0].login, password: first });
    served?.(url, logins[0].login, first);
    await stopped(stop);
    await host.close();
    return exits.fine;
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function stopped(stop: AbortSignal | undefined): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  const ends = [once(process, 'SIGINT', { signal }), once(process, 'SIGTERM', { signal })];
  if (stop) ends.push(stop.aborted ? Promise.resolve([]) : once(stop, 'abort', { signal }));
  await Promise.race(ends.map((one) => one.catch(() => undefined)));
  over.abort();
}
