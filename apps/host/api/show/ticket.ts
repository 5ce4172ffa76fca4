import type { TicketRow, WholeTicket } from '@passerelle/api';
import type { Listed } from '@passerelle/store';
import type { OutboxRow } from '@passerelle/sync';
import { turnOf } from '@passerelle/ticket';
import type { SeenTicket } from '../seen-ticket.js';
import { showPerson, showPersonOrNull, who } from './people.js';
import { showFile, showLine, waitingFor, type PlaceOf } from './timeline.js';

/** What else is known of it, already held against the sight of whoever asks. */
export interface Around {
  readonly rows: readonly OutboxRow[];
  readonly relations: WholeTicket['relations'];
  readonly requesterTickets: readonly Listed[];
  /** How many other tickets are about each machine, by its place in the ticket. */
  readonly others: readonly number[];
  readonly unread: boolean;
  readonly followed: boolean;
  readonly lead: Listed['lead'];
  readonly members: number;
  readonly paused: boolean;
  readonly place: PlaceOf;
  readonly hasContent: (sha256: string | null, connection: string) => boolean;
}

export function showWhole(seen: SeenTicket, around: Around): WholeTicket {
  const { ticket, entries, attachments, bonds, revision, withheld } = seen;
  const waiting = waitingFor(around.rows);
  const open = around.rows.filter(({ state }) => state !== 'obeyed');
  const travel: TicketRow['travel'] = open.some(({ state }) => state === 'dead')
    ? 'stuck'
    : open.length > 0
      ? 'awaiting'
      : 'synced';
  const numbered = new Map(bonds.map(({ connection, number }) => [connection, number]));
  return {
    id: ticket.id,
    number: ticket.number ?? bonds.find(({ number }) => number !== null)?.number ?? null,
    title: ticket.title,
    kind: ticket.kind,
    status: ticket.status,
    pendingReason: ticket.pendingReason,
    approval: ticket.approval,
    escalation: ticket.escalation,
    audience: ticket.audience,
    priority: ticket.priority,
    category: ticket.category,
    team: ticket.group && { key: ticket.group.name, name: ticket.group.name },
    agent: who(ticket.assignee),
    requester: who(ticket.requester),
    site: ticket.site,
    organisation: ticket.organisation,
    turn: turnOf(ticket, entries),
    due: ticket.due,
    created: ticket.created,
    updated: ticket.updated,
    connections: [...new Set(bonds.filter(({ tombstone }) => tombstone === null).map(({ connection }) => connection))],
    unread: around.unread,
    travel,
    lines: entries.length,
    files: attachments.length,
    followed: around.followed,
    lead: around.lead,
    members: around.members,
    revision,
    description: ticket.description,
    outcome: ticket.outcome,
    impact: ticket.impact,
    urgency: ticket.urgency,
    service: ticket.service,
    subService: ticket.subService,
    mode: ticket.mode,
    channel: ticket.channel,
    callbackPhone: ticket.callbackPhone,
    people: {
      requester: showPersonOrNull(ticket.requester),
      beneficiary: showPersonOrNull(ticket.beneficiary),
      openedBy: showPersonOrNull(ticket.openedBy),
      assignee: showPersonOrNull(ticket.assignee),
      watchers: ticket.watchers.map(showPerson),
    },
    firstTeam: ticket.firstGroup && { key: ticket.firstGroup.name, name: ticket.firstGroup.name },
    reassignedCount: ticket.reassignedCount,
    assets: ticket.assets.map(({ name, serial, uuid }, at) => ({ name, serial, uuid, others: around.others[at] ?? 0 })),
    tags: ticket.tags,
    resolution: ticket.resolution,
    relations: around.relations,
    references: bonds.map(({ connection, number, url, class: is, tombstone }) => ({
      connection,
      number,
      url: isLink(url) ? url : null,
      class: is,
      tombstone,
      waiting: open.filter((row) => row.connection === connection && row.state !== 'dead').length,
      stuck: open.filter((row) => row.connection === connection && row.state === 'dead').length,
    })),
    taken: ticket.taken,
    resolved: ticket.resolved,
    closed: ticket.closed,
    custom: { ...ticket.custom },
    timeline: entries.map((entry) => showLine(entry, numbered, waiting, around.rows, around.place)),
    attachments: attachments.map((file) => showFile(file, numbered, around.hasContent, around.place)),
    withheld,
    requesterTickets: around.requesterTickets,
    paused: around.paused,
  };
}

/** A tool's word is not run: only addresses of pages are links. */
function isLink(url: string | null): boolean {
  return url !== null && /^https?:\/\//i.test(url);
}
