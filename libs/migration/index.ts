export type * from './ends.js';
