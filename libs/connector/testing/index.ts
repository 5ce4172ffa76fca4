export type * from './conformance/subject.js';
export * from './simulation/adapter.js';
export * from './simulation/exchange.js';
export * from './simulation/ports.js';
export * from './simulation/serve.js';
export * from './simulation/virtual-clock.js';
