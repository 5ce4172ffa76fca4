import { describe, expect, it } from '@jest/globals';
import { checks, describeConnector, runCheck, type Need } from '@passerelle/connector/testing';
import { companionSubject, ordinarySubject, subject } from './conformance.subject.js';

describeConnector(subject);

describe('with the companion import set', () => {
  describeConnector(companionSubject);
});

describe('with an ordinary account and no batches', () => {
  const lost: readonly Need[] = [...ordinarySubject.without, 'vocabulary', 'remove', 'sessions', 'credentials'];
  // It may not read notifications, nor remove, nor read the dictionary, which these do among other things.
  const beyond = [
    'mails that a sink causes are announced by its reactions',
    'what a sink accepts it does',
    'nothing goes out past the door',
  ];
  const left = checks.filter(({ name, needs }) => !beyond.includes(name) && !needs.some((need) => lost.includes(need)));
  it.each(left.map((check) => ({ name: check.name, check })))('$name', async ({ check }) => {
    await expect(runCheck(check, ordinarySubject)).resolves.toBeUndefined();
  });
});
