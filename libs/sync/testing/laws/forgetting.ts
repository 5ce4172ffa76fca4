import { describe, expect, it } from '@jest/globals';
import { noon, sampleAttachment, sampleAttachmentBond, sampleBond, sampleEntry, sampleEntryBond } from '../samples.js';
import { sampleIntent, sampleTicket } from '../samples.js';
import type { Subject } from '../store-suite.js';

const entry = sampleEntry('t1', 1);
const file = sampleAttachment('t1', 1);
const told = (connection: string) => ({
  bonds: [sampleBond(connection, 'n1', 't1', { number: `${connection}-1`, origin: 'created' as const })],
  entryBonds: [sampleEntryBond(connection, entry, 'j1')],
  attachmentBonds: [sampleAttachmentBond(connection, file, 'f1')],
  intents: [sampleIntent(connection, 't1', 0), sampleIntent(connection, 't1', 1)],
});

export function forgettingLaws(subject: () => Subject): void {
  describe('a ticket that a rollback removed from a connection', () => {
    const tell = async (): Promise<void> => {
      const { store } = subject();
      await store.commit({ tickets: [sampleTicket('t1'), sampleTicket('t2')], entries: [entry], attachments: [file] });
      await store.commit(told('sn'));
      await store.commit(told('cassius'));
      await store.commit({ bonds: [sampleBond('sn', 'n2', 't2')], intents: [sampleIntent('sn', 't2', 0)] });
      await store.commit({ attempts: [{ key: 'sn-t1-0', attempt: { at: noon, command: '{}' } }] });
      await store.commit({ resolutions: [{ key: 'sn-t1-0', state: 'obeyed' }] });
    };
    const known = async (connection: string) => {
      const { store } = subject();
      return {
        bonds: (await store.bondsOf(['t1'])).filter((bond) => bond.connection === connection).length,
        byNative: (await store.bonds(connection, ['n1'])).size,
        walked: (await store.bondsOfConnection(connection, null, 9)).map(({ native }) => native),
        entries: (await store.entryBonds(connection, ['t1'])).length,
        attachments: (await store.attachmentBonds(connection, ['t1'])).length,
        intents: (await store.outboxOf(['t1'])).filter((row) => row.connection === connection).length,
        byNumber: await store.byNumber(`${connection}-1`),
      };
    };
    const whole = { bonds: 1, byNative: 1, walked: ['n1'], entries: 1, attachments: 1, intents: 2 };

    it('is forgotten there and nowhere else, and stays a ticket', async () => {
      const { store } = subject();
      await tell();
      await store.commit({
        forgotten: [
          { connection: 'sn', ticket: 't1' },
          { connection: 'sn', ticket: 'unknown' },
        ],
      });
      expect(await known('sn')).toEqual({
        bonds: 0,
        byNative: 0,
        walked: ['n2'],
        entries: 0,
        attachments: 0,
        intents: 0,
        byNumber: [],
      });
      expect(await known('cassius')).toEqual({ ...whole, byNumber: ['t1'] });
      expect((await store.tickets(['t1'])).get('t1')?.entries).toEqual([entry]);
      expect(await store.outboxTally('sn')).toEqual({ queued: 1, in_flight: 0, obeyed: 0, dead: 0 });
      expect((await store.due('sn', noon, 9, [])).map(({ ticket }) => ticket)).toEqual(['t2']);
    });

    it('can be told again, in the same step or later', async () => {
      const { store } = subject();
      await tell();
      await store.commit({ forgotten: [{ connection: 'sn', ticket: 't1' }], ...told('sn') });
      expect(await known('sn')).toEqual({ ...whole, walked: ['n1', 'n2'], byNumber: ['t1'] });
      expect((await store.due('sn', noon, 9, [])).map(({ key }) => key)).toEqual(['sn-t2-0', 'sn-t1-0', 'sn-t1-1']);
      const again = { key: 'sn-t1-0', attempt: { at: noon, command: '{"again":true}' } };
      const other = { ...told('sn'), entryBonds: [sampleEntryBond('sn', sampleEntry('t1', 2), 'j1')] };
      const forgotten = [{ connection: 'sn', ticket: 't1' }];
      await store.commit({ ...other, forgotten, entries: [sampleEntry('t1', 2)], attempts: [again] });
      expect(await store.inState('sn', 'in_flight', 9)).toMatchObject([{ key: 'sn-t1-0', tries: 1 }]);
      await store.commit({ forgotten });
      await store.commit(told('sn'));
      expect(await known('sn')).toEqual({ ...whole, walked: ['n1', 'n2'], byNumber: ['t1'] });
    });
  });
}
