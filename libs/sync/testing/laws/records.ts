import { describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import { after, samplePersonLink, sampleQuarantine, sampleRun } from '../samples.js';
import type { Subject } from '../store-suite.js';

export function recordLaws(subject: () => Subject): void {
  describe('the quarantine', () => {
    it('holds what was stopped, oldest first, until it flows again', async () => {
      const { store } = subject();
      const rows = [
        sampleQuarantine('cassius', 'late', { at: after(9) }),
        sampleQuarantine('cassius', 'early', { at: after(1) }),
        sampleQuarantine('glpi', 'early', { number: null }),
      ];
      await store.commit({ quarantined: rows });
      expect(await store.quarantined('cassius')).toEqual([rows[1], rows[0]]);
      await store.commit({
        released: [
          { connection: 'cassius', native: 'early' },
          { connection: 'cassius', native: 'unknown' },
        ],
      });
      expect(await store.quarantined('cassius')).toEqual([rows[0]]);
      expect(await store.quarantined('glpi')).toEqual([rows[2]]);
    });

    it('keeps what is released and stopped anew in one step', async () => {
      const { store } = subject();
      const stopped = sampleQuarantine('cassius', 'n');
      await store.commit({ quarantined: [stopped] });
      await store.commit({
        quarantined: [{ ...stopped, detail: asIs('autre mot') }],
        released: [{ connection: 'cassius', native: 'n' }],
      });
      expect(await store.quarantined('cassius')).toEqual([{ ...stopped, detail: asIs('autre mot') }]);
    });
  });

  describe('runs', () => {
    it('of a route are listed in the order in which they started', async () => {
      const { store } = subject();
      const runs = [
        sampleRun('r2', { started: after(2), verb: 'verify', state: 'failed', ended: after(3) }),
        sampleRun('r1', { started: after(1) }),
        sampleRun('r3', { route: 'autre' }),
      ];
      await store.commit({ runs });
      expect(await store.runs('cassius-vers-servicenow')).toEqual([runs[1], runs[0]]);
      expect(await store.run('r3')).toEqual(runs[2]);
      expect(await store.run('unknown')).toBeNull();
      expect(await store.runs('unknown')).toEqual([]);
    });
  });

  describe('cursors and person links', () => {
    it('are absent until they are saved, each under its own name', async () => {
      const { store } = subject();
      expect(await store.cursor('s')).toBeNull();
      const links = [
        samplePersonLink('sn', 'p1'),
        samplePersonLink('sn', 'p2', { native: null, evidence: 'ambiguous' }),
        samplePersonLink('glpi', 'p1', { native: '7', evidence: 'decision' }),
      ];
      await store.commit({ cursors: [{ stream: 's', cursor: '{"at":1}' }], personLinks: links });
      expect(await store.cursor('s')).toBe('{"at":1}');
      expect(await store.cursor('S')).toBeNull();
      expect(await store.personLinks('sn', ['p2', 'p1', 'p9', 'p1'])).toEqual(
        new Map([
          ['p1', links[0]],
          ['p2', links[1]],
        ]),
      );
      expect(await store.personLinks('sn', [])).toEqual(new Map());
    });
  });
}
