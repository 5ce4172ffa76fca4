import { AttachmentBondRow, BondRow, EntryBondRow } from './bonds.js';
import { OutboxRow } from './outbox.js';
import {
  ConflictRow,
  CursorRow,
  LeaseRow,
  ObservationRow,
  PauseRow,
  PersonLinkRow,
  PostponedRow,
  QuarantineRow,
  RunRow,
  TimerRow,
} from './records.js';
import { AttachmentRow, EntryRow, TicketRow } from './tickets.js';

/** Everything that the store keeps, a table each; the migrations follow from it. */
export const entities = [
  TicketRow,
  EntryRow,
  AttachmentRow,
  BondRow,
  EntryBondRow,
  AttachmentBondRow,
  ObservationRow,
  OutboxRow,
  QuarantineRow,
  PostponedRow,
  ConflictRow,
  TimerRow,
  PauseRow,
  CursorRow,
  RunRow,
  PersonLinkRow,
  LeaseRow,
];
