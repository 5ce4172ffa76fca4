import { describe, expect, it } from '@jest/globals';
import { lifecycle } from './lifecycle.js';
import { openStage } from './testing/stage.js';

const told = async (forbiddenMoves: Readonly<Record<string, readonly string[]>>) => {
  const { connector } = openStage({ quirks: { forbiddenMoves } });
  return connector.vocabulary?.moves?.() ?? null;
};

describe('the matrix of a profile', () => {
  it('that ticks nothing off allows every move', async () => {
    expect((await told({}))?.classes).toEqual(lifecycle.classes);
  });

  it('takes the moves away that it forbids, and no other', async () => {
    const moves = (await told({ '1': ['6'], '2': ['6'] }))?.classes['incident'] ?? [];
    const gone = lifecycle.classes['incident']?.filter((move) => !moves.includes(move)) ?? [];
    expect(gone.map(({ from, to }) => `${from}→${to}`)).toEqual(['1→6', '2→6']);
  });

  it('is read as 9.5 keeps it, too: JSON in a text', async () => {
    const { connector, sim } = openStage();
    const handle = sim.handle.bind(sim);
    Object.assign(sim, {
      handle: (request: Parameters<typeof handle>[0]) => {
        const answer = handle(request);
        if (!request.url.endsWith('/getActiveProfile') || typeof answer.body !== 'string') return answer;
        return {
          ...answer,
          body: answer.body.replace('"ticket_status":[]', '"ticket_status":"{\\"5\\":{\\"6\\":\\"0\\"}}"'),
        };
      },
    });
    const moves = (await connector.vocabulary?.moves?.())?.classes['incident'] ?? [];
    expect(moves.some(({ from, to }) => from === '5' && to === '6')).toBe(false);
    expect(moves.some(({ from, to }) => from === '5' && to === '2')).toBe(true);
  });
});
