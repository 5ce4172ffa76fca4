import { systemClock, type Clock } from '@passerelle/connector';
import { seededRandom, serveSimulator, type ToolRequest, type ToolResponse } from '@passerelle/connector/testing';
import { serviceNow, type ServiceNow, type ServiceNowOptions } from '../../connectors/servicenow/simulator/index.js';
import type { Glpi } from '../../connectors/glpi/simulator/index.js';
import { controlPage, type Tools } from './control-page.js';
import { makeGlpi } from './day/glpi.js';
import { goTo, showMessage } from './page/respond.js';

export interface SandboxSettings {
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock?: Clock;
  /** The same seed gives the same ids. */
  readonly seed?: number;
  /** Habits, faults and people of the simulated ServiceNow, where others than the usual ones are wanted. */
  readonly servicenow?: Omit<ServiceNowOptions, 'clock' | 'random' | 'instanceUrl'>;
}

export interface Sandbox {
  /** For example `http://127.0.0.1:8090`; the control page is at `/_sandbox`. */
  readonly url: string;
  /** The address to give to Passerelle for the simulated ServiceNow. */
  readonly servicenowUrl: string;
  readonly servicenow: ServiceNow;
  /** The address of the simulated GLPI; its account is in `day/glpi.ts`. */
  readonly glpiUrl: string;
  readonly glpi: Glpi;
  close(): Promise<void>;
}

/** Starts all simulated tools behind one port of this machine, each below its own path, with a page to control them. */
export async function startSandbox({
  port,
  clock = systemClock,
  seed = 1,
  servicenow = {},
}: SandboxSettings): Promise<Sandbox> {
  let tools: Tools | null = null;
  const served = await serveSimulator({ handle: (request) => answer(tools, request) }, port);
  const servicenowUrl = `${served.url}/servicenow`;
  // The tool knows its own address, since it writes it into its links; so the port comes first.
  const tool = serviceNow({ ...servicenow, clock, random: seededRandom(seed), instanceUrl: servicenowUrl });
  const desk = makeGlpi(clock, seed + 1);
  tools = { servicenow: tool, servicenowUrl, url: served.url, glpi: desk };
  const glpiUrl = `${served.url}/glpi`;
  return { url: served.url, servicenowUrl, servicenow: tool, glpiUrl, glpi: desk, close: () => served.close() };
}

function answer(tools: Tools | null, request: ToolRequest): ToolResponse {
  try {
    if (tools === null) return showMessage(503, 'Passerelle', 'starting');
    const below = /^\/servicenow(?=[/?]|$)/.exec(request.url)?.[0];
    if (below !== undefined)
      return tools.servicenow.handle({ ...request, url: request.url.slice(below.length) || '/' });
    if (/^\/glpi(?=[/?]|$)/.test(request.url))
      return tools.glpi.handle({ ...request, url: request.url.slice('/glpi'.length) || '/' });
    if (/^\/_sandbox(?=[/?]|$)/.test(request.url)) return controlPage(tools, request);
    if (request.url === '/') return goTo('/_sandbox');
    return showMessage(404, 'Passerelle', 'Il n’y a rien ici. There is nothing here.');
  } catch (error) {
    // A fault of a simulator must be seen, and must not take the others down.
    console.error(error);
    return showMessage(500, 'Passerelle', error instanceof Error ? error.message : String(error));
  }
}
