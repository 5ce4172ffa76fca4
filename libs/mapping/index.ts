export * from './canon.js';
export type { LoadedMapping } from './compile/mapping.js';
export * from './edit.js';
export * from './fault.js';
export * from './load/files.js';
export * from './load/load.js';
export type * from './mapping.js';
export * from './text/preamble.js';
export type { MappingFile } from './yaml/document.js';
