export * from './files-suite.js';
export * from './samples.js';
export * from './store-suite.js';
