import { describeStore } from '../testing/store-suite.js';
import { memoryStore } from './memory-store.js';

describeStore('the store in memory', async () => {
  const store = memoryStore();
  return { store, other: store, teardown: async () => undefined };
});
