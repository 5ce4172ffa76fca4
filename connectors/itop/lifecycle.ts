import type { Lifecycle, NativeTransition } from '@passerelle/connector';
import { realClass, ticketClasses, type Config, type TicketClass } from './config.js';

// Lifecycle of itop-request-mgmt(-itil) and itop-incident-mgmt-itil, iTop 3.2 (datamodel XML): both flavours of the
// request have the same graph. A status is never written: a stimulus is fired.

type Moves = Readonly<Record<string, readonly (readonly [stimulus: string, to: string])[]>>;

const working: Moves[string] = [
  ['ev_pending', 'pending'],
  ['ev_resolve', 'resolved'],
  ['ev_reassign', 'assigned'],
];

// Moves that iTop makes by itself (ev_timeout, ev_autoresolve) are not among them: REST would take them too, but the one
// says that a deadline has passed, and the other that a parent was resolved. So nothing leads into an escalated state.
const incident: Moves = {
  new: [['ev_assign', 'assigned']],
  escalated_tto: [['ev_assign', 'assigned']],
  assigned: working,
  escalated_ttr: working,
  pending: [['ev_assign', 'assigned']],
  resolved: [
    ['ev_close', 'closed'],
    ['ev_reopen', 'assigned'],
  ],
  closed: [],
};

const request: Moves = {
  ...incident,
  new: [
    ['ev_assign', 'assigned'],
    ['ev_wait_for_approval', 'waiting_for_approval'],
  ],
  waiting_for_approval: [
    ['ev_approve', 'approved'],
    ['ev_reject', 'rejected'],
  ],
  approved: [['ev_assign', 'assigned']],
  rejected: [['ev_reopen', 'new']],
};

const labels: Readonly<Record<string, string>> = {
  new: 'Nouveau',
  waiting_for_approval: "En attente d'approbation",
  approved: 'Approuvée',
  rejected: 'Rejetée',
  assigned: 'Assignée',
  pending: 'En attente',
  escalated_tto: 'Escalade tto',
  escalated_ttr: 'Escalade ttr',
  resolved: 'Résolue',
  closed: 'Fermée',
};
const masculine: Readonly<Record<string, string>> = {
  assigned: 'Assigné',
  resolved: 'Résolu',
  closed: 'Fermé',
  escalated_ttr: 'Escalate ttr',
};

/**
 * Attributes that a state wants. Only texts and codes are really enforced over REST, but agents see a team, an agent, a
 * service that are missing as an error at their next change, so all of them are asked for. Those that have a default
 * (resolution_code) or that every ticket has (org_id) are left out.
 */
function wantedIn(state: string, simple: boolean): readonly string[] {
  const type = simple ? ['request_type'] : [];
  if (state === 'assigned' || state === 'escalated_ttr') return ['team_id', 'agent_id', ...type];
  if (state === 'pending') return ['team_id', 'agent_id', ...type, 'pending_reason'];
  if (state === 'resolved') return ['service_id', 'solution'];
  return [];
}

type Terms = Pick<Config, 'flavour' | 'site'> & Partial<Pick<Config, 'team'>>;

function transitionsOf({ flavour, site, team }: Terms, ticketClass: TicketClass): readonly NativeTransition[] {
  const { transitions = [], without = [] } = site[ticketClass] ?? {};
  const base = Object.entries(ticketClass === 'Incident' ? incident : request).flatMap(([from, moves]) =>
    moves
      .filter(([by]) => !without.includes(by))
      .map(([by, to]): NativeTransition => {
        const wanted = wantedIn(to, flavour === 'simple');
        // What is created for nobody goes to the team of the configuration.
        const given = from === 'new' && team !== undefined;
        return { from, to, by, requires: given ? wanted.filter((code) => code !== 'team_id') : wanted };
      }),
  );
  return [...base, ...transitions];
}

export function lifecycleOf(terms: Terms): Lifecycle {
  const moves = ticketClasses.map((each) => [each, transitionsOf(terms, realClass(terms, each) as TicketClass)]);
  return {
    classes: Object.fromEntries(moves) as Lifecycle['classes'],
    initial: Object.fromEntries(ticketClasses.map((each) => [each, 'new'])),
  };
}

/** States of a class with their labels. */
export function statesOf({ site }: Terms, ticketClass: TicketClass): Readonly<Record<string, string>> {
  const states = Object.keys(ticketClass === 'Incident' ? incident : request);
  const own = ticketClass === 'Incident' ? { ...labels, ...masculine } : labels;
  return { ...Object.fromEntries(states.map((each) => [each, own[each] ?? each])), ...site[ticketClass]?.states };
}
