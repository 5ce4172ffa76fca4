import {
  Fault,
  type HttpAnswer,
  type Keyed,
  type NativeCommand,
  type NativeEntryDraft,
  type NativeFields,
  type Receipt,
} from '@passerelle/connector';
import { derivedKey, nativeId, type Place } from '../id.js';
import { rawOf, writeInstant } from '../instant.js';
import { stateColumn } from '../lifecycle.js';
import { addressOf } from '../schema.js';
import { misshapen, readAnswer } from '../wire/classify.js';
import { flawOf, parentOf, withoutNumber } from '../writing/create.js';
import type { Dialect } from '../writing/chains.js';
import { flatten } from '../writing/flatten.js';
import { normalText } from '../writing/normal.js';
import { correlationDisplay } from '../mark.js';
import { needsParent, parentFields } from '../writing/parent.js';
import type { Command } from '../writing/receipts.js';
import type { Request, Step, Writer } from '../writing/step.js';
import { Imported, stagingTable, type Payload, type Staged, type StagedEntry } from './interface.js';
import { readBackRecords } from './read-back.js';

/** Characters of a payload; the staging column holds a million. */
const mostPayload = 900_000;

/** Writing through the companion. `loginOf` gives the user name that an entry is to carry. */
export function companionDialect(writer: Writer, loginOf: (draft: NativeEntryDraft) => string): Dialect {
  const { instance, layouts } = writer;
  const entryOf = ({ key, entry }: Keyed<{ readonly entry: NativeEntryDraft }>): StagedEntry => ({
    id: key,
    element: entry.journal,
    value: normalText(entry.text),
    author: loginOf(entry),
    at: (entry.at === null ? null : writeInstant(entry.at)) ?? rawOf(instance.tool.now()),
  });
  const flat = (table: string, fields: NativeFields) => flatten(fields, layouts(table).columns).body;

  const stage = (
    commands: readonly Keyed<NativeCommand>[],
    kind: Staged['u_kind'],
    place: Place,
    key: string,
    payload: Payload,
  ): Request => ({
    kind: 'request',
    commands,
    gate: commands.length === 0 || commands.some(({ kind: act }) => act === 'create'),
    call: {
      method: 'POST',
      path: `/api/now/import/${stagingTable}`,
      body: JSON.stringify({
        u_kind: kind,
        u_table: place.table,
        u_sys_id: place.sysId,
        u_key: key,
        u_payload: JSON.stringify(payload),
      } satisfies Staged),
      effect: 'write',
      what: `POST ${stagingTable} (${kind} ${place.table})`,
    },
    conclude: async (answer) => {
      const { status, sysId } = outcomeOf(instance.connection, `import of ${place.table}`, answer);
      const at = { table: place.table, sysId: sysId ?? place.sysId };
      return commands.map((command): Receipt => ({
        key: command.key,
        outcome: 'done',
        id: nativeId(at),
        url: addressOf(instance.url, at.table, at.sysId),
        ...(command.kind === 'create' && status !== 'inserted' ? { already: true } : {}),
      }));
    },
  });

  return {
    folds: Number.POSITIVE_INFINITY,
    create(command, following) {
      const flaw = flawOf(instance.connection, command);
      if (flaw) return [flaw];
      const { class: table, fields, at } = command.ticket;
      const parented = needsParent(command, instance.config.requests);
      const sent = withoutNumber(
        parented ? { ...fields, request: parentOf(command.key) } : fields,
        instance.config.keepNumbers,
      );
      const stamps = { ...born(at), ...openedBy(fields) };
      const body = {
        ...stamps,
        ...flat(table, sent),
        correlation_id: command.key,
        correlation_display: correlationDisplay,
      };
      const folded = fitting(following, entryOf, JSON.stringify(body).length);
      const place = { table, sysId: command.key };
      const own = stage([command, ...folded], 'create', place, command.key, {
        fields: body,
        entries: folded.map(entryOf),
      });
      if (!parented) return [own];
      const parent = { table: 'sc_request', sysId: derivedKey(command.key, 'sc_request') };
      const above = { ...stamps, ...flat('sc_request', parentFields(fields)), correlation_display: correlationDisplay };
      return [stage([], 'create', parent, parent.sysId, { fields: above }), own];
    },
    update: (command, place) =>
      stage([command], 'update', place, command.key, {
        fields: flat(place.table, withoutNumber(command.fields, instance.config.keepNumbers)),
      }),
    transition(command, place): Step[] {
      const fields = { ...command.fields, [stateColumn(place.table)]: command.to };
      const entry = command.entry;
      if (!entry) return [stage([command], 'update', place, command.key, { fields: flat(place.table, fields) })];
      // The entry last: it is what tells afterwards whether the transition has been made.
      return [
        stage([], 'update', place, command.key, { fields: flat(place.table, fields) }),
        stage([command], 'append', place, command.key, { entries: [entryOf({ key: command.key, entry })] }),
      ];
    },
    append: (command, place) => stage([command], 'append', place, command.key, { entries: [entryOf(command)] }),
    readBack: (concluded, _began, signal) => readBackRecords(writer, concluded, signal),
  };
}

/** As many of the entries as one payload holds. */
function fitting(
  following: readonly Command<'append'>[],
  entryOf: (command: Command<'append'>) => StagedEntry,
  used: number,
): Command<'append'>[] {
  let room = mostPayload - used;
  const taken: Command<'append'>[] = [];
  for (const command of following) {
    room -= JSON.stringify(entryOf(command)).length + 1;
    if (room < 0) break;
    taken.push(command);
  }
  return taken;
}

function born(at: string | null): Record<string, string> {
  const raw = at === null ? null : writeInstant(at);
  return raw === null ? {} : { sys_created_on: raw };
}

function openedBy({ opened_by: by }: NativeFields): Record<string, string> {
  const login = by !== null && typeof by === 'object' && 'login' in by ? by.login : null;
  return login ? { sys_created_by: login } : {};
}

function outcomeOf(connection: string, what: string, answer: HttpAnswer): { status: string; sysId: string | null } {
  const read = Imported.safeParse(readAnswer(answer, { connection, what, effect: 'write' }));
  if (!read.success) throw misshapen(connection, what, '{"result":[...]}', 'unknown');
  const results = read.data.result;
  const bad = results.find(({ status }) => !['inserted', 'updated', 'ignored'].includes(status));
  if (bad) {
    const said = bad.error_message ?? bad.status_message ?? '';
    const kind = /^No \w+ with sys_id/.test(said) ? 'gone' : 'rejected';
    const answered = `${bad.status} «${said.slice(0, 300)}»`;
    throw new Fault({
      kind,
      connection,
      message: {
        fr: `${what} : la transformation du compagnon a répondu ${answered} ; regardez la ligne de l’import set dans l’instance`,
        en: `${what}: the companion's transform answered ${answered}; look at the import set row in the instance`,
      },
      status: answer.status,
    });
  }
  const [first] = results;
  // A script that does the work itself leaves the row «ignored» and says in its message what it did.
  const said = first?.status_message ?? '';
  const status = ['inserted', 'updated', 'ignored'].includes(said) ? said : (first?.status ?? '');
  return { status, sysId: first?.sys_id ?? null };
}
