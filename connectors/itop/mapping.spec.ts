import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { NativeFields, NativeTicket } from '@passerelle/connector';
import { faultText, loadCanon, loadMapping, type Mapping } from '@passerelle/mapping';
import { Config, ticketClasses, type TicketClass } from './config.js';
import { fieldsOf } from './fields.js';
import { itop } from './index.js';
import { statesOf } from './lifecycle.js';

const file = (path: string) => ({ path, text: readFileSync(path, 'utf8') });

function mapping(): Mapping {
  const canon = loadCanon(file('mappings/canon.yaml'));
  if ('faults' in canon) throw new Error(canon.faults.map((fault) => faultText(fault).en).join('\n'));
  const loaded = loadMapping({
    connection: 'itop',
    connector: 'itop',
    files: [file('mappings/itop.yaml')],
    journals: itop.journals,
    canon: canon.canon,
  });
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.mapping;
}

const words = mapping();
const team = { id: '4', name: 'HELPDESK' };
const agent = { id: '3', name: 'Catherine Buffet' };

function said(nativeClass: string, fields: NativeFields) {
  const ticket: NativeTicket = {
    id: `${nativeClass}::1`,
    class: nativeClass,
    number: 'R-000001',
    version: '1',
    changedAt: null,
    url: null,
    fields: { title: 'x', ...fields },
    entries: [],
    attachments: [],
  };
  return words.read(ticket);
}

describe('mappings/itop.yaml', () => {
  it.each<readonly [string, NativeFields, object]>([
    ['UserRequest', { status: 'new' }, { status: 'new', kind: 'request' }],
    ['UserRequest', { status: 'new', team_id: team }, { status: 'queued' }],
    ['UserRequest', { status: 'new', team_id: team, agent_id: agent }, { status: 'assigned' }],
    ['UserRequest', { status: 'escalated_tto', team_id: team }, { status: 'queued', escalation: 'response' }],
    ['UserRequest', { status: 'escalated_ttr', agent_id: agent }, { status: 'assigned', escalation: 'resolution' }],
    // An escalation that is over is over for everybody.
    ['UserRequest', { status: 'assigned', agent_id: agent }, { status: 'assigned', escalation: 'none' }],
    ['UserRequest', { status: 'waiting_for_approval' }, { status: 'new', approval: 'requested' }],
    ['UserRequest', { status: 'approved' }, { status: 'new', approval: 'approved' }],
    ['UserRequest', { status: 'rejected' }, { status: 'new', approval: 'rejected' }],
    ['UserRequest', { status: 'pending', pending_reason: 'En attente du fournisseur' }, { pendingReason: 'supplier' }],
    ['UserRequest', { status: 'resolved', resolution_code: 'bug fixed' }, { status: 'resolved', outcome: 'solved' }],
    ['UserRequest', { status: 'assigned', resolution_code: 'assistance', agent_id: agent }, { outcome: null }],
    [
      'Incident',
      { status: 'closed', resolution_code: 'other' },
      { status: 'closed', outcome: 'other', kind: 'incident' },
    ],
    ['Incident', { status: 'new', origin: 'monitoring' }, { channel: 'monitoring' }],
  ])('reads %s %j', (nativeClass, fields, expected) => {
    expect(said(nativeClass, fields).said).toMatchObject(expected);
  });

  it('keeps a reason for waiting that nobody foresaw, in its own words', () => {
    const { said: ticket } = said('UserRequest', { status: 'pending', pending_reason: 'Le chien a mangé le câble' });
    expect(ticket.pendingReason).toBe('other');
    expect(ticket.custom?.['raison_de_suspension']).toBe('Le chien a mangé le câble');
  });

  const config = Config.parse({ url: 'http://itop.invalid', auth: { kind: 'token', token: 'x' } });
  const cases = ticketClasses.flatMap((ticketClass: TicketClass) => [
    ...Object.keys(statesOf(config, ticketClass)).map((code) => [ticketClass, 'status', code] as const),
    ...['impact', 'urgency', 'priority', 'origin', 'resolution_code'].flatMap((field) =>
      Object.keys(fieldsOf(config, ticketClass)[field]?.choices ?? {}).map(
        (code) => [ticketClass, field, code] as const,
      ),
    ),
  ]);
  it('knows every code of the shipped data model', () => {
    expect(cases.length).toBeGreaterThan(60);
    const unknown = cases.filter(([ticketClass, field, code]) => {
      const { words: uses } = said(ticketClass, { status: 'resolved', [field]: code });
      return uses.some(({ decision }) => decision.by === 'nobody');
    });
    expect(unknown).toEqual([]);
  });
});
