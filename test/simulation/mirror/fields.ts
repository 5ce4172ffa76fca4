import type { NativeTicket } from '@passerelle/connector';
import type { Resolver } from '@passerelle/mapping';
import { openBook, stable } from '@passerelle/sync';
import type { Person, TicketField } from '@passerelle/ticket';
import type { Outcome } from './invariants.js';
import type { Tool } from './site.js';
import { blankTag, tagOf, type Edit, type TrackedField } from './truth.js';

/** Stamped by each tool on its own. */
const stamped: readonly TicketField[] = ['created', 'updated', 'taken', 'resolved', 'closed', 'reassignedCount'];

/** Said only together with another field, which stands for both; or counted by the tool from others. */
const dependent: readonly TicketField[] = ['outcome', 'resolution', 'pendingReason', 'impact', 'urgency', 'subService'];

const besides: ReadonlySet<TicketField> = new Set([...stamped, ...dependent]);

/** I6: every tool says what we would tell it, by its own words (law 2). */
export async function faultsOfFields(outcome: Outcome, tool: Tool, native: NativeTicket): Promise<readonly string[]> {
  const { site, whole, wasOver, stuck } = outcome;
  const { name, mapping } = tool;
  const route = site.routes.find(({ between }) => between.includes(name));
  if (!route || wasOver || stuck.has(name)) return [];
  const to = { name, connector: tool.hand, mapping, mappingDigest: 'm1', zone: 'Europe/Paris' };
  const book = await openBook(route, to);
  await book.meet([whole]);
  // Whoever typed a description there has taken our lines off its head: then only the fields themselves must say it.
  const typed = site.truth.edits.some(
    ({ need, tool: author, field }) => need === outcome.need.n && author === name && field === 'description',
  );
  const lines = typed ? mapping.write(whole.ticket, native.class, ['description'], book.resolver).fields : {};
  const shown = (field: TicketField) => {
    if (field === 'description') return native.fields;
    const fields = { ...native.fields, ...lines };
    return field === 'status' ? (tool.kind.oddities?.unescalated(fields) ?? fields) : fields;
  };
  return (
    mapping
      .writable(native.class)
      .filter((field) => !besides.has(field) && mapping.reach(native.class, field).home === 'field')
      // Where we have nothing to say, a tool may fill in what it likes.
      .filter(
        (field) =>
          whole.ticket[field] !== null &&
          whole.ticket[field] !== 'none' &&
          !isUnknown(whole.ticket[field], book.resolver),
      )
      // Taken for the tool's own answer to our creation, where the tool does not tell whose hand it was.
      .filter(
        (field) =>
          !(
            field === 'status' &&
            outcome.site.truth.statuses.some(
              ({ need, tool: at, early }) => need === outcome.need.n && at === name && early && !tellsHands(tool),
            )
          ),
      )
      // One that our own move ended is over there, and nobody hears of it: the move is no news of the tool.
      .filter((field) => !(field === 'escalation' && tool.kind.oddities !== null))
      // What others than the one that closes have closed is resolved, and nobody opens it again for that.
      .filter((field) => !(field === 'status' && route.closes && route.closes !== name && isClosedThere(tool, native)))
      // Nobody has it yet, and no move of the tool leads back to where a team alone would tell.
      .filter(
        (field) =>
          !(
            field === 'status' &&
            isWalked(tool, native) &&
            isUnowned(whole.ticket.status) &&
            isUnowned(mapping.read(native).said.status)
          ),
      )
      .filter((field) => !mapping.says(shown(field), native.class, field, whole.ticket, book.resolver))
      .map((field) => {
        const said = stable(mapping.read(native).said[field]);
        return `I6 ${name} says ${field} ${said}, expected ${stable(whole.ticket[field])}`;
      })
  );
}

function tellsHands({ kind }: Tool): boolean {
  return Object.keys(kind.hand).length > 0;
}

/** Only moves of its own lead from state to state. */
function isWalked({ hand }: Tool, { class: nativeClass }: NativeTicket): boolean {
  const moves = hand.lifecycle?.classes[nativeClass] ?? [];
  return moves.length > 0 && moves.every(({ by }) => by !== null);
}

function isUnowned(status: string | undefined): boolean {
  return status === 'new' || status === 'queued';
}

function isClosedThere({ mapping }: Tool, native: NativeTicket): boolean {
  return mapping.read(native).said.status === 'closed';
}

/** People whom a tool does not know stand in text there, which its own people write over. */
function isUnknown(value: unknown, resolver: Resolver): boolean {
  const people = (Array.isArray(value) ? value : [value]).filter(
    (one): one is Person => typeof one === 'object' && one !== null && 'employeeNumber' in one,
  );
  return people.some((one) => resolver.person(one) === null);
}

/** Where one tool closes, what others closed is resolved; once it was deleted there, who still has it closes it. */
export function faultsOfClosing({ site: { routes, truth }, need, whole, lost }: Outcome): readonly string[] {
  const [route, ...others] = routes;
  if (
    !route?.closes ||
    lost.includes(route.closes) ||
    others.length > 0 ||
    need.tool !== route.closes ||
    whole.ticket.status !== 'closed'
  )
    return [];
  const closed = truth.statuses.some(
    ({ need: n, tool, status }) => n === need.n && tool === route.closes && status === 'closed',
  );
  return closed ? [] : [`I5 it is closed, and nobody closed it in ${route.closes}`];
}

/** I5: no word of a person is lost without a trace, and whose word stands is as the routes say. */
export async function faultsOfEdits(outcome: Outcome): Promise<readonly string[]> {
  if (outcome.wasOver) return [];
  return [...(await faultsOfOne(outcome, 'title')), ...(await faultsOfOne(outcome, 'description'))];
}

/**
 * After these nobody knows what a tool was told, be it that the answer to a write or only the look back at it is missing:
 * somebody who wrote over it knowingly looks like somebody who moved at once.
 */
const unanswered = ['error', 'gateway', 'lost', 'cut', 'limited', 'limitedBare', 'partial'];
const unknown = [
  'doneThenError',
  'gatewayDone',
  'silent',
  'doneThenCut',
  'zombie',
  'killed',
  'frozen',
  'aborted',
  ...unanswered,
];

async function faultsOfOne(outcome: Outcome, field: TrackedField): Promise<readonly string[]> {
  const { site, need, whole, heard, lost } = outcome;
  const edits = site.truth.edits.filter(
    (edit) => edit.need === need.n && edit.field === field && heard.includes(edit.tool),
  );
  if (edits.length === 0) return [];
  const speaks = ({ tool }: Edit): boolean =>
    site.routes.every((route) => !route.between.includes(tool) || (route.fields[field]?.from?.includes(tool) ?? true));
  const seen = new Set(edits.map(({ over }) => over));
  // Written over knowingly, or by us who could not know, or where nobody listens for it.
  const last = edits.filter((edit) => !seen.has(edit.tag) && !edit.raced && speaks(edit));
  const final = tagOf(field, String(whole.ticket[field] ?? ''));
  const conflicts = await site.store.conflicts({ ticket: whole.ticket.id, limit: 1_000 });
  const logged = (tag: string): boolean =>
    conflicts.some((one) => one.field === field && (one.theirs.includes(tag) || one.ours.includes(tag)));
  const faults: string[] = [];
  const stands = edits.find(({ tag }) => tag === final);
  // What was said last where it was deleted nobody need have heard; of what was emptied only that it stays so can be told.
  if (edits.some(({ tool }) => lost.includes(tool))) return [];
  if (edits.some(({ tag }) => tag === blankTag))
    return stands || last.length === 0 || (whole.ticket[field] ?? '') === ''
      ? []
      : [`I5 the ${field} is ${final}, which nobody wrote`];
  if (last.length > 0 && !stands) faults.push(`I5 the ${field} is ${final}, which nobody wrote`);
  for (const { tag, tool } of last)
    if (tag !== final && !logged(tag))
      faults.push(`I5 ${tag}, given to the ${field} in ${tool}, is lost: it is ${final}, and no conflict tells`);
  // Each knew of the one before, so there was nothing to decide; of a write whose answer was lost we cannot know that.
  const certain = unknown.every((what) => !site.happened[what]) || !logged(last[0]?.tag ?? '');
  if (certain && last.length === 1 && edits.every((edit) => !edit.raced && speaks(edit)) && last[0]?.tag !== final)
    faults.push(`I5 the last word on the ${field} was ${last[0]?.tag}, it is ${final}`);
  // Of a ticket that was deleted where it was opened nobody is left who would tell its copy anything.
  if (stands && stands.tool !== need.tool && !speaks(stands) && !lost.includes(need.tool))
    faults.push(`I5 the ${field} is ${final} of ${stands.tool}, which has no say in it`);
  const [route, ...others] = site.routes;
  const owner = others.length === 0 ? route?.owns[field] : undefined;
  const [owned, ...more] = last.filter(({ tool }) => tool === owner);
  if (owned && more.length === 0 && edits.every(({ raced }) => !raced) && owned.tag !== final)
    faults.push(`I5 ${owner} owns the ${field} and says ${owned.tag}, it is ${final}`);
  return faults;
}
