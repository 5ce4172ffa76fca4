import { describe, expect, it } from '@jest/globals';
import type { NativeTicket } from '@passerelle/connector';
import { file, line, native, stage } from '../../test/simulation/stage.js';
import { hear, type News } from './hear.js';
import { haltIfNarrowed } from './narrowed.js';
import type { Resolution } from './ports/records.js';
import { plan } from './plan.js';

const said = (audience: 'public' | 'internal', name = 'Élodie'): NativeTicket =>
  native('1', {
    entries: [line('Mot de passe ?', { id: 'e1', audience, author: { id: null, name } })],
    attachments: [file('f1', 'clé.txt', audience)],
  });

/** A ticket that was heard and planned in public, and the news that it is internal now. */
async function setting(attachments: 'public' | 'internal' = 'public') {
  const { flow } = stage({ attachments });
  const first = await hear(flow, [said('public')]);
  const [{ merged }] = first.news as [News];
  const intents = plan({
    connection: 'target',
    route: 'source-vers-target',
    run: 'r',
    whole: merged.whole,
    present: false,
    begun: false,
    told: new Set(),
    withheld: new Set(),
    narrowed: new Set(),
    edited: new Set(),
    changed: [],
    digest: '',
    updates: 0,
  });
  await flow.store.commit({ ...first.changes, intents });
  const { news } = await hear(flow, [said('internal')]);
  const end = async (state: Resolution['state'] | 'in_flight' | null, tried: boolean): Promise<void> => {
    const keys = intents.map(({ key }) => key);
    const attempts =
      tried || state === 'in_flight' ? keys.map((key) => ({ key, attempt: { at: 'x', command: '{}' } })) : [];
    const resolutions = state === null || state === 'in_flight' ? [] : keys.map((key) => ({ key, state }));
    await flow.store.commit({ attempts, resolutions });
  };
  return { flow, news, end };
}

describe('what turns internal at its source', () => {
  it.each<[string, Resolution['state'] | 'in_flight' | null, boolean, boolean]>([
    ['was told', 'obeyed', true, true],
    ['was found there already', 'obeyed', false, true],
    ['is perhaps on its way', 'in_flight', true, true],
    ['perhaps arrived, which a human is to find out', 'dead', true, true],
    ['was never sent', null, false, false],
    ['certainly did not arrive', 'queued', true, false],
    ['was refused by us', 'dead', false, false],
  ])('and %s in public is an alarm or none', async (_, state, tried, alarm) => {
    const { flow, news, end } = await setting();
    await end(state, tried);
    const halt = haltIfNarrowed(flow, news);
    const heard = await halt.then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    expect(heard).toMatch(alarm ? /RITM1: entry 1, RITM1: «clé.txt»/ : /^nothing$/);
  });

  it('is none where the target shows it to nobody', async () => {
    const { flow, news, end } = await setting('internal');
    await end('obeyed', true);
    Object.assign(flow.mouth.connector, { journals: { comments: 'internal', work_notes: 'internal' } });
    await expect(haltIfNarrowed(flow, news)).resolves.toBeUndefined();
  });

  it('is none while it was internal all along', async () => {
    const { flow } = stage();
    const first = await hear(flow, [said('internal')]);
    await flow.store.commit(first.changes);
    const { news } = await hear(flow, [said('internal', 'Paul')]);
    expect(news[0]?.merged.narrowed.entries).toEqual([]);
    await expect(haltIfNarrowed(flow, news)).resolves.toBeUndefined();
  });
});
