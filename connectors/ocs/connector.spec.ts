import { describe, expect, it } from '@jest/globals';
import { checks, describeConnector, runCheck } from '@passerelle/connector/testing';
import { subject, subjectOf } from './conformance.subject.js';

describeConnector(subject);

describe.each(['2.8', '2.8-debian'] as const)('OCS %s', (profile) => {
  const other = subjectOf(profile);
  const about = checks.filter(({ needs }) => needs.every((need) => !other.without.includes(need)));
  // What goes out and comes out is the same code, whoever answers; Debian's takes four calls a machine, each failing six ways.
  const alike = profile === '2.8' ? /^no secret/ : /^(?:no secret|a page of machines that fails)/;
  const left = about.filter(({ name }) => !alike.test(name));
  it.each(left.map((check) => ({ name: check.name, check })))('$name', async ({ check }) => {
    await expect(runCheck(check, other)).resolves.toBeUndefined();
  });
});
