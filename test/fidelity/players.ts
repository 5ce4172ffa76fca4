import { glpi } from './glpi.js';
import { itop } from './itop.js';
import { ocs } from './ocs.js';
import type { Player } from './player.js';
import { servicenow } from './servicenow.js';

/** One player for each connector that has recordings and a simulator. */
export const players: Readonly<Record<string, Player>> = { glpi, itop, ocs, servicenow };
