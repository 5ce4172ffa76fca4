import { describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import {
  after,
  noon,
  sampleAttachment,
  sampleAttachmentBond,
  sampleBond,
  sampleConflict,
  sampleEntry,
  sampleEntryBond,
  sampleIntent,
  sampleObservation,
  samplePersonLink,
  sampleQuarantine,
  sampleRun,
  sampleTicket,
  sampleTimer,
} from '../samples.js';
import type { Changes } from '../../ports/store.js';
import type { Subject } from '../store-suite.js';

/** One row in every list. */
export function everything(
  id: string,
): Required<
  Omit<Changes, 'attempts' | 'resolutions' | 'released' | 'resumed' | 'stoppedTimers' | 'unpaused' | 'forgotten'>
> {
  const entry = sampleEntry(id, 1);
  const file = sampleAttachment(id, 1);
  return {
    tickets: [sampleTicket(id)],
    entries: [entry],
    attachments: [file],
    bonds: [sampleBond('cassius', `n-${id}`, id, { number: `RITM-${id}` })],
    entryBonds: [sampleEntryBond('cassius', entry, `c-${id}`)],
    attachmentBonds: [sampleAttachmentBond('cassius', file, `f-${id}`)],
    observations: [sampleObservation('cassius', `n-${id}`)],
    intents: [sampleIntent('servicenow', id, 0), sampleIntent('servicenow', id, 1)],
    quarantined: [sampleQuarantine('cassius', `q-${id}`)],
    postponed: [{ connection: 'cassius', native: `n-${id}` }],
    conflicts: [sampleConflict(`k-${id}`, id)],
    timers: [sampleTimer(`c-${id}`, id)],
    paused: [{ scope: `ticket:other-${id}`, since: noon, by: 'Zoé', why: 'doublon ?' }],
    cursors: [{ stream: `stream-${id}`, cursor: `cursor-${id}` }],
    runs: [sampleRun(`run-${id}`)],
    personLinks: [samplePersonLink('servicenow', `p-${id}`)],
  };
}

export function commitLaws(subject: () => Subject): void {
  describe('a step', () => {
    it('is kept whole and comes back equal', async () => {
      const { store } = subject();
      const step = everything('t1');
      await store.commit(step);
      const [kept] = step.tickets;
      expect((await store.tickets(['t1'])).get('t1')).toEqual({
        ticket: kept?.ticket,
        why: kept?.why,
        revision: 1,
        entries: step.entries,
        attachments: step.attachments,
      });
      expect(await store.bonds('cassius', ['n-t1'])).toEqual(new Map([['n-t1', step.bonds[0]]]));
      expect(await store.entryBonds('cassius', ['t1'])).toEqual(step.entryBonds);
      expect(await store.attachmentBonds('cassius', ['t1'])).toEqual(step.attachmentBonds);
      expect(await store.observations('cassius', 'n-t1')).toEqual(step.observations);
      expect((await store.outboxOf(['t1'])).map(({ key }) => key)).toEqual(step.intents.map(({ key }) => key));
      expect(await store.quarantined('cassius')).toEqual(step.quarantined);
      expect(await store.postponed('cassius')).toEqual(['n-t1']);
      expect(await store.conflicts({ limit: 9 })).toEqual(step.conflicts);
      expect(await store.timersOf(['t1'])).toEqual(step.timers);
      expect(await store.pauses()).toEqual(step.paused);
      expect(await store.cursor('stream-t1')).toBe('cursor-t1');
      expect(await store.run('run-t1')).toEqual(step.runs[0]);
      expect(await store.personLinks('servicenow', ['p-t1'])).toEqual(new Map([['p-t1', step.personLinks[0]]]));
    });

    it('that holds nothing changes nothing', async () => {
      const { store } = subject();
      await store.commit({});
      await store.commit({ tickets: [], entries: [], bonds: [], intents: [], attempts: [], resolutions: [] });
      expect(await store.scan({ bondedTo: 'cassius', after: null, limit: 10 })).toEqual([]);
    });

    it('replaces what exists under the same identity', async () => {
      const { store } = subject();
      await store.commit(everything('t1'));
      const entry = sampleEntry('t1', 1, { text: 'corrigé', audience: 'internal', author: null, at: null });
      const file = sampleAttachment('t1', 1, { name: 'autre.pdf', sha256: null, size: null, mime: null });
      const bond = sampleBond('cassius', 'n-t1', 't1', {
        shadow: null,
        version: null,
        url: null,
        tombstone: 'vanished',
      });
      const changes = {
        tickets: [{ ...sampleTicket('t1', { title: 'Écran réparé', number: null, requester: null }), why: {} }],
        entries: [entry],
        attachments: [file],
        bonds: [bond],
        cursors: [{ stream: 'stream-t1', cursor: '' }],
        runs: [sampleRun('run-t1', { state: 'done', ended: after(5), report: {} })],
        personLinks: [samplePersonLink('servicenow', 'p-t1', { native: null, evidence: 'none' })],
        quarantined: [sampleQuarantine('cassius', 'q-t1', { reason: 'broken', number: null, at: after(9) })],
      } satisfies Changes;
      await store.commit(changes);
      expect((await store.tickets(['t1'])).get('t1')).toEqual({
        ...changes.tickets[0],
        revision: 2,
        entries: [entry],
        attachments: [file],
      });
      expect(await store.bondsOf(['t1'])).toEqual([bond]);
      expect(await store.cursor('stream-t1')).toBe('');
      expect(await store.run('run-t1')).toEqual(changes.runs[0]);
      expect((await store.personLinks('servicenow', ['p-t1'])).get('p-t1')).toEqual(changes.personLinks[0]);
      expect(await store.quarantined('cassius')).toEqual(changes.quarantined);
    });

    it('with two rows of one identity keeps the last', async () => {
      const { store } = subject();
      await store.commit({
        tickets: [sampleTicket('t1', { title: 'avant' }), sampleTicket('t1', { title: 'après' })],
        entries: [sampleEntry('t1', 1, { text: 'avant' }), sampleEntry('t1', 1, { text: 'après' })],
        attachments: [sampleAttachment('t1', 1, { name: 'avant' }), sampleAttachment('t1', 1, { name: 'après' })],
        bonds: [sampleBond('cassius', 'n', 't1', { version: '1' }), sampleBond('cassius', 'n', 't1', { version: '2' })],
        cursors: [
          { stream: 's', cursor: 'avant' },
          { stream: 's', cursor: 'après' },
        ],
        runs: [sampleRun('r', { state: 'going' }), sampleRun('r', { state: 'done' })],
        quarantined: [sampleQuarantine('cassius', 'q', { detail: asIs('avant') }), sampleQuarantine('cassius', 'q')],
        personLinks: [samplePersonLink('x', 'p', { native: 'avant' }), samplePersonLink('x', 'p', { native: 'après' })],
      });
      const whole = (await store.tickets(['t1'])).get('t1');
      expect(whole?.ticket.title).toBe('après');
      expect(whole?.entries.map(({ text }) => text)).toEqual(['après']);
      expect(whole?.attachments.map(({ name }) => name)).toEqual(['après']);
      expect((await store.bondsOf(['t1'])).map(({ version }) => version)).toEqual(['2']);
      expect(await store.cursor('s')).toBe('après');
      expect((await store.run('r'))?.state).toBe('done');
      expect(await store.quarantined('cassius')).toEqual([sampleQuarantine('cassius', 'q')]);
      expect((await store.personLinks('x', ['p'])).get('p')?.native).toBe('après');
    });

    it('leaves an intent as it is whose key exists', async () => {
      const { store } = subject();
      await store.commit({ tickets: [sampleTicket('t1')], intents: [sampleIntent('sn', 't1', 0)] });
      await store.commit({ attempts: [{ key: 'sn-t1-0', attempt: { at: noon, command: '{}' } }] });
      await store.commit({
        intents: [
          sampleIntent('sn', 't1', 0, { run: 'run-2', position: 9 }),
          sampleIntent('sn', 't1', 1),
          sampleIntent('sn', 't1', 1, { run: 'run-3' }),
        ],
      });
      expect(await store.outboxOf(['t1'])).toMatchObject([
        { key: 'sn-t1-0', state: 'in_flight', run: 'run-1', position: 0, tries: 1 },
        { key: 'sn-t1-1', state: 'queued', run: 'run-1', position: 1, tries: 0 },
      ]);
    });

    it('leaves the bond of a line as it is, but for a native id that was not known yet', async () => {
      const { store } = subject();
      const [first, second] = [sampleEntry('t1', 1), sampleEntry('t1', 2)];
      const file = sampleAttachment('t1', 1);
      await store.commit({
        tickets: [sampleTicket('t1')],
        entries: [first, second],
        attachments: [file],
        entryBonds: [sampleEntryBond('sn', first, 'j1'), sampleEntryBond('sn', second, null)],
        attachmentBonds: [sampleAttachmentBond('sn', file, null)],
      });
      const again = {
        entryBonds: [
          sampleEntryBond('sn', first, null),
          sampleEntryBond('sn', first, 'j9'),
          sampleEntryBond('sn', second, 'j2'),
        ],
        attachmentBonds: [sampleAttachmentBond('sn', file, 'f1'), sampleAttachmentBond('sn', file, null)],
      };
      await store.commit(again);
      await store.commit(again);
      expect(new Set(await store.entryBonds('sn', ['t1']))).toEqual(
        new Set([sampleEntryBond('sn', first, 'j1'), sampleEntryBond('sn', second, 'j2')]),
      );
      expect(await store.attachmentBonds('sn', ['t1'])).toEqual([sampleAttachmentBond('sn', file, 'f1')]);
    });

    it('keeps every observation, equal ones too, in the order in which they came', async () => {
      const { store } = subject();
      const first = sampleObservation('cassius', 'n', { heard: after(2), said: '"un"' });
      const second = sampleObservation('cassius', 'n', { heard: after(1), said: '"deux"' });
      await store.commit({ observations: [first, second, sampleObservation('cassius', 'autre')] });
      await store.commit({ observations: [first] });
      expect(await store.observations('cassius', 'n')).toEqual([first, second, first]);
      expect(await store.observations('servicenow', 'n')).toEqual([]);
    });

    it('is a copy: neither the caller nor a reader can change what is kept', async () => {
      const { store } = subject();
      const step = structuredClone(everything('t1'));
      await store.commit(step);
      for (const rows of Object.values(step)) for (const row of rows) scribble(row);
      const read = async () => [
        (await store.tickets(['t1'])).get('t1'),
        ...(await store.bondsOf(['t1'])),
        ...(await store.outboxOf(['t1'])),
        ...(await store.quarantined('cassius')),
        await store.run('run-t1'),
      ];
      const before = structuredClone(await read());
      for (const row of await read()) scribble(row);
      expect(await read()).toEqual(before);
      expect(JSON.stringify(before)).not.toContain('griffonné');
    });
  });
}

/** Writes over everything that lets itself be written over. */
function scribble(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    scribble(member);
    Reflect.set(value, name, 'griffonné');
  }
}
