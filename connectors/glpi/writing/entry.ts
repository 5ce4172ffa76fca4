import type { Audience, Fault, NativeEntryDraft, NativeFields, NativeReference, Told } from '@passerelle/connector';
import { isJournal, journals, kinds, type Kind } from '../journals.js';
import { marked } from '../mark.js';
import type { Names } from '../reading/names.js';
import type { Server } from '../wire/server.js';
import { writeInstant } from '../wire/zone.js';
import { treeId } from './fields.js';
import type { Input } from './acts.js';

export interface Drafted {
  readonly kind: Kind;
  readonly input: Input;
  /** What is written once the row is there: an approval's answer. */
  readonly after: Input | null;
}

const audiences: Readonly<Record<Audience, Told>> = {
  public: { fr: 'public', en: 'public' },
  internal: { fr: 'interne', en: 'internal' },
};
const verdicts: Readonly<Record<string, Input>> = { '3': { add_close: 1 }, '4': { add_reopen: 1 } };

/** An entry as GLPI takes it; a Fault where its journal is not of the audience that it must have. */
export async function draftOf(
  server: Server,
  names: Names,
  ticket: string,
  entry: NativeEntryDraft,
  silent: boolean,
  signal?: AbortSignal,
): Promise<Drafted> {
  const { journal, audience, text, mark, at, author, fields = {} } = entry;
  if (!isJournal(journal))
    throw server.fault('unsupported', {
      fr: `GLPI n’a pas de journal ${journal.slice(0, 60)}`,
      en: `GLPI has no journal ${journal.slice(0, 60)}`,
    });
  if (journals[journal] !== audience) {
    const [wanted, its] = [audiences[audience], audiences[journals[journal]]];
    throw server.fault('unsupported', {
      fr: `attendu un journal ${wanted.fr} ; ${journal} est ${its.fr}`,
      en: `expected a journal that is ${wanted.en}; ${journal} is ${its.en}`,
    });
  }
  const kind = kinds[journal];
  const verdict = typeof fields['verdict'] === 'string' ? verdicts[fields['verdict']] : undefined;
  // The mark would pass for a reason, and GLPI would let it.
  if (fields['verdict'] === '4' && text.trim() === '') throw withoutReason(server);
  const date = at === null ? null : writeInstant(at, server.zone);
  const userId = author === null ? null : await authorId(names, author, signal);
  const content = marked(text, mark);
  const common: Input = { ...(userId === null ? {} : { users_id: userId }), ...(silent ? { _disablenotif: 1 } : {}) };
  const dated: Input = date === null ? {} : { date_creation: date };
  switch (kind.itemtype) {
    case 'ITILFollowup':
      return {
        kind,
        // Whoever the account is to the ticket, its words reopen nothing unless they are meant to.
        input: {
          itemtype: 'Ticket',
          items_id: Number(ticket),
          content,
          is_private: kind.isPrivate,
          ...common,
          ...dated,
          ...(date === null ? {} : { date }),
          ...(verdict ?? { _no_reopen: 1 }),
        },
        after: null,
      };
    case 'TicketTask':
      return {
        kind,
        input: {
          tickets_id: Number(ticket),
          content,
          is_private: kind.isPrivate,
          ...common,
          ...dated,
          ...(date === null ? {} : { date }),
          ...(await taskInput(server, names, fields, signal)),
        },
        after: null,
      };
    case 'ITILSolution':
      return {
        kind,
        input: {
          itemtype: 'Ticket',
          items_id: Number(ticket),
          content,
          ...common,
          ...dated,
          ...(await solutionInput(server, names, fields, signal)),
        },
        after: null,
      };
    case 'TicketValidation': {
      const approver = (fields['users_id_validate'] as NativeReference | null | undefined)?.id;
      if (!approver)
        throw server.fault('rejected', {
          fr: 'attendu users_id_validate avec quelqu’un que GLPI connaît : à qui demander la validation',
          en: 'expected users_id_validate with somebody whom GLPI knows: whom to ask for the approval',
        });
      const raw = (await server.encoding(signal)) === 'raw';
      const target = raw ? { itemtype_target: 'User', items_id_target: Number(approver) } : {};
      const answered = fields['status'] === '3' || fields['status'] === '4';
      const after = answered
        ? { status: Number(fields['status']), comment_validation: textOf(fields['comment_validation']) }
        : null;
      return {
        kind,
        input: {
          tickets_id: Number(ticket),
          users_id_validate: Number(approver),
          ...target,
          comment_submission: content,
          ...common,
        },
        after,
      };
    }
  }
}

/** Fields of a task, for new ones and for changes. `plan` would kill 9.5 in a change and reckon the duration anew. */
export async function taskInput(
  server: Server,
  names: Names,
  fields: NativeFields,
  signal?: AbortSignal,
): Promise<Input> {
  const input: Record<string, unknown> = {};
  const state = fields['state'];
  if (state !== undefined && state !== null) {
    if (typeof state !== 'string' || !/^[012]$/.test(state)) {
      const came = JSON.stringify(state).slice(0, 60);
      throw server.fault('rejected', {
        fr: `attendu l’état 0, 1 ou 2 pour une tâche, reçu ${came}`,
        en: `expected a state of 0, 1 or 2 for a task, came ${came}`,
      });
    }
    input['state'] = Number(state);
  }
  for (const name of ['begin', 'end'] as const) {
    const value = fields[name];
    if (value !== undefined) input[name] = typeof value === 'string' ? writeInstant(value, server.zone) : null;
  }
  const [begin, end] = [Date.parse(textOf(fields['begin'])), Date.parse(textOf(fields['end']))];
  const spent = fields['actiontime'];
  if (typeof spent === 'string' && /^\d+$/.test(spent)) input['actiontime'] = Number(spent);
  else if (!Number.isNaN(end - begin)) input['actiontime'] = Math.max(0, Math.round((end - begin) / 1000));
  for (const name of ['users_id_tech', 'groups_id_tech'] as const) {
    const value = fields[name];
    if (value !== undefined) input[name] = Number((value as NativeReference | null)?.id ?? 0);
  }
  if (fields['taskcategories_id'] !== undefined)
    input['taskcategories_id'] = await treeId(server, names, 'TaskCategory', fields['taskcategories_id'], signal);
  return input;
}

export async function solutionInput(
  server: Server,
  names: Names,
  fields: NativeFields,
  signal?: AbortSignal,
): Promise<Input> {
  const type = fields['solutiontypes_id'];
  return type === undefined || type === null
    ? {}
    : { solutiontypes_id: await treeId(server, names, 'SolutionType', type, signal) };
}

async function authorId(names: Names, author: NativeReference, signal?: AbortSignal): Promise<number | null> {
  if (author.id !== null && /^[1-9]\d*$/.test(author.id)) return Number(author.id);
  return names.find(author, signal);
}

export function withoutReason(server: Server): Fault {
  return server.fault('rejected', {
    fr: 'pour refuser la solution, indiquez un motif',
    en: 'to refuse the solution, give a reason',
  });
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
