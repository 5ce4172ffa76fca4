import { Fault, type NativeFields } from '@passerelle/connector';
import { derivedKey } from '../id.js';
import { requestStateOf } from '../lifecycle.js';
import { text } from '../wire/row.js';
import { writtenRow } from './answers.js';
import { collides } from './collision.js';
import { flatten } from './flatten.js';
import { recordOf } from './lookup.js';
import type { Command } from './receipts.js';
import { post } from './requests.js';
import type { Request, Writer } from './step.js';
import { correlationDisplay } from '../mark.js';

const answeredBriefly = { sysparm_fields: 'sys_id,number' } as const;

const shared = ['short_description', 'description', 'requested_for', 'opened_by', 'opened_at', 'company', 'location'];

/** What the request above an item says, out of the item. */
export function parentFields(fields: NativeFields): NativeFields {
  const own = Object.entries(fields).filter(([name, value]) => shared.includes(name) && value !== null);
  const state = fields['state'];
  const closed = typeof state === 'string' ? requestStateOf[state] : undefined;
  return { ...Object.fromEntries(own), ...(closed === undefined ? {} : { request_state: closed }) };
}

export function needsParent({ ticket }: Command<'create'>, requests: 'create' | 'none'): boolean {
  return ticket.class === 'sc_req_item' && requests === 'create' && !ticket.fields['request'];
}

/**
 * A demande is an item of a sc_request. That one gets an id that follows from the key, so that a second attempt finds it,
 * and the item waits for it: a reference to nothing would be stored without complaint.
 */
export function parentStep(writer: Writer, command: Command<'create'>): Request {
  const key = derivedKey(command.key, 'sc_request');
  const { body } = flatten(parentFields(command.ticket.fields), writer.layouts('sc_request').columns);
  const ours = { sys_id: key, correlation_id: key, correlation_display: correlationDisplay };
  return {
    kind: 'request',
    commands: [],
    gate: true,
    call: post('sc_request', { ...body, ...ours }, answeredBriefly),
    async conclude(answer) {
      try {
        writtenRow(writer.instance, 'POST sc_request', answer);
      } catch (error) {
        if (!(error instanceof Fault) || !collides(error)) throw error;
        const there = await recordOf(writer, { table: 'sc_request', sysId: key });
        if (there.kind !== 'found' || !['', key].includes(text(there.row, 'correlation_id'))) throw error;
      }
      return [];
    },
  };
}
