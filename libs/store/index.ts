export * from './access/access.js';
export { databaseAt, placeOf, type Database } from './database.js';
export * from './desk/desk.js';
export { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from './embedded/start-embedded.js';
export { openFiles } from './files/open-files.js';
export { openStore, type OpenStore } from './open-store.js';
export { StoreUnreachable } from './unreachable.js';
