import { fileURLToPath } from 'node:url';
import base from '../../jest.config.js';

// Without the database: jest's globalSetup would run once for each mutant, and nothing here needs PostgreSQL.
const { globalSetup: _setup, globalTeardown: _teardown, ...rest } = base;

/** @type {import('jest').Config} */
export default {
  ...rest,
  rootDir: fileURLToPath(new URL('../../', import.meta.url)),
  roots: ['libs', 'connectors', 'test'].map((room) => `<rootDir>/${room}`),
  testMatch: ['**/*.spec.ts', '**/stories.mutation.ts'],
  moduleNameMapper: { ...rest.moduleNameMapper, '^fast-check$': '<rootDir>/test/mutation/fast-check.cjs' },
  testEnvironment: fileURLToPath(new URL('environment.cjs', import.meta.url)),
  // A test that waits for ever is one that minds.
  testTimeout: 30_000,
};
