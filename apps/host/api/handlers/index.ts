import type { Handlers } from '../call.js';
import type { Grounds } from '../grounds.js';
import type { Jobs } from '../migrate/jobs.js';
import { actingHandlers } from './acting.js';
import { choiceHandlers } from './choices.js';
import { deskHandlers } from './desk.js';
import { familyHandlers } from './family.js';
import { houseHandlers } from './house.js';
import { matchHandlers } from './matches.js';
import { migrationHandlers } from './migrations.js';
import { oidcHandlers } from './oidc.js';
import { operationHandlers } from './operations.js';
import { sessionHandlers } from './session.js';
import { oneTicketHandlers } from './ticket.js';
import { ticketHandlers } from './tickets.js';
import { userHandlers } from './users.js';
import { waitingHandlers } from './waiting.js';

/** What answers each route of the list; one that is missing does not compile. */
export function handlersOf(grounds: Grounds, jobs: Jobs): Handlers {
  return {
    ...ticketHandlers(grounds),
    ...oneTicketHandlers(grounds),
    ...familyHandlers(grounds),
    ...actingHandlers(grounds),
    ...choiceHandlers(grounds),
    ...deskHandlers(grounds),
    ...operationHandlers(grounds),
    ...waitingHandlers(grounds),
    ...matchHandlers(grounds),
    ...migrationHandlers(grounds, jobs),
    ...sessionHandlers(grounds),
    ...oidcHandlers(grounds),
    ...userHandlers(grounds),
    ...houseHandlers(grounds),
  };
}
