import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from './sandbox.js';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8090' }, companion: { type: 'boolean', default: false } },
});

try {
  const sandbox = await startSandbox({
    port: Number(values.port),
    servicenow: { quirks: { companion: values.companion } },
  });
  tell(sandbox);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  console.error(
    `Le port ${values.port} est pris ; choisissez-en un autre : npm run sandbox -- --port 8091\n` +
      `Port ${values.port} is in use; choose another: npm run sandbox -- --port 8091`,
  );
  process.exitCode = 2;
}

function tell({ url, servicenowUrl }: Sandbox): void {
  console.log(`Bac à sable / sandbox: ${url}/_sandbox
ServiceNow simulé / simulated: ${servicenowUrl} (passerelle / passerelle)`);
}
