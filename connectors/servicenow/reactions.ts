import { Fault, type Reaction, type Reactions } from '@passerelle/connector';
import type { Instance } from './wire/instance.js';
import { all, ascending, is, oneOf } from './wire/query.js';
import { raw, text, type Row } from './wire/row.js';
import { hushable, silence } from './writing/create.js';
import { rowsOf } from './wire/rows.js';

/** A configuration table, the column that names the class, and what its rows do. */
interface Kind {
  readonly table: string;
  readonly class: string;
  readonly fields: readonly string[];
  readonly kind: Reaction['kind'];
  readonly on: (row: Row) => readonly Reaction['on'][];
}

const kinds: readonly Kind[] = [
  {
    table: 'sysevent_email_action',
    class: 'collection',
    fields: ['generation_type', 'event_name', 'action_insert', 'action_update', 'condition'],
    kind: 'mail',
    on: mailOn,
  },
  { table: 'sys_hub_flow', class: 'table', fields: ['trigger_type', 'status'], kind: 'flow', on: flowOn },
  { table: 'wf_workflow', class: 'table', fields: [], kind: 'flow', on: () => ['create'] },
  { table: 'contract_sla', class: 'collection', fields: [], kind: 'clock', on: () => ['create'] },
];

/** Notifications, flows, workflows and SLA definitions that a write to our classes wakes, by the names that people gave them. */
export function openReactions(instance: Instance): Reactions {
  const { classes } = instance.config;
  return {
    async list(signal) {
      const found = await Promise.all(
        kinds.map(async (kind): Promise<readonly Reaction[]> => {
          try {
            return await reactionsOf(instance, kind, [...classes, 'task'], signal);
          } catch (error) {
            // Flow Designer keeps triggers elsewhere on some releases, and plugins may be off.
            if (!(error instanceof Fault) || error.kind !== 'unsupported') throw error;
            instance.warn(`${error.message}; what it would set off is not counted`);
            return [];
          }
        }),
      );
      return found.flat();
    },
  };
}

async function reactionsOf(
  instance: Instance,
  { table, class: column, fields, kind, on }: Kind,
  tables: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Reaction[]> {
  const question = {
    of: table,
    query: all(oneOf(column, tables), is('active', 'true'), ascending('sys_id')),
    fields: ['sys_id', 'name', 'active', column, ...fields],
    limit: 2000,
  };
  const { rows, total } = await rowsOf(instance, question, signal);
  if (total !== null && total > rows.length) {
    instance.warn(
      `${instance.connection}: ${total - rows.length} rows of ${table} are hidden from the account; what they set off is not counted`,
    );
  }
  if (rows.length > 0 && rows.every((row) => raw(row, column) === undefined)) {
    instance.warn(
      `${instance.connection}: ${rows.length} active rows of ${table} do not say which table wakes them; look through them by hand`,
    );
  }
  return rows
    .filter((row) => text(row, 'active') === 'true' && tables.includes(text(row, column)))
    .flatMap((row) => {
      const own = text(row, column);
      // What hangs on task is set off by every class below it.
      const classes = own === 'task' ? instance.config.classes : [own];
      return classes.flatMap((nativeClass) =>
        on(row).map((act): Reaction => ({
          kind,
          name: text(row, 'name'),
          class: nativeClass,
          on: act,
          ...(hushable(nativeClass) && mindsSilence(row) ? { hushed: true } : {}),
        })),
      );
    });
}

function mindsSilence(row: Row): boolean {
  return text(row, 'condition').split('^').includes(`notify!=${silence.notify}`);
}

/** Ends of the base system's event names, such as incident.commented (product documentation, event registry). */
const events: readonly (readonly [RegExp, Reaction['on']])[] = [
  [/\.(inserted|opened|created)\b/, 'create'],
  [/\.(commented|comment)\b/, 'comment'],
  [/\.(worknoted|work_noted|worknote)\b/, 'work_note'],
  [/attachment/, 'attach'],
  [/\.(resolved|resolve)\b/, 'resolve'],
  [/\.(closed|close|inactive|completed)\b/, 'close'],
];

function mailOn(row: Row): readonly Reaction['on'][] {
  if (text(row, 'generation_type') === 'event') {
    const name = text(row, 'event_name');
    return [events.find(([pattern]) => pattern.test(name))?.[1] ?? 'update'];
  }
  const changed = changeIn(text(row, 'condition'));
  return [
    ...(text(row, 'action_insert') === 'true' ? (['create'] as const) : []),
    ...(text(row, 'action_update') === 'true' ? [changed] : []),
  ];
}

/** What an update has to change for a condition to hold. */
function changeIn(condition: string): Reaction['on'] {
  if (/\bcomments(VALCHANGES|ISNOTEMPTY)/.test(condition)) return 'comment';
  if (/\bwork_notes(VALCHANGES|ISNOTEMPTY)/.test(condition)) return 'work_note';
  if (/state(CHANGESTO|=)6/.test(condition)) return 'resolve';
  if (/state(CHANGESTO|=)[37]|active(CHANGESTO|=)false/.test(condition)) return 'close';
  return 'update';
}

function flowOn(row: Row): readonly Reaction['on'][] {
  if (!['', 'published'].includes(text(row, 'status').toLowerCase())) return [];
  const trigger = text(row, 'trigger_type');
  if (trigger === 'record_create_or_update') return ['create', 'update'];
  return [trigger === 'record_update' ? 'update' : 'create'];
}
