import type { ConnectorDefinition } from '@passerelle/connector';
import { cassius } from './cassius/index.js';
import { itop } from './itop/index.js';
import { glpi } from './glpi/index.js';
import { ocs } from './ocs/index.js';
import { intranetForm } from './intranet-form/index.js';
import { servicenow } from './servicenow/index.js';

export { companionUpdateSet } from './servicenow/index.js';

/** Every connector of the house, by the name of its folder. */
export const connectors: readonly ConnectorDefinition[] = [cassius, glpi, intranetForm, itop, ocs, servicenow];
