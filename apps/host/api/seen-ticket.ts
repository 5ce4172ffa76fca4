import { reaches, type Grant } from '@passerelle/api';
import type { Sight } from '@passerelle/store';
import type { Bond, KeptTicket, Store } from '@passerelle/sync';

/**
 * A ticket as somebody may see it. This is the one place where single tickets are read for the API: what is internal, and
 * what lies outside of somebody's scope, does not come out of here.
 */
export interface SeenTicket extends KeptTicket {
  readonly bonds: readonly Bond[];
  /** Something internal is not shown. */
  readonly withheld: boolean;
}

export function sightOf({ rights, scope }: Grant): Sight {
  return { internal: rights.has('internal'), connections: scope.connections, teams: scope.teams };
}

/** Null where there is none, or none for them. */
export function seen(whole: KeptTicket, bonds: readonly Bond[], grant: Grant): SeenTicket | null {
  const internal = grant.rights.has('internal');
  const { teams, connections } = grant.scope;
  const alive = bonds.filter(({ tombstone }) => tombstone === null);
  if (!internal && whole.ticket.audience !== 'public') return null;
  if (teams !== null && !teams.includes(whole.ticket.group?.name ?? '')) return null;
  if (connections !== null && !alive.some(({ connection }) => reaches(grant, connection))) return null;
  const isShown = ({ audience }: { readonly audience: string }): boolean => internal || audience === 'public';
  const entries = whole.entries.filter(isShown);
  const attachments = whole.attachments.filter(isShown);
  return {
    ...whole,
    ticket: {
      ...whole.ticket,
      references: whole.ticket.references.filter(({ connection }) => reaches(grant, connection)),
      // No tool says for whom its site's own fields are, and unknown is internal.
      custom: internal ? whole.ticket.custom : {},
    },
    entries,
    attachments,
    bonds: bonds.filter(({ connection }) => reaches(grant, connection)),
    withheld:
      entries.length + attachments.length < whole.entries.length + whole.attachments.length ||
      (!internal && Object.keys(whole.ticket.custom).length > 0),
  };
}

export async function readSeen(store: Store, grant: Grant, id: string): Promise<SeenTicket | null> {
  const [wholes, bonds] = await Promise.all([store.tickets([id]), store.bondsOf([id])]);
  const whole = wholes.get(id);
  return whole ? seen(whole, bonds, grant) : null;
}
