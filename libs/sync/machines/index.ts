export * from './assets.js';
export * from './choose.js';
export { foldMachines, type Inventory } from './fold-machines.js';
export * from './hear-machines.js';
export * from './machine-index.js';
export { ownMachine } from './match.js';
