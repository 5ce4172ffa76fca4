import { numberKey, type Bond, type KeptTicket } from '@passerelle/sync';
import { foldName, personKey, turnOf, type Asset, type Person } from '@passerelle/ticket';

/** As many characters of one ticket as a tsvector holds with room to spare (PostgreSQL: 1 MB). */
const most = 200_000;

const ended: ReadonlySet<string> = new Set(['resolved', 'closed', 'cancelled']);

/** What the list keeps of a ticket; texts are turned into words by the database. */
export interface MadeListing {
  readonly ticket: string;
  readonly revision: number;
  readonly columns: Readonly<Record<string, string | number | boolean | null>>;
  readonly connections: readonly string[];
  readonly assets: readonly string[];
  /** Weighed A: title and numbers. B: description, people, places. C: lines, names of files. */
  readonly texts: Readonly<Record<'a' | 'b' | 'publicC' | 'allC', string>>;
}

export function listingOf({ ticket, entries, attachments, revision }: KeptTicket, bonds: readonly Bond[]): MadeListing {
  const alive = bonds.filter(({ tombstone }) => tombstone === null);
  const isPublic = ({ audience }: { readonly audience: string }): boolean => audience === 'public';
  const open = !ended.has(ticket.status);
  const due = ticket.due ?? '~';
  const escalated = ticket.escalation === 'none' ? 1 : 0;
  const priority = ticket.priority ?? 9;
  const urgent = `${open ? 0 : 1}${escalated}${due} ${priority}`;
  const numbers = [
    ticket.number,
    ...ticket.references.map(({ number }) => number),
    ...bonds.map(({ number }) => number),
  ];
  const parent = ticket.relations.find(({ as }) => as === 'parent')?.number;
  const lines = (of: (line: { readonly audience: string }) => boolean): string =>
    capped([...entries.filter(of).map(({ text }) => text), ...attachments.filter(of).map(({ name }) => name)]);
  return {
    ticket: ticket.id,
    revision,
    columns: {
      number: ticket.number,
      title: ticket.title,
      kind: ticket.kind,
      status: ticket.status,
      pending_reason: ticket.pendingReason,
      approval: ticket.approval,
      escalation: ticket.escalation,
      audience: ticket.audience,
      open,
      priority: ticket.priority,
      category: ticket.category,
      team: ticket.group?.name ?? null,
      agent: keyOf(ticket.assignee),
      agent_name: nameOf(ticket.assignee),
      requester: keyOf(ticket.requester),
      requester_name: nameOf(ticket.requester),
      site: ticket.site,
      organisation: ticket.organisation,
      turn: turnOf(ticket, entries),
      due: ticket.due,
      created: ticket.created,
      updated: ticket.updated,
      updated_key: ticket.updated ?? '',
      created_key: ticket.created ?? '',
      due_key: `${open ? 0 : 1}${due}`,
      urgent_key: urgent,
      priority_key: `${open ? 0 : 1}${priority}${urgent}`,
      number_key: ticket.number === null ? '' : numberKey(ticket.number),
      parent_key: parent === undefined ? null : numberKey(parent),
      public_lines: entries.filter(isPublic).length,
      all_lines: entries.length,
      public_files: attachments.filter(isPublic).length,
      all_files: attachments.length,
    },
    connections: [...new Set(alive.map(({ connection }) => connection))].sort(),
    assets: [...new Set(ticket.assets.flatMap(assetKeys))].sort(),
    texts: {
      a: capped([ticket.title, ...new Set(numbers.filter((number) => number !== null))]),
      b: capped([
        ticket.description,
        ...[ticket.requester, ticket.beneficiary, ticket.assignee].flatMap(saidOf),
        ...[ticket.group?.name, ticket.site, ticket.organisation, ticket.category, ticket.service].map(
          (one) => one ?? '',
        ),
        ...ticket.assets.flatMap(({ name, serial }) => [name, serial ?? '']),
        ...ticket.tags,
      ]),
      publicC: lines(isPublic),
      allC: lines(() => true),
    },
  };
}

/** What a machine is looked for by. */
export function assetKeys({ name, serial, uuid }: Asset): readonly string[] {
  return [name, serial, uuid].flatMap((one) => (one === null || foldName(one) === '' ? [] : [foldName(one)]));
}

function keyOf(person: Person | null): string | null {
  return person === null ? null : personKey(person);
}

function nameOf(person: Person | null): string | null {
  return person?.name ?? person?.email ?? person?.login ?? null;
}

function saidOf(person: Person | null): readonly string[] {
  return [person?.name, person?.email, person?.login].flatMap((one) => (one ? [one] : []));
}

function capped(texts: readonly string[]): string {
  return texts.join('\n').slice(0, most).toWellFormed();
}
