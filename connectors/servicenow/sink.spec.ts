import { afterEach, describe, expect, it } from '@jest/globals';
import type { Done, Receipt } from '@passerelle/connector';
import { derivedKey } from './id.js';
import {
  append,
  apply,
  attach,
  collect,
  create,
  key,
  openStage,
  type Stage,
  type StageOptions,
} from './testing/stage.js';

let stage: Stage;
afterEach(() => stage.close());

async function given(options: StageOptions = {}): Promise<Stage> {
  stage = await openStage(options);
  return stage;
}

function done(receipt: Receipt | undefined): Done {
  if (receipt?.outcome !== 'done') throw new Error(`expected it to be done, came ${JSON.stringify(receipt)}`);
  return receipt;
}

const message = (receipt: Receipt | undefined): string => (receipt && 'fault' in receipt ? receipt.fault.message : '');
const incidents = () => stage.sim.records('incident');

describe('a create', () => {
  it('takes its key for sys_id and correlation_id, and tells what it says now', async () => {
    const { connector, sim, person } = await given();
    const command = create('Écran noir', {
      caller_id: { id: person('marc.dubois'), name: null },
      impact: '1',
      urgency: '1',
    });
    const [receipt] = await apply(connector, command);
    expect(receipt).toMatchObject({
      outcome: 'done',
      id: `incident:${command.key}`,
      number: 'INC0010001',
      version: '0@2026-01-05 08:00:00',
      says: { priority: '1', caller_id: { name: 'Marc Dubois' }, state: '1' },
      dropped: [],
    });
    expect(sim.record('incident', command.key)).toMatchObject({
      correlation_id: command.key,
      correlation_display: 'passerelle',
    });
  });

  it('never sends a name in the place of a reference, which would be stored as garbage', async () => {
    const { connector, sim } = await given();
    const command = create('Un', { caller_id: { id: null, name: 'Marc Dubois' } });
    const receipt = done((await apply(connector, command))[0]);
    expect(receipt.dropped).toMatchObject([{ field: 'caller_id', kept: null }]);
    expect(sim.record('incident', command.key)).not.toHaveProperty('caller_id');
  });

  it('tells each field that the instance took and did not keep', async () => {
    const { connector } = await given({
      acls: [{ table: 'incident', operation: 'write', column: 'close_notes', roles: [] }],
    });
    const fields = {
      short_description: 'x'.repeat(200),
      category: 'hardware',
      subcategory: 'vpn',
      close_notes: 'Rien',
      priority: '1',
      u_site: 'K10005',
      due_date: '2026-02-31T00:00:00.000Z',
    };
    const receipt = done((await apply(connector, create('Un', fields)))[0]);
    expect(receipt.dropped?.map(({ field }) => field).toSorted()).toEqual([
      'close_notes',
      'due_date',
      'priority',
      'short_description',
      'subcategory',
      'u_site',
    ]);
  });

  it('keeps old numbers only where the configuration says so', async () => {
    const { connector, connect } = await given();
    expect(done((await apply(connector, create('Un', { number: 'RITM0524w' })))[0]).number).toBe('INC0010001');
    const keeping = connect({ keepNumbers: true });
    expect(done((await apply(keeping, create('Deux', { number: 'INC0524w' })))[0]).number).toBe('INC0524w');
  });

  it.each(['403-unique-key', '400-insert-failed', '409-conflict', '500-error'] as const)(
    'that came before is recognised when the instance answers %s',
    async (collision) => {
      const { connector } = await given({ quirks: { collision } });
      const command = create('Une fois');
      await apply(connector, command);
      const again = done((await apply(connector, command))[0]);
      expect([again.already, again.id]).toEqual([true, `incident:${command.key}`]);
      expect(incidents()).toHaveLength(1);
    },
  );

  it('leaves alone a ticket of somebody else under its sys_id', async () => {
    const { connector, sim } = await given();
    const command = create('À moi');
    sim.as('admin').create('incident', { sys_id: command.key, short_description: 'À eux', correlation_id: 'EXT-1' });
    const [receipt] = await apply(connector, command);
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'conflict' } });
    expect(sim.record('incident', command.key)?.['short_description']).toBe('À eux');
  });

  it('is found by its correlation_id where the instance took no sys_id of ours', async () => {
    const { connector, sim } = await given();
    const command = create('Ailleurs');
    const row = sim.as('admin').create('incident', { short_description: 'Ailleurs', correlation_id: command.key });
    const found = await connector.sink?.find(command);
    expect(found).toMatchObject({ verdict: 'landed', receipt: { id: `incident:${row['sys_id']}`, already: true } });
  });

  it('is not called absent when access rules hide it', async () => {
    const { connector, sim } = await given({
      acls: [{ table: 'incident', operation: 'read', when: (row) => row['category'] !== 'network' }],
    });
    const command = create('Caché');
    sim.as('admin').create('incident', { sys_id: command.key, category: 'network', correlation_id: command.key });
    expect(await connector.sink?.find(command)).toMatchObject({ verdict: 'undecided' });
  });

  it('says what to do when a policy or a rule refuses it', async () => {
    const { connector } = await given({
      rules: [
        {
          name: 'Pas le vendredi',
          table: 'incident',
          when: 'before',
          run: ({ draft }) => (draft['short_description'] === 'Vendredi' ? 'abort' : undefined),
        },
      ],
    });
    const receipts = await apply(connector, create('Résolu', { state: '6' }), create('Vendredi'));
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
    expect(message(receipts[0])).toContain('Resolution code, Resolution notes');
    expect(message(receipts[1])).toContain('«Pas le vendredi»');
  });
});

describe('a demande', () => {
  it('becomes an item under a request of its own, once', async () => {
    const { connector, sim, person } = await given();
    const fields = { requested_for: { id: person('zoe.muller'), name: null }, description: 'Un écran' };
    const command = create('Écran additionnel', fields, 'sc_req_item');
    for (let nth = 0; nth < 2; nth++) done((await apply(connector, command))[0]);
    const request = derivedKey(command.key, 'sc_request');
    expect(sim.records('sc_request').map((row) => row['sys_id'])).toEqual([request]);
    expect(sim.records('sc_req_item')).toMatchObject([
      { sys_id: command.key, request, requested_for: person('zoe.muller') },
    ]);
    expect(sim.record('sc_request', request)).toMatchObject({
      short_description: 'Écran additionnel',
      requested_for: person('zoe.muller'),
      correlation_display: 'passerelle',
    });
  });

  it('is not made without the request above it', async () => {
    const { connector, sim } = await given({
      acls: [{ table: 'sc_request', operation: 'create', roles: [] }],
    });
    const command = create('Écran', {}, 'sc_req_item');
    const receipts = await apply(connector, command, append({ createdBy: command.key }, 'Bonjour'));
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['refused', 'failed']);
    expect(message(receipts[0])).toContain('POST sc_request');
    expect(sim.records('sc_req_item')).toHaveLength(0);
  });

  it('may stand alone, or under a request that is named', async () => {
    const { connector, sim, connect } = await given();
    await apply(connect({ requests: 'none' }), create('Seul', {}, 'sc_req_item'));
    const row = sim.as('admin').create('sc_request', { short_description: 'Là' });
    await apply(connector, create('Dessous', { request: { id: row['sys_id'] ?? '', name: null } }, 'sc_req_item'));
    expect(sim.records('sc_request')).toHaveLength(1);
    expect(sim.record('sc_req_item', key('Dessous'))?.['request']).toBe(row['sys_id']);
    expect(sim.record('sc_req_item', key('Seul'))).not.toHaveProperty('request');
  });
});

describe('an entry', () => {
  it('travels with the create that it follows, and the others after it, in their order', async () => {
    const { connector, sim, door } = await given();
    const command = create('Bavard');
    const of = { createdBy: command.key };
    const entries = ['un', 'deux', 'trois'].map((text, nth) => append(of, text, nth === 1 ? 'work_notes' : 'comments'));
    const before = door.tally().calls;
    const receipts = await apply(connector, command, ...entries);
    expect(receipts.map((receipt) => [receipt.outcome, done(receipt).audience])).toEqual([
      ['done', undefined],
      ['done', 'public'],
      ['done', 'internal'],
      ['done', 'public'],
    ]);
    expect(sim.journal(command.key).map(({ value }) => value.split('\n')[0])).toEqual(['un', 'deux', 'trois']);
    const parts = receipts.slice(1).map((receipt) => done(receipt).part);
    expect(parts).toEqual(sim.journal(command.key).map(({ id }) => id));
    // The create with its first entry; the other two in one batch; one question that reads all three back. The rest was
    // asked once for the connection: who answers, and what the companion is.
    expect(door.tally().writes).toBe(2);
    expect(door.tally().calls - before).toBeLessThanOrEqual(5);
  });

  it('is refused when a closed ticket swallows it', async () => {
    const { connector, sim } = await given({ quirks: { closedJournal: 'dropped' } });
    const row = sim.as('admin').create('incident', { short_description: 'Clos' });
    sim.as('admin').update('incident', row['sys_id'] ?? '', { state: '7', close_code: 'User error', close_notes: 'x' });
    stage.clock.advance(60_000);
    const [receipt] = await apply(connector, append(`incident:${row['sys_id']}`, 'Trop tard'));
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'rejected' } });
    expect(message(receipt)).toContain('is the ticket closed');
  });

  it('that a rule of the instance copies to the requester is told as public', async () => {
    const { connector, sim } = await given();
    const command = create('Fuite');
    await apply(connector, command);
    sim.instance.rules.push({
      name: 'Tout dire',
      table: 'incident',
      when: 'after',
      run: (change) => {
        for (const { element, value } of change.entries) {
          if (element !== 'work_notes') continue;
          sim.instance.engine.enter(change.act, change.shape, command.key, { element: 'comments', value });
        }
      },
    });
    const [receipt] = await apply(connector, append(`incident:${command.key}`, 'Entre nous', 'work_notes'));
    expect(done(receipt).audience).toBe('public');
  });

  it('is told as internal where no rule copies it', async () => {
    const { connector } = await given();
    const command = create('Sans fuite');
    await apply(connector, command);
    const [receipt] = await apply(connector, append(`incident:${command.key}`, 'Entre nous', 'work_notes'));
    expect(done(receipt).audience).toBe('internal');
  });

  it('cannot become HTML in the journal', async () => {
    const { connector, sim } = await given();
    const command = create('Balises');
    await apply(connector, command, append({ createdBy: command.key }, '[code]<script>alert(1)</script>[/CODE]'));
    expect(sim.journal(command.key)[0]?.value).not.toMatch(/\[\/?code\]/i);
  });

  it('is not mistaken for a reply that quotes it', async () => {
    const { connector, sim } = await given();
    const command = create('Cité');
    await apply(connector, command);
    const note = append(`incident:${command.key}`, 'Entre nous', 'work_notes', '[cassius RITM1 · 1 ·');
    sim.as('beth.anglin').comment(command.key, `Vous écriviez : ${note.entry.mark} hier] d'accord`);
    expect(await connector.sink?.find(note)).toEqual({ verdict: 'not-landed' });
    const receipt = done((await apply(connector, note))[0]);
    expect(receipt.audience).toBe('internal');
  });

  it('longer than a journal row is refused rather than cut with its mark', async () => {
    const { connector, sim } = await given();
    const command = create('Long');
    const receipts = await apply(connector, command, append({ createdBy: command.key }, 'x'.repeat(70_000)));
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['done', 'refused']);
    expect(sim.journal(command.key)).toHaveLength(0);
  });
});

describe('a batch', () => {
  it('goes one by one where the instance offers none, and says so', async () => {
    const { connector, sim, warnings } = await given({ acls: [] });
    sim.faults.set([]);
    const real = sim.handle.bind(sim);
    Object.assign(sim, {
      handle: (request: Parameters<typeof real>[0]) =>
        request.url.startsWith('/api/now/v1/batch')
          ? {
              status: 403,
              headers: { 'content-type': 'application/json' },
              body: '{"error":{"message":"User Not Authorized","detail":"Failed API level ACL Validation"},"status":"failure"}',
            }
          : real(request),
    });
    const receipts = await apply(connector, create('Un'), create('Deux'), create('Trois'));
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
    expect(warnings.join()).toContain('one by one');
  });

  it('whose time runs out leaves the one under way open and the others for later, and nothing is doubled', async () => {
    const latency = ({ method, url }: { readonly method: string; readonly url: string }): number =>
      method === 'POST' && url.includes('/table/') ? 90 : 0;
    const { connector, sim } = await given({ quirks: { latency, batchQuotaMs: 300 } });
    const commands = ['a', 'b', 'c', 'd', 'e'].map((name) => create(name));
    const first = await apply(connector, ...commands);
    expect(first.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'unknown', 'failed']);
    // The control: the fourth did land, although the instance does not report it as served.
    expect(sim.record('incident', key('d'))).toBeDefined();
    expect(await connector.sink?.find(commands[3]!)).toMatchObject({ verdict: 'landed' });
    expect(await connector.sink?.find(commands[4]!)).toEqual({ verdict: 'not-landed' });
    const again = await apply(connector, ...commands);
    expect(again.map(({ outcome }) => outcome)).not.toContain('refused');
    expect(incidents().length).toBeLessThanOrEqual(5);
  });

  it('carries thousands of commands without losing a receipt', async () => {
    const { connector } = await given();
    const batch = Array.from({ length: 400 }, (_, nth) => create(`T ${nth}`)).flatMap((command) => [
      command,
      append({ createdBy: command.key }, `c ${command.key}`),
      append({ createdBy: command.key }, `n ${command.key}`, 'work_notes'),
    ]);
    const receipts = await apply(connector, ...batch);
    expect(receipts.filter(({ outcome }) => outcome === 'done')).toHaveLength(1200);
    expect(stage.door.tally().calls).toBeLessThan(100);
  });
});

describe('a file', () => {
  it('keeps its date', async () => {
    const { connector, sim } = await given();
    const command = create('Daté');
    const file = attach({ createdBy: command.key }, 'a.txt', Buffer.from('abc'));
    if (file.kind !== 'attach') throw new Error('expected a file');
    await apply(connector, command, { ...file, file: { ...file.file, at: '2024-03-01T10:00:00.000Z' } });
    expect(sim.attachmentsOf(command.key)[0]?.row['sys_created_on']).toBe('2024-03-01 10:00:00');
  });

  it('of a kind that the instance does not take is refused with its reason', async () => {
    const { connector } = await given({ quirks: { attachmentExtensions: ['pdf'] } });
    const command = create('Fichier');
    const receipts = await apply(connector, command, attach({ createdBy: command.key }, 'a.exe', Buffer.from('MZ')));
    expect(receipts[1]).toMatchObject({ outcome: 'refused' });
    expect(message(receipts[1])).toContain('exe is not allowed');
  });
});

describe('a transition', () => {
  it('and its comment are one act', async () => {
    const { connector, sim, person } = await given();
    const command = create('À résoudre', { caller_id: { id: person('marc.dubois'), name: null } });
    await apply(connector, command);
    const before = sim.mailbox.length;
    const { entry } = append('x', 'C’est réparé');
    const fields = { close_code: 'Solution provided', close_notes: 'Câble' };
    const [receipt] = await apply(connector, {
      key: key('résoudre'),
      kind: 'transition',
      id: `incident:${command.key}`,
      to: '6',
      fields,
      entry,
    });
    expect(done(receipt)).toMatchObject({ audience: 'public', says: { state: '6' }, dropped: [] });
    expect(sim.record('incident', command.key)?.['sys_mod_count']).toBe('1');
    expect(sim.mailbox.length - before).toBeLessThanOrEqual(2);
  });
});

describe('a removal', () => {
  const removal = (id: string, version: string) =>
    ({ key: key(`remove ${id}`), kind: 'remove', id, ifUnchangedSince: version, cancel: { state: '8' } }) as const;

  it('becomes a cancellation where the instance forbids it', async () => {
    const { connector, sim } = await given();
    const made = done((await apply(connector, create('Erreur')))[0]);
    const receipt = done((await apply(connector, removal(made.id, made.version ?? '')))[0]);
    expect(receipt.cancelled).toBe(true);
    expect(sim.records('incident')[0]?.['state']).toBe('8');
  });

  it('takes the request above an item with it, when nobody else has touched that', async () => {
    const { connector, sim } = await given({ quirks: { integrationDeletes: true, flowsCreateTasks: false } });
    const made = done((await apply(connector, create('Erreur', {}, 'sc_req_item')))[0]);
    done((await apply(connector, removal(made.id, made.version ?? '')))[0]);
    expect([sim.records('sc_req_item').length, sim.records('sc_request').length]).toEqual([0, 0]);
  });

  it('leaves a ticket alone that somebody has attached a file to, though its version is the same', async () => {
    const { connector, sim } = await given({ quirks: { integrationDeletes: true } });
    const made = done((await apply(connector, create('Touché')))[0]);
    sim.as('beth.anglin').attach(key('Touché'), 'b.txt', Buffer.from('b'));
    const [receipt] = await apply(connector, removal(made.id, made.version ?? ''));
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'conflict' } });
    expect(message(receipt)).toContain('beth.anglin');
    expect(incidents()).toHaveLength(1);
  });

  it('does not call a hidden ticket gone', async () => {
    const { connector } = await given({
      acls: [{ table: 'incident', operation: 'read', when: (row) => row['category'] !== 'network' }],
    });
    stage.sim.as('admin').create('incident', { sys_id: key('h'), category: 'network' });
    const [receipt] = await apply(connector, removal(`incident:${key('h')}`, '0@2026-01-05 08:00:00'));
    expect(receipt).toMatchObject({ outcome: 'refused' });
    expect(message(receipt)).toContain('hidden');
  });
});

describe('numbers to adopt', () => {
  it('are found as numbers and as correlation ids, whatever their case', async () => {
    const { connector, sim } = await given();
    const one = sim.as('admin').create('incident', { number: 'INC0009001' });
    const two = sim.as('admin').create('sc_request', { correlation_id: 'RITM0524w' });
    sim.as('admin').create('problem', { number: 'PRB0524' });
    const found = await connector.sink?.adoptable?.(['inc0009001 ', 'RITM0524W', 'PRB0524', 'X,Y^ORactive=true']);
    expect(found).toEqual(
      new Map([
        ['inc0009001 ', [`incident:${one['sys_id']}`]],
        ['RITM0524W', [`sc_request:${two['sys_id']}`]],
      ]),
    );
  });

  it('stop the run when some of them are hidden, since they would be created twice', async () => {
    const { connector, sim } = await given({
      acls: [{ table: 'task', operation: 'read', when: (row) => row['category'] !== 'network' }],
    });
    sim.as('admin').create('incident', { number: 'INC0009001', category: 'network' });
    await expect(connector.sink?.adoptable?.(['INC0009001'])).rejects.toThrow('would be created twice');
  });
});

describe('another instance behind the same name', () => {
  it('is not written to', async () => {
    const { connector, connect, sim } = await given();
    const { instance } = await connector.check();
    expect(instance).toMatch(/^exemple:[0-9a-f]{32}$/);
    const pinned = connect({ instance: 'production:0000' });
    const [receipt] = await apply(pinned, create('Nulle part'));
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'conflict' } });
    expect(sim.records('incident')).toHaveLength(0);
    expect((await pinned.check()).ok).toBe(false);
    const right = connect({ instance });
    expect((await apply(right, create('Ici')))[0]?.outcome).toBe('done');
  });
});

describe('reading what was written', () => {
  it('gives back the same entries by the same ids', async () => {
    const { connector } = await given();
    const command = create('Aller');
    const receipts = await apply(connector, command, append({ createdBy: command.key }, 'Retour'));
    const [ticket] = await collect(connector.source?.read([`incident:${command.key}`]));
    expect(ticket?.entries.map(({ id }) => id)).toEqual([done(receipts[1]).part]);
  });
});
