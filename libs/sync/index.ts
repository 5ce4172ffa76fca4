export * from './ports/files.js';
export type * from './ports/records.js';
export * from './ports/store.js';
export * from './route.js';
