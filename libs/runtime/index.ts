export { chooseMachine, listMachines, type ListedMachine, type MachineWish } from './assets/machine-list.js';
export { inventoriesOf, pullMachines, type PulledMachines } from './assets/pull-machines.js';
export {
  noticesOf,
  plainAlert,
  type Alert,
  type AlertKind,
  type Notice,
  type PlainAlert,
  type Said,
} from './alerts/alert.js';
export { digestText, isDigestDue, noticeText } from './alerts/digest.js';
export { fareAfter, type Fare } from './alerts/fare.js';
export { findAlerts, type Fares } from './alerts/find-alerts.js';
export { afterLook, KeptWords, wordsOf } from './alerts/words-drift.js';
export { comesRound, turnAfter } from './configuration/cadence.js';
export { type ConfigurationFault } from './configuration/fault.js';
export { loadConfiguration, readConfiguration, type ConfigurationSource } from './configuration/read.js';
export type { Environment } from './configuration/references.js';
export type {
  AlertSettings,
  Configuration,
  ConnectionSettings,
  LogLevel,
  MirrorSettings,
  RouteSettings,
} from './configuration/settings.js';
export type { HostSettings, OidcSettings } from './configuration/service.js';
export { explain } from './explain.js';
export type { House } from './house/house.js';
export { instancePin, type InstancePin } from './house/instance-pin.js';
export { freeDeadLease, holderName } from './holder.js';
export { peekDatabase } from './house/peek-database.js';
export { readCanon } from './house/load-canon.js';
export { openHouse, type HouseParts } from './house/open-house.js';
export { secretsOf } from './house/secrets-of.js';
export { languageOf, type Language } from './language.js';
export { createLog, scrubber, type LogSettings } from './log/create-log.js';
export { replay, type Replay, type ReplayedTicket, type ReplayScene } from './mend/replay.js';
export { whyValues, type ToolWord, type WhyValue } from './mend/why-value.js';
export { deadLetters, dropDead, retryDead, type DeadLetter } from './mend/dead-letters.js';
export { heldTickets, type HeldTicket } from './mend/held-tickets.js';
export { pause, resumedAs, resumePaused, scopesOf, type PauseWish } from './mend/pauses.js';
export { ageOf, ownerOf, type Workshop } from './mend/workshop.js';
export { budgetOf, type Budget } from './mirror/budget.js';
export { foreseeAll, type PlannedAct, type PlannedConnection, type PlannedTicket } from './mirror/foresight.js';
export type { PlannedMail } from './mirror/mails.js';
export { companyOf, mirrored } from './mirror/company.js';
export { isQuiet } from './mirror/quiet.js';
export { loadRouteRules, type RuleShelves } from './mirror/load-rules.js';
export type { MirrorOptions } from './mirror/open-house-mirror.js';
export { isEventful, leftIn, type ConnectionReceipt, type Left, type SyncReceipt } from './mirror/receipt.js';
export { mirrorRuns, synchronise, type Synchronisation } from './mirror/synchronise.js';
export { nestLog } from './log/nest-log.js';
export { CONFIGURATION, HOUSE, LOG, PasserelleModule, type PasserelleOptions } from './nest/passerelle.module.js';
export { answerDuplicate, offerDuplicates } from './people/duplicates.js';
export { placeByHand, type PlaceWish } from './people/place-by-hand.js';
export { erasePerson, type Erasure, type ErasureWish } from './people/erase-person.js';
export { exportPerson, type PersonExport } from './people/export-person.js';
export { describe as describePerson } from './people/find-person.js';
export { follow, followLimits, type FollowAnswer, type FollowLimits, type FollowWish } from './people/follow.js';
export { keepRetention, type Kept } from './people/keep-retention.js';
export { matchByHand, type HandMatch } from './people/match-by-hand.js';
export type { PublicEntry, PublicTicket } from './people/public-ticket.js';
export { recategorise, type Recategorisation } from './people/recategorise.js';
export { referenceForms } from './people/reference-forms.js';
export {
  exitCodes,
  isPassingCode,
  keptError,
  OperatorError,
  wordsOfError,
  type KeptError,
  type OperatorCode,
} from './operator-error.js';
export { findRoot } from './root.js';
export { accessOf, givenPassword, makeAccount, type AccountWish } from './access/make-account.js';
export { fingerprint, hashPassword, isPassword, isSame, newSecret } from './access/secrets.js';
