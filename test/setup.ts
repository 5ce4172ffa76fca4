import 'reflect-metadata';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import nock from 'nock';

// nock patches node:http and fetch, which jest's module registry does not reset: without restore() the next
// spec file in the same worker would see this file's scopes (https://github.com/nock/nock, section "Memory issues").
beforeAll(() => {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/);
});

afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  if (pending.length > 0)
    throw new Error(`nock: expected every mock to be used, but these were not: ${pending.join(', ')}`);
});

afterAll(() => nock.restore());
