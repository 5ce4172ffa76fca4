import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { connectors } from '@passerelle/connectors';
import { explain, languageOf } from '@passerelle/runtime';
import { runOnce, startHost } from './host.js';
import { whyItStopped } from './why-it-stopped.js';

const usual = 'passerelle.yaml';
const { values } = parseArgs({
  options: {
    config: { type: 'string', short: 'c', default: usual },
    lang: { type: 'string' },
    once: { type: 'boolean', default: false },
  },
});
// A fresh clone has none yet: the console and the API are served, over the embedded database, with nothing connected.
const bare = values.config === usual && !existsSync(usual);
const options = {
  configurationFile: values.config,
  definitions: connectors,
  ...(bare && { configurationText: 'connections: {}\n' }),
};
const stop = new AbortController();

/** The second signal does not wait: what was in flight is settled at the next start. */
function onSignal(act: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
      act();
    });
}

try {
  if (values.once) {
    onSignal(() => undefined);
    process.exitCode = await runOnce(options, stop.signal);
  } else {
    const host = await startHost(options);
    onSignal(() => void host.close());
  }
} catch (error) {
  const told = explain(error);
  process.exitCode = told.exitCode;
  console.error(whyItStopped(told, languageOf(values.lang, process.env)));
}
