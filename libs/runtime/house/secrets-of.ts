import { Secret } from '@passerelle/connector';
import type { Configuration } from '../configuration/settings.js';

/** Every secret that the configuration holds, so that a log can refuse to let one through. */
export function secretsOf({ database, connections, host, alerts }: Configuration): readonly Secret[] {
  const found = new Set<Secret>();
  const walk = (value: unknown, depth: number): void => {
    if (value instanceof Secret) found.add(value);
    else if (typeof value === 'object' && value !== null && depth < 20)
      for (const member of Object.values(value)) walk(member, depth + 1);
  };
  walk(database, 0);
  walk(host, 0);
  walk(alerts, 0);
  for (const { config } of connections.values()) walk(config, 0);
  return [...found];
}
