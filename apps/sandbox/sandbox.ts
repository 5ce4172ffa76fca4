import { systemClock, type Clock } from '@passerelle/connector';
import {
  seededRandom,
  serveSimulator,
  type Simulator,
  type ToolRequest,
  type ToolResponse,
} from '@passerelle/connector/testing';
import { serviceNow, type ServiceNow, type ServiceNowOptions } from '../../connectors/servicenow/simulator/index.js';
import type { Glpi } from '../../connectors/glpi/simulator/index.js';
import { controlPage, type Tools } from './control-page.js';
import type { FormTool } from '../../connectors/intranet-form/simulator/index.js';
import type { ITop } from '../../connectors/itop/simulator/index.js';
import type { Ocs } from '../../connectors/ocs/simulator/index.js';
import { makeForm } from './day/form.js';
import { makeGlpi } from './day/glpi.js';
import { makeItop } from './day/itop.js';
import { makeOcs } from './day/ocs.js';
import { formBench } from './others/form-bench.js';
import { glpiBench } from './others/glpi-bench.js';
import { itopBench } from './others/itop-bench.js';
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
  /** The address of the simulated iTop; its account is in `day/itop.ts`. */
  readonly itopUrl: string;
  readonly itop: ITop;
  /** The address of «SUPPORT INFORMATIQUE»; the account of its staff side is in `day/form.ts`. */
  readonly formUrl: string;
  readonly form: FormTool;
  /** The address of the OCS Inventory's REST module; its account is in `day/ocs.ts`. */
  readonly ocsUrl: string;
  readonly ocs: Ocs;
  close(): Promise<void>;
}

/** Starts all simulated tools behind one port of this machine, each below its own path, with a page to control them. */
export async function startSandbox({
  port,
  clock = systemClock,
  seed = 1,
  servicenow = {},
}: SandboxSettings): Promise<Sandbox> {
  let house: House | null = null;
  const served = await serveSimulator({ handle: (request) => answer(house, request) }, port);
  const { url } = served;
  const servicenowUrl = `${url}/servicenow`;
  // The tool knows its own address, since it writes it into its links; so the port comes first.
  const tool = serviceNow({ ...servicenow, clock, random: seededRandom(seed), instanceUrl: servicenowUrl });
  const glpi = makeGlpi(clock, seed + 1);
  const itop = makeItop(clock, seed + 2);
  const form = makeForm(clock, seed + 3);
  const ocs = makeOcs(clock);
  const below = new Map<string, Simulator>(Object.entries({ servicenow: tool, glpi, itop, intranet: form, ocs }));
  const benches = new Map([
    ['glpi', glpiBench(glpi)],
    ['itop', itopBench(itop)],
    ['intranet', formBench(form)],
  ]);
  house = { tools: { servicenow: tool, servicenowUrl, url, benches }, below };
  return {
    url,
    servicenowUrl,
    servicenow: tool,
    glpiUrl: `${url}/glpi`,
    glpi,
    itopUrl: `${url}/itop`,
    itop,
    formUrl: `${url}/intranet`,
    form,
    ocsUrl: `${url}/ocs/ocsapi`,
    ocs,
    close: () => served.close(),
  };
}

interface House {
  readonly tools: Tools;
  /** Each tool by the first step of its path. */
  readonly below: ReadonlyMap<string, Simulator>;
}

function answer(house: House | null, request: ToolRequest): ToolResponse {
  try {
    if (house === null) return showMessage(503, 'Passerelle', 'starting');
    const first = /^\/([a-z]+)(?=[/?]|$)/.exec(request.url)?.[1];
    const tool = first === undefined ? undefined : house.below.get(first);
    if (first !== undefined && tool)
      return tool.handle({ ...request, url: request.url.slice(first.length + 1) || '/' });
    if (/^\/_sandbox(?=[/?]|$)/.test(request.url)) return controlPage(house.tools, request);
    if (request.url === '/') return goTo('/_sandbox');
    return showMessage(404, 'Passerelle', 'Il n’y a rien ici. There is nothing here.');
  } catch (error) {
    // A fault of a simulator must be seen, and must not take the others down.
    console.error(error);
    return showMessage(500, 'Passerelle', error instanceof Error ? error.message : String(error));
  }
}
