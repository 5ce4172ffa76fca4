import { Fault, type NativeFields, type Told } from '@passerelle/connector';
import { derivedKey, isKey, isTableName, nativeId, type Place } from '../id.js';
import { text, type Row } from '../wire/row.js';
import { about, answered, writtenRow } from './answers.js';
import { afterCollision, collides, unclear } from './collision.js';
import { compare } from './compare.js';
import { entryText } from './entry.js';
import { flatten, journalAmong } from './flatten.js';
import { correlationDisplay } from '../mark.js';
import { needsParent, parentStep } from './parent.js';
import { refused, type Command } from './receipts.js';
import { post } from './requests.js';
import type { Request, Step, Verdict, Writer } from './step.js';

/**
 * A ticket under a sys_id of our choosing: the key. A second attempt then collides instead of making a second ticket
 * (PySNC, test_insert_custom_guid). The key stands in correlation_id too, for instances that take no sys_id.
 *
 * `first` travels in the same request. Only one entry may: two journal columns of one write carry the same second, and
 * nothing says which of them came first (recorded of an incident in 2016).
 */
export function createSteps(writer: Writer, command: Command<'create'>, first: Command<'append'> | null): Step[] {
  const { connection, config } = writer.instance;
  const flaw = flawOf(connection, command);
  if (flaw) return [flaw];
  const { class: table, fields } = command.ticket;
  const parented = needsParent(command, config.requests);
  const hushed = { ...fields, ...(command.ticket.silent && hushable(table) ? silence : {}) };
  const sent = withoutNumber(parented ? { ...hushed, request: parentOf(command.key) } : hushed, config.keepNumbers);
  const { body } = flatten(sent, writer.layouts(table).columns);
  const ours = { sys_id: command.key, correlation_id: command.key, correlation_display: correlationDisplay };
  const said = first ? { [first.entry.journal]: entryText(first.entry) } : {};
  const request: Request = {
    kind: 'request',
    commands: first ? [command, first] : [command],
    gate: true,
    call: post(table, { ...body, ...ours, ...said }, answered(writer, table, Object.keys(body))),
    async conclude(answer) {
      let row: Row;
      try {
        row = writtenRow(writer.instance, `POST ${table}`, answer);
      } catch (error) {
        if (!(error instanceof Fault) || !collides(error)) throw error;
        const receipt = await afterCollision(writer, { table, sysId: command.key }, command.key, sent, error);
        return [receipt, ...(first ? [unclear(connection, first.key, error)] : [])];
      }
      const place: Place = { table: text(row, 'sys_class_name') || table, sysId: text(row, 'sys_id') };
      if (place.sysId !== command.key && text(row, 'correlation_id') !== command.key) {
        writer.instance.warn(`${connection}: ${nativeId(place)} keeps neither our sys_id nor our correlation_id`);
      }
      const { says, dropped } = compare(row, sent, table, writer);
      const done = { ...about(writer.instance, command.key, place, row), says, dropped };
      return first ? [done, about(writer.instance, first.key, place, row)] : [done];
    },
  };
  return parented ? [parentStep(writer, command), request] : [request];
}

/** incident.notify, «Do Not Notify» (recorded of an instance in 2016): notifications mind it whose conditions say so. */
export const silence = { notify: '1' } as const;

export function hushable(table: string): boolean {
  return table === 'incident';
}

export function parentOf(key: string) {
  return { id: derivedKey(key, 'sc_request'), name: null };
}

export function flawOf(connection: string, command: Command<'create'>): Verdict | null {
  const { key, ticket } = command;
  const verdict = (kind: Fault['kind'], message: Told): Verdict => ({
    kind: 'verdict',
    commands: [command],
    receipts: [refused(connection, key, kind, message)],
  });
  if (!isKey(key))
    return verdict('rejected', {
      fr: 'attendu une clé de 32 caractères hexadécimaux',
      en: 'expected a key of 32 hexadecimal characters',
    });
  if (!isTableName(ticket.class))
    return verdict('unsupported', {
      fr: `«${ticket.class}» n’est pas une classe de ServiceNow`,
      en: `«${ticket.class}» is no class of ServiceNow`,
    });
  const journal = journalAmong(ticket.fields);
  return journal && verdict('rejected', journal);
}

/** The instance numbers its tickets, unless old numbers are to be kept. */
export function withoutNumber(fields: NativeFields, keep: boolean): NativeFields {
  if (keep || !('number' in fields)) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'number'));
}
