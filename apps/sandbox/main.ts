import { parseArgs } from 'node:util';
import { formAuth } from './day/form.js';
import { glpiAuth } from './day/glpi.js';
import { itopAuth } from './day/itop.js';
import { ocsAuth } from './day/ocs.js';
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

function tell({ url, servicenowUrl, glpiUrl, itopUrl, formUrl, ocsUrl }: Sandbox): void {
  console.log(`Bac à sable / sandbox: ${url}/_sandbox
ServiceNow simulé / simulated: ${servicenowUrl} (passerelle / passerelle)
GLPI simulé / simulated: ${glpiUrl} (${glpiAuth.userToken} / ${glpiAuth.appToken})
iTop simulé / simulated: ${itopUrl} (${itopAuth.user} / ${itopAuth.password})
SUPPORT INFORMATIQUE simulé / simulated: ${formUrl} (${formAuth.user} / ${formAuth.password})
OCS simulé / simulated: ${ocsUrl} (${ocsAuth.user} / ${ocsAuth.password})`);
}
