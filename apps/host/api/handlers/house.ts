import { describeApi } from '@passerelle/api';
import { follow } from '@passerelle/runtime';
import type { Some } from '../call.js';
import type { Grounds } from '../grounds.js';
import { hearing } from '../heard.js';

export function houseHandlers(grounds: Grounds): Some<'listen' | 'readHealth' | 'readOpenApi' | 'follow'> {
  const api = describeApi(grounds.version);
  return {
    listen: async ({ caller }) => ({ subscribe: (listener) => grounds.subscribe(hearing(grounds, caller, listener)) }),
    readHealth: async () => {
      await grounds.house.store.run('health');
      return { ok: true };
    },
    readOpenApi: () => Promise.resolve(api),
    follow: ({ body, address }) => follow(grounds.house, { ...body, address }),
  };
}
