import { describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import type { Intent } from '../../ports/records.js';
import { after, noon, sampleIntent, sampleTicket } from '../samples.js';
import type { Subject } from '../store-suite.js';

const attempt = { at: noon, command: '{"kind":"create"}' };

export function outboxLaws(subject: () => Subject): void {
  const queue = async (intents: readonly Intent[]) =>
    subject().store.commit({
      tickets: [...new Set(intents.map(({ ticket }) => ticket))].map((id) => sampleTicket(id)),
      intents,
    });
  const send = (...keys: readonly string[]) =>
    subject().store.commit({ attempts: keys.map((key) => ({ key, attempt })) });
  const due = async (limit = 100, except: readonly string[] = [], now = noon) =>
    (await subject().store.due('sn', now, limit, except)).map(({ key }) => key);

  describe('the outbox', () => {
    it('gives new intents at once, whole tickets in the order in which they were added, each in its own order', async () => {
      await queue([
        sampleIntent('sn', 'b', 2),
        sampleIntent('sn', 'a', 1),
        sampleIntent('sn', 'b', 0),
        sampleIntent('other', 'b', 1),
        sampleIntent('sn', 'c', 0),
        sampleIntent('sn', 'a', 0),
      ]);
      expect(await due()).toEqual(['sn-b-0', 'sn-b-2', 'sn-a-0', 'sn-a-1', 'sn-c-0']);
      expect(await due(2)).toEqual(['sn-b-0', 'sn-b-2', 'sn-a-0', 'sn-a-1']);
      expect(await due(0)).toEqual([]);
      const [row] = await subject().store.due('other', noon, 5, []);
      expect(row).toEqual({
        ...sampleIntent('other', 'b', 1),
        state: 'queued',
        due: '1970-01-01T00:00:00.000Z',
        tries: 0,
        attempts: [],
        trouble: null,
        since: null,
      });
    });

    it('gives whole tickets of which something is urgent first, and keeps that it was', async () => {
      await queue([
        sampleIntent('sn', 'a', 0),
        sampleIntent('sn', 'b', 0),
        sampleIntent('sn', 'c', 0, { urgent: true }),
        sampleIntent('sn', 'b', 1, { urgent: true }),
        sampleIntent('sn', 'd', 0),
      ]);
      expect(await due()).toEqual(['sn-c-0', 'sn-b-0', 'sn-b-1', 'sn-a-0', 'sn-d-0']);
      expect(await due(1)).toEqual(['sn-c-0']);
      expect(await due(3)).toEqual(['sn-c-0', 'sn-b-0', 'sn-b-1', 'sn-a-0']);
      expect(await due(9, ['c'])).toEqual(['sn-b-0', 'sn-b-1', 'sn-a-0', 'sn-d-0']);
      expect((await subject().store.outboxOf(['c']))[0]).toMatchObject({ urgent: true });
      expect((await subject().store.outboxOf(['a']))[0]).not.toHaveProperty('urgent');
      await send('sn-c-0', 'sn-b-0');
      expect(await due()).toEqual(['sn-a-0', 'sn-d-0']);
      await subject().store.commit({
        resolutions: [
          { key: 'sn-c-0', state: 'queued' },
          { key: 'sn-b-0', state: 'obeyed' },
          { key: 'sn-b-1', state: 'obeyed' },
        ],
      });
      expect(await due()).toEqual(['sn-c-0', 'sn-a-0', 'sn-d-0']);
      expect((await subject().store.outboxOf(['b']))[1]).not.toHaveProperty('urgent');
    });

    it('keeps the order in which intents of one position were added', async () => {
      await queue(['z', 'y', 'x'].map((key) => sampleIntent('sn', 'a', 5, { key })));
      expect(await due()).toEqual(['z', 'y', 'x']);
    });

    it('passes over tickets that another lane is busy with', async () => {
      await queue(['a', 'b', 'c'].map((id) => sampleIntent('sn', id, 0)));
      expect(await due(1, ['a'])).toEqual(['sn-b-0']);
      expect(await due(9, ['a', 'b', 'c', 'unknown'])).toEqual([]);
    });

    it('passes over the whole ticket while one of its intents is in flight', async () => {
      await queue([sampleIntent('sn', 'a', 0), sampleIntent('sn', 'a', 1), sampleIntent('sn', 'b', 0)]);
      await send('sn-a-0');
      expect(await due()).toEqual(['sn-b-0']);
      expect(await due(1)).toEqual(['sn-b-0']);
      await subject().store.commit({ resolutions: [{ key: 'sn-a-0', state: 'obeyed' }] });
      expect(await due()).toEqual(['sn-a-1', 'sn-b-0']);
    });

    it('passes over the whole ticket once one of its intents is dead, until a human queues it again', async () => {
      await queue([sampleIntent('sn', 'a', 0), sampleIntent('sn', 'a', 1)]);
      await send('sn-a-1');
      await subject().store.commit({ resolutions: [{ key: 'sn-a-1', state: 'dead' }] });
      expect(await due()).toEqual([]);
      await subject().store.commit({ resolutions: [{ key: 'sn-a-1', state: 'queued' }] });
      expect(await due()).toEqual(['sn-a-0', 'sn-a-1']);
    });

    it('passes over the whole ticket while one of its intents is not yet due', async () => {
      await queue([sampleIntent('sn', 'a', 0), sampleIntent('sn', 'a', 1), sampleIntent('sn', 'b', 0)]);
      await subject().store.commit({ resolutions: [{ key: 'sn-a-1', state: 'queued', due: after(60) }] });
      expect(await due()).toEqual(['sn-b-0']);
      expect(await due(9, [], after(59.999))).toEqual(['sn-b-0']);
      expect(await due(9, [], after(60))).toEqual(['sn-a-0', 'sn-a-1', 'sn-b-0']);
    });

    it('lets trouble in one connection stop nothing in another', async () => {
      await queue([sampleIntent('sn', 'a', 0), sampleIntent('other', 'a', 0)]);
      await send('other-a-0');
      expect(await due()).toEqual(['sn-a-0']);
      expect((await subject().store.inState('other', 'in_flight', 9)).map(({ key }) => key)).toEqual(['other-a-0']);
    });

    it('remembers every attempt until the intent is obeyed, and counts them', async () => {
      await queue([sampleIntent('sn', 'a', 0)]);
      const trouble = { kind: 'unavailable', message: { fr: 'sn : 503 «indisponible»', en: 'sn: 503' } } as const;
      await send('sn-a-0');
      await subject().store.commit({
        resolutions: [{ key: 'sn-a-0', state: 'queued', due: after(1), trouble }],
      });
      const second = { at: after(2), command: '{"kind":"create","n":2}' };
      await subject().store.commit({ attempts: [{ key: 'sn-a-0', attempt: second }] });
      const [row] = await subject().store.outboxOf(['a']);
      expect(row).toMatchObject({ state: 'in_flight', tries: 2, due: after(1), attempts: [attempt, second], trouble });
      await subject().store.commit({ resolutions: [{ key: 'sn-a-0', state: 'obeyed' }] });
      const [obeyed] = await subject().store.outboxOf(['a']);
      expect(obeyed).toMatchObject({ state: 'obeyed', tries: 2, attempts: [], trouble: null });
    });

    it('takes an attempt and its end in one step, of an intent that comes with them', async () => {
      await subject().store.commit({
        tickets: [sampleTicket('a')],
        intents: [sampleIntent('sn', 'a', 0)],
        attempts: [{ key: 'sn-a-0', attempt }],
        resolutions: [{ key: 'sn-a-0', state: 'dead', trouble: { kind: 'rejected', message: asIs('non') } }],
      });
      expect(await subject().store.outboxOf(['a'])).toMatchObject([
        { state: 'dead', tries: 1, attempts: [attempt], trouble: { kind: 'rejected', message: asIs('non') } },
      ]);
    });

    it('takes the end of an intent that was never sent, and an obeyed one once more', async () => {
      await queue([sampleIntent('sn', 'a', 0)]);
      await subject().store.commit({ resolutions: [{ key: 'sn-a-0', state: 'obeyed' }] });
      await subject().store.commit({ resolutions: [{ key: 'sn-a-0', state: 'obeyed' }] });
      expect(await subject().store.outboxOf(['a'])).toMatchObject([{ state: 'obeyed', tries: 0 }]);
    });

    it('counts by state, lists by state, and says when the next one falls due', async () => {
      const { store } = subject();
      expect(await store.outboxTally('sn')).toEqual({ queued: 0, in_flight: 0, obeyed: 0, dead: 0 });
      expect(await store.nextDue('sn')).toBeNull();
      await queue(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => sampleIntent('sn', id, 0)));
      expect(await store.nextDue('sn')).toBe('1970-01-01T00:00:00.000Z');
      await send('sn-a-0', 'sn-b-0', 'sn-c-0');
      await store.commit({
        resolutions: [
          { key: 'sn-b-0', state: 'obeyed' },
          { key: 'sn-c-0', state: 'dead' },
          { key: 'sn-d-0', state: 'queued', due: after(30) },
          { key: 'sn-e-0', state: 'queued', due: after(20) },
          { key: 'sn-f-0', state: 'queued', due: after(40) },
        ],
      });
      expect(await store.outboxTally('sn')).toEqual({ queued: 3, in_flight: 1, obeyed: 1, dead: 1 });
      expect(await store.nextDue('sn')).toBe(after(20));
      expect(await store.nextDue('other')).toBeNull();
      await store.commit({
        tickets: [sampleTicket('c')],
        intents: [sampleIntent('sn', 'c', 1), sampleIntent('sn', 'e', 1), sampleIntent('sn', 'a', 1)],
        resolutions: [
          { key: 'sn-c-1', state: 'queued', due: after(1) },
          { key: 'sn-e-1', state: 'queued', due: after(35) },
          { key: 'sn-a-1', state: 'queued', due: after(1) },
        ],
      });
      // c has a dead intent and a one in flight; e is whole at 35 only.
      expect(await store.nextDue('sn')).toBe(after(30));
      await store.commit({
        resolutions: ['sn-c-1', 'sn-e-1', 'sn-a-1'].map((key) => ({ key, state: 'obeyed' as const })),
      });
      const inState = async (state: 'queued' | 'in_flight' | 'obeyed' | 'dead', limit = 9) =>
        (await store.inState('sn', state, limit)).map(({ ticket }) => ticket);
      expect(await inState('queued')).toEqual(['d', 'e', 'f']);
      expect(await inState('queued', 2)).toEqual(['d', 'e']);
      expect(await inState('in_flight')).toEqual(['a']);
      expect(await inState('obeyed')).toEqual(['b', 'c', 'e', 'a']);
      expect(await inState('dead')).toEqual(['c']);
    });

    it('lists the intents of tickets in order, over all connections and states', async () => {
      await queue([
        sampleIntent('sn', 'a', 1),
        sampleIntent('sn', 'a', 0),
        sampleIntent('glpi', 'a', 7),
        sampleIntent('sn', 'b', 0),
      ]);
      await send('sn-a-0');
      const keys = (await subject().store.outboxOf(['a', 'a', 'unknown'])).map(({ key }) => key);
      expect(keys).toEqual(['glpi-a-7', 'sn-a-0', 'sn-a-1']);
    });
  });
}
