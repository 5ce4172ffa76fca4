import type { Check } from './check.js';
import { wholeActs } from './checks/acts.js';
import { attachments } from './checks/attachments.js';
import { cursors } from './checks/cursor.js';
import { discretion } from './checks/discretion.js';
import { entries } from './checks/entries.js';
import { failingReads } from './checks/failing-reads.js';
import { health } from './checks/health.js';
import { inventories } from './checks/inventory.js';
import { knowledge } from './checks/knowledge.js';
import { landing } from './checks/landing.js';
import { finding, lostAnswers } from './checks/lost-answers.js';
import { makers } from './checks/makers.js';
import { pulling } from './checks/pull.js';
import { receipts } from './checks/receipts.js';
import { refusals } from './checks/refusals.js';
import { removal } from './checks/removal.js';
import { texts } from './checks/texts.js';
import { visibility } from './checks/visibility.js';
import { demandEach } from './demand.js';
import { needs, offered } from './needs.js';

const honesty: Check = {
  name: 'the subject says exactly what its connector does not offer',
  needs: [],
  async run(stage) {
    const there = offered(stage);
    const missing = needs.filter((need) => !there.has(need));
    demandEach(stage.subject.without, missing, 'what the subject is without');
  },
};

/** The law of the contract, as a list. */
export const checks: readonly Check[] = [
  honesty,
  ...health,
  ...pulling,
  ...cursors,
  ...entries,
  ...attachments,
  ...failingReads,
  ...landing,
  ...makers,
  ...visibility,
  ...receipts,
  ...lostAnswers,
  ...finding,
  ...wholeActs,
  ...refusals,
  ...texts,
  ...removal,
  ...knowledge,
  ...inventories,
  ...discretion,
];
