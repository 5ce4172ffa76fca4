import { Fault } from '@passerelle/connector';
import { listRows, text } from './wire/lists.js';
import { codeOf, type Server } from './wire/server.js';

/** By the number of a computer, what OCS calls the agent that told of it. */
export type Agents = ReadonlyMap<string, string>;

/**
 * The rows by which the plugin «OCS Inventory NG» ties computers to machines of OCS (`PluginOcsinventoryngOcslink`). Where the
 * plugin is not installed, or its rows are closed to the account, computers are known by their serial number and UUID alone.
 */
export async function agentsOf(server: Server, signal?: AbortSignal): Promise<Agents> {
  const { pageSize } = server.config;
  const agents = new Map<string, string>();
  try {
    for (let from = 0, total = 1; from < total; from += pageSize) {
      const page = await listRows(server, { of: 'PluginOcsinventoryngOcslink', from, limit: pageSize, signal });
      for (const row of page.rows) {
        const agent = text(row, 'ocs_deviceid').trim();
        if (agent !== '') agents.set(text(row, 'computers_id'), agent);
      }
      total = page.total;
    }
  } catch (error) {
    if (!isClosed(error)) throw error;
    return new Map();
  }
  return agents;
}

/** No such itemtype, or no right to see it. */
function isClosed(error: unknown): boolean {
  if (!(error instanceof Fault)) return false;
  return codeOf(error) === 'ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM' || error.status === 403;
}
