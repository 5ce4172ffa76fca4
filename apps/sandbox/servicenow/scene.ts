import type { ServiceNow } from '../../../connectors/servicenow/simulator/index.js';
import type { View } from '../page/page.js';

/** The simulated instance, and how to show it. */
export interface Scene {
  readonly tool: ServiceNow;
  /** Its address for Passerelle. */
  readonly url: string;
  readonly view: View;
  readonly query: URLSearchParams;
}

/** Fields of a form that was sent, each once. */
export type Form = Readonly<Record<string, string>>;

export const base = '/_sandbox/servicenow';
