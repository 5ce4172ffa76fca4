import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { connectors } from '@passerelle/connectors';
import { explain } from '@passerelle/runtime';
import { runOnce, startHost } from './host.js';

const { values } = parseArgs({
  options: {
    config: { type: 'string', short: 'c', default: 'passerelle.yaml' },
    once: { type: 'boolean', default: false },
  },
});
const options = { configurationFile: values.config, definitions: connectors };
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
  const trace = told.code === 'unexpected' && error instanceof Error ? [error.stack ?? ''] : [];
  console.error(
    [told.message, ...told.details.map((detail) => `  ${detail}`), `→ ${told.advice}`, ...trace].join('\n'),
  );
}
