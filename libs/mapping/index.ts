export type * from './mapping.js';
