import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Store } from '../ports/store.js';
import { bondLaws } from './laws/bonds.js';
import { bulkLaws } from './laws/bulk.js';
import { commitLaws } from './laws/commit.js';
import { contradictionLaws } from './laws/contradictions.js';
import { forgettingLaws } from './laws/forgetting.js';
import { hearingLaws } from './laws/hearing.js';
import { leaseLaws } from './laws/leases.js';
import { outboxLaws } from './laws/outbox.js';
import { rivalryLaws } from './laws/rivalry.js';
import { recordLaws } from './laws/records.js';
import { textLaws } from './laws/texts.js';
import { ticketLaws } from './laws/tickets.js';

export interface StoreSubject {
  readonly store: Store;
  /** The same memory through another door, as another process has it; the same store where there is only one door. */
  readonly other: Store;
  teardown(): Promise<void>;
}

/** What the laws are tried on: a fresh subject before each of them. */
export interface Subject {
  readonly store: Store;
  readonly other: Store;
}

/** What the river relies on in any store. `setup` gives an empty one each time. */
export function describeStore(name: string, setup: () => Promise<StoreSubject>): void {
  describe(`${name}`, () => {
    let subject: StoreSubject | undefined;
    beforeEach(async () => {
      subject = await setup();
    });
    afterEach(async () => {
      await subject?.teardown();
      subject = undefined;
    });
    const current = (): Subject => {
      if (!subject) throw new Error('expected a store inside a test');
      return subject;
    };
    for (const laws of [
      commitLaws,
      contradictionLaws,
      ticketLaws,
      bondLaws,
      outboxLaws,
      forgettingLaws,
      recordLaws,
      hearingLaws,
      leaseLaws,
      rivalryLaws,
      textLaws,
      bulkLaws,
    ]) {
      laws(current);
    }
  });
}
