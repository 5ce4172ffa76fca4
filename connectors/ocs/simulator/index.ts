export { addGroup, contact, report } from './agent.js';
export { ocs, type Ocs } from './ocs.js';
export { type Profile, type Quirks } from './quirks.js';
export { isGroup, stamp, type Machine, type OcsState, type Program, type Report } from './state.js';
export { recordedReport, recordedRoom } from './room.js';
