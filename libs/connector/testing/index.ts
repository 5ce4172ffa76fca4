export type * from './conformance/subject.js';
export * from './simulation/exchange.js';
export * from './simulation/ports.js';
export * from './simulation/serve.js';
