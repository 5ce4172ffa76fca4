import type { Connector, Surroundings } from '../../contract/connector.js';
import { defineConnector } from '../../contract/connector.js';
import type { Health } from '../../contract/health.js';
import { Fault } from '../../fault.js';
import { fine, lacking, titles } from '../../finding.js';
import { toyClient, type ToyClient } from './client.js';
import { ToyConfig } from './config.js';
import { toyDirectory } from './directory.js';
import { toyInventory } from './inventory.js';
import { ToyAbout, ToyWords } from './schema.js';
import { toySink } from './sink.js';
import { toySource } from './source.js';
import { toyClasses, toyJournals, toyStatuses } from './state.js';

/** The connector of the toy tool: every capability of the contract, as small as it can be. */
export const toy = defineConnector({ name: 'toy', config: ToyConfig, journals: toyJournals, connect: connectToy });

export function connectToy(surroundings: Surroundings<ToyConfig>): Connector {
  const { config, clock } = surroundings;
  const client = toyClient(surroundings);
  return {
    check: (signal) => check(client, () => clock.now(), signal),
    journals: toyJournals,
    attachments: 'public',
    source: toySource(client, config),
    sink: toySink(client, config),
    inventory: toyInventory(client, config.pageSize),
    directory: toyDirectory(client),
    vocabulary: {
      describe: (signal) =>
        client.ask({ method: 'GET', path: '/vocabulary', effect: 'read', ...(signal && { signal }) }, ToyWords),
    },
    lifecycle: {
      classes: Object.fromEntries(
        toyClasses.map((name) => [
          name,
          toyStatuses.flatMap((from) => toyStatuses.map((to) => ({ from, to, by: null, requires: [] }))),
        ]),
      ),
      initial: Object.fromEntries(toyClasses.map((name) => [name, 'open'])),
    },
    reactions: {
      list: async () =>
        config.silent
          ? []
          : toyClasses.flatMap((name) => [
              { kind: 'mail', name: 'Accusé de réception', class: name, on: 'create' } as const,
              { kind: 'mail', name: 'Nouvelle réponse', class: name, on: 'comment' } as const,
            ]),
    },
    costs: {
      of: ({ public: replies, internal, attachments }) => 1 + replies + internal + attachments,
      perSecond: config.pace.perSecond ?? null,
    },
  };
}

async function check(client: ToyClient, now: () => Date, signal?: AbortSignal): Promise<Health> {
  try {
    const about = await client.ask(
      { method: 'GET', path: '/about', effect: 'read', ...(signal && { signal }) },
      ToyAbout,
    );
    const accepted = fine(titles.credentials, { fr: 'connecté', en: 'logged in' });
    const clockOffset = Date.parse(about.now) - now().getTime();
    return { ok: true, findings: [accepted], version: about.version, instance: about.instance, clockOffset };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const advice =
      error.kind === 'unauthorized'
        ? { fr: 'corrigez user et password', en: 'correct user and password' }
        : { fr: 'vérifiez que l’outil répond', en: 'see whether the tool is up' };
    const finding = lacking(titles.credentials, error.told, advice, true);
    return { ok: false, findings: [finding], version: null, instance: null, clockOffset: null };
  }
}
