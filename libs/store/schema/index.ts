import { AccountRow, ActionRow, AuditRow, KeepsakeRow, PresenceRow, SessionRow, TokenRow } from './access.js';
import { AttachmentBondRow, BondRow, EntryBondRow } from './bonds.js';
import { FollowedRow, GatheredRow, ListingRow, SeenRow, StaleRow } from './listing.js';
import { MachineRow } from './machines.js';
import { OutboxRow } from './outbox.js';
import { DuplicateRow, ErasedRow, PersonLinkRow, PersonRow, PlaceLinkRow, SettingRow, TryRow } from './people.js';
import {
  ConflictRow,
  CursorRow,
  LeaseRow,
  ObservationRow,
  PauseRow,
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
  PersonRow,
  PersonLinkRow,
  PlaceLinkRow,
  ErasedRow,
  SettingRow,
  TryRow,
  DuplicateRow,
  LeaseRow,
  MachineRow,
  ListingRow,
  StaleRow,
  SeenRow,
  FollowedRow,
  GatheredRow,
  AccountRow,
  SessionRow,
  TokenRow,
  AuditRow,
  KeepsakeRow,
  PresenceRow,
  ActionRow,
];
