import { describe, expect, it } from '@jest/globals';
import type { Keyed, NativeCommand, Receipt } from '@passerelle/connector';
import { open } from './testing/stage.js';

const line = (id: string, nth: number): Keyed<NativeCommand> => {
  const entry = { journal: 'reply', audience: 'public', text: `ligne ${nth}`, author: null, at: null } as const;
  return { key: String(nth).padStart(32, '0'), kind: 'append', id, entry: { ...entry, mark: `[essai ${nth}]` } };
};

describe('lines of one ticket', () => {
  it('are not sent past one that did not land, which would then stand behind them', async () => {
    let broken = false;
    const stage = await open('staff', {}, ({ method, url }) => {
      if (broken && method === 'GET' && url.includes('admin_ticket')) {
        broken = false;
        throw new Error('the page that is read before a line is sent does not come');
      }
    });
    try {
      const [one, other] = [stage.ticket(), stage.ticket()];
      const connector = stage.connect();
      await connector.sink?.find(line(one.trackid, 9));
      broken = true;
      const receipts: Receipt[] = [];
      const batch = [line(one.trackid, 1), line(one.trackid, 2), line(other.trackid, 3)];
      for await (const receipt of connector.sink?.apply(batch) ?? []) receipts.push(receipt);
      expect(receipts.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'done']);
      const said = [...stage.tool.tables.replies.values()].map(({ message }) => message).join();
      expect(said).not.toContain('ligne 2');
      expect(said).toContain('ligne 3');
    } finally {
      await stage.close();
    }
  });
});
