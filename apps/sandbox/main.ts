import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.js';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8090' }, companion: { type: 'boolean', default: false } },
});
const sandbox = await startSandbox({
  port: Number(values.port),
  servicenow: { quirks: { companion: values.companion } },
});
console.log(`Bac à sable / sandbox: ${sandbox.url}/_sandbox
ServiceNow simulé / simulated: ${sandbox.servicenowUrl} (passerelle / passerelle)`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
