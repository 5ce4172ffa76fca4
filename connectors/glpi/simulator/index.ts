export { glpi, type Glpi, type GlpiOptions } from './glpi.js';
export { profiles, type Profile, type Quirks } from './quirks.js';
export type { Person } from './acts.js';
export type { Mail, Row, State } from './state.js';
export { keep, num, rowOf, rowsOf, str, where } from './state.js';
export { openSession } from './sessions.js';
export { ids } from './seed.js';
export { plain } from './encoding.js';
export { seesRow } from './rights.js';
