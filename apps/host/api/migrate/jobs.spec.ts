import { expect, it } from '@jest/globals';
import { Refusal } from '@passerelle/migration';
import type { Grounds } from '../grounds.js';
import { openJobs } from './jobs.js';

it('a job that failed says why in the language of whoever looks at it', async () => {
  const refusal = new Refusal(
    'brake',
    { fr: 'b enverrait 4 courriels', en: 'b would send 4 mails' },
    { fr: 'coupez ces notifications', en: 'switch these notifications off' },
  );
  const grounds = {
    house: { ends: () => Promise.reject(refusal) },
    now: () => '2026-01-05T08:00:00.000Z',
    announce: () => undefined,
  } as unknown as Grounds;
  const jobs = openJobs(grounds);
  expect(jobs.start('a-vers-b', { verb: 'run', only: null })).toMatchObject({ state: 'going', error: null });
  await new Promise((resolve) => setImmediate(resolve));
  expect(jobs.of('a-vers-b', 'fr')).toMatchObject({
    state: 'failed',
    error: { code: 'brake', message: 'b enverrait 4 courriels', advice: 'coupez ces notifications' },
  });
  expect(jobs.of('a-vers-b', 'en')?.error?.message).toBe('b would send 4 mails');
});
