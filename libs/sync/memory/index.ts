export * from './journal-order.js';
export * from './memory-files.js';
export * from './memory-machines.js';
export * from './memory-register.js';
export * from './memory-store.js';
export * from './number-key.js';
export { sinceEver } from './outbox.js';
