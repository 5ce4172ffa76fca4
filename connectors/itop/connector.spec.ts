import { describe, expect, it } from '@jest/globals';
import { checks, describeConnector, runCheck, type Need } from '@passerelle/connector/testing';
import { agentSubject, subject } from './conformance.subject.js';

describeConnector(subject);

describe('the simple flavour, with the account of an agent', () => {
  // It may read no accounts and no triggers, may delete neither tickets nor work orders, and is no inventory.
  const lost: readonly Need[] = ['sessions', 'credentials', 'directory', 'mails', 'inventory'];
  const beyond = ['what a sink accepts it does', 'nothing goes out past the door'];
  // The same reading, whoever asks: once is enough for what takes seconds.
  const alike = [
    'a page that fails',
    'an answer that',
    'no secret',
    'many tickets',
    'words of an entry',
    'from the cursor',
    'tickets of the same second',
    'a read goes on',
    'the lost answer to a landed attach',
  ];
  const left = checks.filter(
    ({ name, needs }) =>
      ![...beyond, ...alike].some((each) => name.startsWith(each)) && !needs.some((need) => lost.includes(need)),
  );
  it.each(left.map((check) => ({ name: check.name, check })))('$name', async ({ check }) => {
    await expect(runCheck(check, agentSubject)).resolves.toBeUndefined();
  });
});
