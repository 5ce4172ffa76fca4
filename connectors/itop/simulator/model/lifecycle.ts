/** Moves of one class: state to stimulus to target. */
export type Graph = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface TicketLifecycle {
  readonly graph: Graph;
  /** Attributes that a state wants, in the order in which a refusal names them. */
  readonly mandatory: Readonly<Record<string, readonly string[]>>;
}

const working = { ev_pending: 'pending', ev_resolve: 'resolved', ev_reassign: 'assigned', ev_autoresolve: 'resolved' };

const common: Graph = {
  new: { ev_assign: 'assigned', ev_timeout: 'escalated_tto', ev_autoresolve: 'resolved' },
  escalated_tto: { ev_assign: 'assigned' },
  assigned: { ...working, ev_timeout: 'escalated_ttr' },
  escalated_ttr: working,
  pending: { ev_assign: 'assigned', ev_autoresolve: 'resolved' },
  resolved: { ev_close: 'closed', ev_reopen: 'assigned', ev_autoresolve: 'resolved' },
  closed: {},
};

const approvals: Graph = {
  ...common,
  new: { ...common['new'], ev_wait_for_approval: 'waiting_for_approval' },
  waiting_for_approval: { ev_approve: 'approved', ev_reject: 'rejected' },
  approved: { ev_timeout: 'escalated_tto', ev_assign: 'assigned', ev_autoresolve: 'resolved' },
  rejected: { ev_reopen: 'new' },
};

const opening = ['org_id', 'caller_id'];
const team = ['org_id', 'team_id', 'agent_id'];
const ending = ['resolution_code', 'solution', 'service_id'];

function flags(type: readonly string[]): TicketLifecycle['mandatory'] {
  return {
    new: opening,
    escalated_tto: opening,
    waiting_for_approval: opening,
    approved: opening,
    rejected: opening,
    assigned: [...team, ...type],
    escalated_ttr: [...team, ...type],
    pending: [...team, ...type, 'pending_reason'],
    resolved: ending,
    closed: [],
  };
}

export type Flavour = 'itil' | 'simple';

/** iTop 3.2.0, itop-request-mgmt-itil with itop-incident-mgmt-itil, or itop-request-mgmt. */
export function lifecyclesOf(flavour: Flavour): Readonly<Record<string, TicketLifecycle>> {
  if (flavour === 'simple') return { UserRequest: { graph: approvals, mandatory: flags(['request_type']) } };
  return {
    UserRequest: { graph: approvals, mandatory: flags([]) },
    Incident: { graph: common, mandatory: flags([]) },
  };
}
