export type * from './asset.js';
export type * from './entry.js';
export * from './instant.js';
export type * from './person.js';
export * from './person-key.js';
export type * from './reference.js';
export * from './ticket.js';
export * from './turn.js';
export * from './words.js';
