import { describe, expect, it } from '@jest/globals';
import { line, native, stage, type Stage } from '../../test/simulation/stage.js';
import { ticketId } from './identity.js';
import { Inconsistent, type Changes, type Store } from './ports/store.js';
import { runRoute } from './river.js';

/** The store refuses what binds a line of this text's ticket, as it does where that line is bound elsewhere already. */
function contradicting(set: Stage, isRefused: (changes: Changes) => boolean): Stage['flow'] {
  const commit: Store['commit'] = async (changes, fences) => {
    if (isRefused(changes)) throw new Inconsistent('the line «Bonjour» is bonded to two of target');
    return set.flow.store.commit(changes, fences);
  };
  return { ...set.flow, store: { ...set.flow.store, commit } };
}

const statesOf = async (set: Stage, id: string) =>
  (await set.flow.store.outboxOf([ticketId('source', id)])).map(({ act, state }) => `${act.kind} ${state}`);

const first = ticketId('source', '1');

describe('an outcome that contradicts what is kept', () => {
  const bindsFirst = ({ entryBonds = [] }: Changes): boolean =>
    entryBonds.some(({ ticket, connection }) => ticket === first && connection === 'target');

  it('is one letter for a human, and all the others are kept', async () => {
    const set = stage();
    set.natives.push(native('1', { entries: [line('Bonjour')] }), native('2', { entries: [line('été 🙂')] }));
    const tally = await runRoute(contradicting(set, bindsFirst));
    expect(tally).toMatchObject({ created: 2, dead: 1 });
    expect(await statesOf(set, '1')).toEqual(['create obeyed', 'append dead']);
    expect(await statesOf(set, '2')).toEqual(['create obeyed', 'append obeyed']);
    const second = ticketId('source', '2');
    const bonds = await set.flow.store.entryBonds('target', [first, second]);
    expect(bonds.map(({ ticket }) => ticket)).toEqual([second]);
    expect(
      (await set.flow.store.bondsOf([first, second])).filter(({ connection }) => connection === 'target'),
    ).toHaveLength(2);
    expect(await set.flow.store.inState('target', 'dead', 9)).toMatchObject([
      {
        trouble: {
          kind: 'conflict',
          message: { en: expect.stringContaining('the line «Bonjour» is bonded to two of target') },
        },
      },
    ]);
    expect(set.told).toContainEqual({
      kind: 'trouble',
      message: expect.objectContaining({
        fr: expect.stringMatching(new RegExp(`^${first} : la base ne garde rien .*«Bonjour»`, 'u')),
      }),
    });
  });

  it('keeps the files that a ticket got beside the line that cannot be kept', async () => {
    const set = stage();
    const file = {
      id: 'f1',
      name: 'é.png',
      mime: null,
      size: null,
      sha256: null,
      audience: 'public',
      author: null,
      at: null,
    } as const;
    set.natives.push(native('1', { attachments: [file] }), native('2', { entries: [line('Bonjour')] }));
    const second = ticketId('source', '2');
    await runRoute(
      contradicting(set, ({ entryBonds = [] }) =>
        entryBonds.some(({ ticket, connection }) => ticket === second && connection === 'target'),
      ),
    );
    expect(await statesOf(set, '1')).toEqual(['create obeyed', 'attach obeyed']);
    expect(await set.flow.store.attachmentBonds('target', [first])).toHaveLength(1);
    expect(await statesOf(set, '2')).toEqual(['create obeyed', 'append dead']);
  });

  it('is nothing of the kind where the database itself has failed', async () => {
    const set = stage();
    set.natives.push(native('1', { entries: [line('Bonjour')] }));
    const flow = contradicting(set, () => false);
    const commit: Store['commit'] = async (changes, fences) => {
      if (bindsFirst(changes)) throw new Error('the disk is full');
      return set.flow.store.commit(changes, fences);
    };
    await expect(runRoute({ ...flow, store: { ...flow.store, commit } })).rejects.toThrow('the disk is full');
    expect(await statesOf(set, '1')).toEqual(['create in_flight', 'append in_flight']);
    expect(await set.flow.store.inState('target', 'dead', 9)).toEqual([]);
  });
});
