export * from './book.js';
export type * from './ends.js';
export * from './flow.js';
export * from './people.js';
export * from './refusal.js';
