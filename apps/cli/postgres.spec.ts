import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { databaseAt, openStore, type OpenStore } from '@passerelle/store';
import { createTestDatabase, dropTestDatabase } from '../../libs/store/testing/index.js';
import { openMirrorStage } from '../../libs/runtime/testing/mirror-stage.js';
import { conflicts, decideConflict } from './commands/conflicts.js';
import { dead, drop } from './commands/dead.js';
import { explain } from './commands/explain.js';
import { foresee } from './commands/foresee.js';
import { pause, pauses, resume } from './commands/pause.js';
import { replay } from './commands/replay.js';
import { sync } from './commands/sync.js';
import type { Session } from './session.js';
import { captured } from './testing/captured.js';

let url: string;
let opened: OpenStore;
beforeAll(async () => {
  url = await createTestDatabase();
  opened = openStore(databaseAt(url));
  await opened.migrate();
});
afterAll(async () => {
  await opened.close();
  await dropTestDatabase(url);
});

it('a day of two tools, by hand, on PostgreSQL', async () => {
  const { store } = opened;
  let refuses = false;
  const at = await openMirrorStage({
    store,
    before: (name, simulator) => ({
      handle: (request) =>
        name === 'b' && refuses && request.url.endsWith('/entries') && request.method === 'POST'
          ? { status: 400, headers: {}, body: '{}' }
          : simulator.handle(request),
    }),
  });
  const session: Session = { house: at.house, holder: 'cli', signal: new AbortController().signal };
  const minutes = (count: number): void => at.clock.advance(count * 60_000);
  const id = await at.world('a').humans.open('Écran noir');
  minutes(1);
  const planned = captured();
  await foresee(session, undefined, planned);
  expect(planned.text).toContain('b : 0 en file, 1 à prévoir');
  expect(await sync(session, captured())).toBe(0);
  const [bond] = await store.bondsOfConnection('b', null, 1);
  // A conflict that a human decides.
  await at.world('a').humans.change(id);
  await at.world('b').humans.change(bond?.native ?? '');
  await at.world('b').humans.change(bond?.native ?? '');
  minutes(1);
  expect(await sync(session, captured())).toBe(1);
  const [conflict] = await store.conflicts({ state: 'open', limit: 9 });
  await decideConflict(session, { id: conflict?.id ?? '', stands: 'theirs', by: 'Nadia' }, captured());
  expect(await conflicts(session, true, captured())).toBe(0);
  minutes(1);
  expect(await sync(session, captured())).toBe(0);
  const why = captured();
  await explain(session, bond?.number ?? '', 'description', why);
  expect(why.text).toContain('à cause de decided by Nadia: the word of');
  // A line that the tool refuses, and that somebody gives up.
  refuses = true;
  await at.world('a').humans.write?.(id, 'reply', 'Bonjour 🙏');
  minutes(1);
  expect(await sync(session, captured())).toBe(1);
  minutes(120);
  const letters = captured('en');
  expect(await dead(session, letters)).toBe(1);
  expect(letters.text).toMatch(/ · append · 2 h · no owner\n/u);
  await drop(session, { key: 'all', by: 'Nadia', why: 'dit au téléphone' }, captured());
  expect((await store.outboxOf([bond?.ticket ?? ''])).filter(({ trouble }) => trouble !== null)).toMatchObject([
    {
      state: 'obeyed',
      trouble: { message: { fr: 'abandonné par Nadia : dit au téléphone', en: 'dropped by Nadia: dit au téléphone' } },
    },
  ]);
  // A pause, and what was recorded read again.
  await pause(session, { kind: 'all' }, { by: 'Nadia', why: '' }, captured());
  const held = captured('en');
  await pauses(session, held);
  expect(held.text).toContain('everything · since');
  await resume(session, { kind: 'all' }, captured());
  const again = captured('en');
  await replay(session, { connection: undefined, mapping: undefined, rules: undefined }, again);
  expect(again.text).toContain('1 ticket read again: 0 would change');
  minutes(1);
  expect(await sync(session, captured())).toBe(0);
  await at.close();
});
