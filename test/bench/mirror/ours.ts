import 'reflect-metadata';
import { connectors } from '@passerelle/connectors';
import { createLog, loadConfiguration, openHouse, synchronise } from '@passerelle/runtime';
import { startHost, type Host } from '../../../apps/host/host.js';
import { answerParent } from '../child.js';

/** The real host, or one synchronisation as `passerelle sync` makes it, in a process of its own. */
export type OursQuestion =
  | { readonly ask: 'host'; readonly configurationFile: string }
  | { readonly ask: 'close' }
  | { readonly ask: 'sync'; readonly configurationFile: string };

export interface SyncFigures {
  readonly seconds: number;
  readonly green: boolean;
  readonly calls: Readonly<Record<string, number>>;
}

let host: Host | null = null;

answerParent<OursQuestion>(async (question) => {
  switch (question.ask) {
    case 'host':
      host = await startHost({ configurationFile: question.configurationFile, definitions: connectors });
      return null;
    case 'close':
      await host?.close();
      return null;
    case 'sync':
      return sync(question.configurationFile);
  }
});

async function sync(configurationFile: string): Promise<SyncFigures> {
  const configuration = loadConfiguration(configurationFile, connectors, {});
  const house = await openHouse(configuration, connectors, { log: createLog({ level: 'error', secrets: [] }) });
  try {
    const { signal } = new AbortController();
    const mirror = await house.mirror({ holder: 'bench', signal, tell: () => undefined });
    const began = performance.now();
    const wish = { pull: true, backlog: true };
    const receipt = await synchronise(house, mirror, { wish, patience: 600_000, signal, records: 'always' });
    const broken = receipt.connections.find(({ error }) => error !== null)?.error;
    if (broken) throw new Error(`${broken.code}: ${broken.message}`);
    return {
      seconds: (performance.now() - began) / 1_000,
      green: receipt.green,
      calls: Object.fromEntries(receipt.connections.map(({ connection, calls }) => [connection, calls ?? 0])),
    };
  } finally {
    await house.close();
  }
}
