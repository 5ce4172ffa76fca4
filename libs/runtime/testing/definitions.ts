import {
  defineConnector,
  secret,
  type ConnectorDefinition,
  type Health,
  type NativeTicket,
} from '@passerelle/connector';
import { z } from 'zod';

/** A connector that reads a list from its configuration, for specs of what is around connectors. */
export const paper: ConnectorDefinition = defineConnector({
  name: 'paper',
  config: z.strictObject({ folder: z.string().min(1), pageSize: z.int().min(1).max(1_000).default(500) }),
  journals: {},
  connect: () => ({
    check: async () => sound('paper-1'),
    source: {
      async *pull() {
        yield { items: [] as NativeTicket[], broken: [], cursor: '0' };
      },
      async *read() {},
    },
  }),
});

/** A connector with an address and credentials. */
export const desk: ConnectorDefinition = defineConnector({
  name: 'desk',
  config: z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    auth: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('basic'), user: z.string().min(1), password: secret() }),
      z.strictObject({ kind: z.literal('key'), key: secret() }),
    ]),
    pace: z.strictObject({ concurrency: z.int().min(1).max(32).default(4) }).prefault({}),
    batch: z.union([z.literal(false), z.strictObject({ size: z.int().min(1).max(100) })]).default(false),
    languages: z.array(z.enum(['fr', 'en'])).default(['fr']),
  }),
  journals: { comments: 'public', work_notes: 'internal' },
  connect: (surroundings) => {
    const { url, pace } = surroundings.config;
    const door = surroundings.door(url, pace);
    return {
      check: async (signal) => {
        const { status } = await door.send({
          method: 'GET',
          path: '/health',
          effect: 'read',
          ...(signal && { signal }),
        });
        surroundings.warn(`answered ${status}`);
        return sound(url);
      },
    };
  },
});

export const definitions: readonly ConnectorDefinition[] = [paper, desk];

export function sound(instance: string | null): Health {
  return { ok: true, findings: [], version: '1', instance, clockOffset: 0 };
}
