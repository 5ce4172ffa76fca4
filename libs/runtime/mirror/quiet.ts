import type { Clock } from '@passerelle/connector';
import { quietUntil } from '../configuration/quiet-hours.js';
import type { Configuration } from '../configuration/settings.js';

/** Whether nothing is to be asked of a connection now that no person waits for. */
export function isQuiet(
  { configuration, clock }: { readonly configuration: Pick<Configuration, 'connections'>; readonly clock: Clock },
  connection: string,
): boolean {
  const settings = configuration.connections.get(connection);
  return settings !== undefined && quietUntil(settings.quiet, settings.zone, clock.now()) !== null;
}
