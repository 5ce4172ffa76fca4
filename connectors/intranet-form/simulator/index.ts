export { formTool, type FormTool, type FormToolOptions } from './form-tool.js';
export { defaultQuirks, type CustomField, type CustomStatus, type Quirks } from './quirks.js';
export { seedCategories, seedUsers } from './seed.js';
export type { Category, Mail, Note, Reply, StoredFile, Ticket, Tool, User } from './state.js';
export { receiveMail, type IncomingMail } from './acts/inbound.js';
export {
  anonymise,
  assign,
  customerStatus,
  editTicket,
  lock,
  merge,
  move,
  prioritise,
  remove,
  setStatus,
} from './acts/manage.js';
export { addNote, bump, createTicket, customerReply, keepFiles, staffReply } from './acts/post.js';
export { notesOf } from './pages/staff-ticket.js';
export { repliesOf } from './pages/customer-ticket.js';
export { storedText, typed } from './text.js';
export { databaseOf } from './database.js';
