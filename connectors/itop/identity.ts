import { Fault } from '@passerelle/connector';
import { textIn } from './wire/envelope.js';
import { get } from './wire/get.js';
import type { Server } from './wire/server.js';

/**
 * Names the instance. iTop tells nothing of itself over REST: the path of its root and its first organisation are all
 * there is, so a clone behind the same address that kept its organisations is not told apart.
 */
export async function identityOf(server: Server, signal?: AbortSignal): Promise<string> {
  const query = { class: 'Organization', oql: 'SELECT Organization WHERE id < 10', fields: ['id', 'name'] };
  const { objects } = await get(server, query, { signal });
  const [first] = objects.toSorted((a, b) => Number(a.key) - Number(b.key));
  const { host, pathname } = new URL(server.url);
  return `${host}${pathname.replace(/\/$/, '')}#${first ? `${first.key}:${textIn(first.fields, 'name')}` : 'empty'}`;
}

/** A Fault when this is not the instance that the connection was set up against; looked at once. */
export function pinned(server: Server): (signal?: AbortSignal) => Promise<Fault | null> {
  let fine = false;
  return async (signal) => {
    const pin = server.config.instance;
    if (pin === undefined || fine) return null;
    const came = await identityOf(server, signal);
    fine = came === pin;
    if (fine) return null;
    return new Fault({
      kind: 'rejected',
      connection: server.connection,
      message: {
        fr: `attendu l’instance ${pin}, reçu ${came} ; rien n’y est écrit`,
        en: `expected the instance ${pin}, came ${came}; nothing is written there`,
      },
    });
  };
}
