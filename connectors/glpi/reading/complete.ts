import { createHash } from 'node:crypto';
import type { NativeFields, NativeReference, NativeTicket } from '@passerelle/connector';
import { number, text, type Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import { openFiles, type Files, type Kept } from './attachments.js';
import { relations, solutionField } from './columns.js';
import { entriesOf, namedIn, ownSolution, type Timeline } from './entries.js';
import { formFields, openForms, type Forms } from './forms.js';
import { isOwn, type Head } from './heads.js';
import type { Names } from './names.js';
import { mergedInto } from './merged.js';
import { openParts, type Parts } from './parts.js';

const nothing: Timeline = { ITILFollowup: [], TicketTask: [], ITILSolution: [], TicketValidation: [] };

/** Everything that one reading asks for beside the tickets themselves. */
export interface Reading {
  readonly server: Server;
  readonly names: Names;
  readonly parts: Parts;
  readonly files: Files;
  readonly forms: Forms;
}

export function openReading(server: Server, names: Names): Reading {
  const parts = openParts(server);
  return { server, names, parts, files: openFiles(server, names, parts), forms: openForms(server, names) };
}

export interface Whole {
  readonly ticket: NativeTicket;
  readonly mark: string | null;
  readonly kept: readonly Kept[];
  /** Tickets that were merged into it, as they are now. */
  readonly merged: readonly NativeTicket[];
}

/** Tickets with everything that hangs on them. */
export async function complete(
  reading: Reading,
  heads: readonly Head[],
  signal?: AbortSignal,
): Promise<readonly Whole[]> {
  const { server, names, parts, files, forms } = reading;
  const timelines = new Map<string, Timeline>();
  const followups = await parts.rowsOf('ITILFollowup', heads, signal);
  const tasks = await parts.rowsOf('TicketTask', heads, signal);
  const solutions = await parts.rowsOf('ITILSolution', heads, signal);
  const validations = await parts.rowsOf('TicketValidation', heads, signal);
  const items = await parts.rowsOf('Item_Ticket', heads, signal);
  const links = await parts.rowsOf('Ticket_Ticket', heads, signal);
  for (const { id } of heads)
    timelines.set(id, {
      ITILFollowup: followups.get(id) ?? [],
      TicketTask: tasks.get(id) ?? [],
      ITILSolution: solutions.get(id) ?? [],
      TicketValidation: validations.get(id) ?? [],
    });
  const all = [...timelines.values()];
  await names.learnUsers(all.flatMap(namedIn), signal);
  const uses = (rows: readonly Row[], column: string): boolean => rows.some((row) => number(row, column) > 0);
  const taskRows = all.flatMap(({ TicketTask }) => TicketTask);
  const entryParts = {
    names,
    encoding: await server.encoding(signal),
    zone: server.zone,
    texts: server.config.texts,
    groups: uses(taskRows, 'groups_id_tech') ? await names.groups(signal) : null,
    taskCategories: uses(taskRows, 'taskcategories_id') ? await names.catalogue('TaskCategory', signal) : null,
    solutionTypes: uses(
      all.flatMap(({ ITILSolution }) => ITILSolution),
      'solutiontypes_id',
    )
      ? await names.catalogue('SolutionType', signal)
      : null,
  };
  const byItemtype = Map.groupBy([...items.values()].flat(), (row) => text(row, 'itemtype'));
  for (const [itemtype, rows] of byItemtype)
    if (!isForm(itemtype))
      await names.learnItems(
        itemtype,
        rows.map((row) => text(row, 'items_id')),
        signal,
      );
  const kept = await files.of(
    heads.filter(({ id }) => !parts.vanished.has(id)),
    timelines,
    signal,
  );
  const answers = await forms.of(heads, items, signal);
  const { userId } = await server.session(signal);
  return heads
    .filter(({ id }) => !parts.vanished.has(id))
    .map((head) => {
      const mine = items.get(head.id) ?? [];
      const timeline = timelines.get(head.id) ?? nothing;
      const solution = ownSolution(timeline, entryParts);
      const fields: NativeFields = {
        ...head.fields,
        ...(solution !== null && { [solutionField]: solution }),
        items: mine
          .filter((row) => !isForm(text(row, 'itemtype')))
          .map((row) => names.item(text(row, 'itemtype'), text(row, 'items_id'))),
        ...relationsOf(head.id, links.get(head.id) ?? []),
        ...formFields(head.content, answers.get(head.id) ?? []),
      };
      const entries = entriesOf(timeline, entryParts);
      const documents = kept.get(head.id) ?? [];
      const ticket: Omit<NativeTicket, 'version'> = {
        id: head.id,
        class: head.class,
        number: head.id,
        changedAt: head.changedAt,
        url: `${server.url}/front/ticket.form.php?id=${head.id}`,
        fields,
        createdBy: head.createdBy,
        entries,
        attachments: documents.map(({ attachment }) => attachment),
      };
      return {
        ticket: { ...ticket, ownHand: isOwn(head, userId), version: versionOf(ticket) },
        mark: head.mark,
        kept: documents,
        merged: mergedInto(ticket, timeline),
      };
    });
}

/** Formcreator's answers are linked like machines, and are none. */
function isForm(itemtype: string): boolean {
  return itemtype === 'PluginFormcreatorFormAnswer';
}

/** date_mod moves by whole seconds, so what is there counts too. */
export function versionOf(ticket: Omit<NativeTicket, 'version'>): string {
  const { changedAt, fields, entries, attachments } = ticket;
  const sum = createHash('sha256')
    .update(JSON.stringify([fields, entries, attachments]))
    .digest('hex');
  return `${changedAt}.${sum.slice(0, 20)}`;
}

function relationsOf(id: string, rows: readonly Row[]): NativeFields {
  const found: Record<string, NativeReference[]> = Object.fromEntries(Object.keys(relations).map((name) => [name, []]));
  for (const row of rows.toSorted((a, b) => number(a, 'id') - number(b, 'id'))) {
    const mine = text(row, 'tickets_id_1') === id;
    const other = mine ? text(row, 'tickets_id_2') : text(row, 'tickets_id_1');
    found[sideOf(text(row, 'link'), mine)]?.push({ id: other, name: other });
  }
  return found;
}

/** The link as it looks from one of its ends. */
function sideOf(link: string, first: boolean): string {
  if (link === '1') return '_linked';
  if (link === '2') return first ? '_duplicate_of' : '_duplicated_by';
  return (link === '3') === first ? '_son_of' : '_parent_of';
}
