import { describe, expect, it } from '@jest/globals';
import { checks, runCheck, type Check, type Need, type Subject } from '@passerelle/connector/testing';
import { databaseSubject, publicSubject, staffSubject } from './conformance.subject.js';

/** Milliseconds; a busy machine is no reason to fail. */
const patience = 60_000;

/** The law again in the other modes: the checks that a mode changes nothing about are left to the first. */
function left(needs: readonly Need[], beyond: readonly string[], only: (name: string) => boolean = () => true) {
  return checks
    .filter(
      (check: Check) =>
        !beyond.includes(check.name) && !check.needs.some((need) => needs.includes(need)) && only(check.name),
    )
    .map((check) => ({ name: check.name, check }));
}

const missing: readonly Need[] = ['amend', 'retract', 'link', 'unlink', 'relate', 'directory', 'inventory'];

describe('over staff pages of 3.4, with a renamed folder, links instead of a drop-down and the newest post first', () => {
  const subject = staffSubject({ profile: '3.4', adminFolder: 'gestion', catShowSelect: 15, newTop: true });
  const reading =
    /read by name is|fine|as (internal|public)|entries are|byte for byte|create lands once, with|update changes|entry lands once, whole|find names|internal (entry|file)|vocabulary covers|sink wrote/;
  const slow: readonly string[] = [];
  it.each(left(missing, slow, (name) => reading.test(name)))(
    '$name',
    async ({ check }) => {
      await expect(runCheck(check, subject)).resolves.toBeUndefined();
    },
    patience,
  );
});

describe('over the tables', () => {
  // The tables are not behind HTTP, so what befalls HTTP does not befall them.
  const beyond = [
    'what is read by name is never left out because a request failed',
    'an answer that is larger than memory should hold is refused',
    'a page that fails throws, and nothing ends short',
    'an answer that is not what was asked for is no empty page',
    'a refusal of pace waits as told before anything else is asked',
  ];
  const whole =
    /pull|cursor|same second|everything|well formed|read|entries|attachment|file lands|piece|news|version|fine|sink wrote/;
  const short = /everything|well formed|read as|entries are|byte for byte|news|sink wrote/;
  for (const [profile, some] of [
    ['3.6', whole],
    ['3.4', short],
  ] as const)
    it.each(left(missing, [...beyond, 'many tickets are read by name'], (name) => some.test(name)))(
      `$name (${profile})`,
      async ({ check }) => {
        await expect(runCheck(check, databaseSubject({ profile }))).resolves.toBeUndefined();
      },
      patience,
    );
});

describe('over the public side alone', () => {
  const absent: readonly Need[] = [...missing, 'update', 'remove', 'adoptable', 'internal', 'credentials', 'sessions'];
  const subject: Subject = publicSubject();
  const beyond = [
    // Long, and the same code as over staff pages.
    'many tickets are read by name',
    'a page that fails throws, and nothing ends short',
    'an answer that is not what was asked for is no empty page',
    // Nobody without an account can look for a mark, so what became of a lost form is for a person to say.
    'a create under the same key lands once, after a restart too',
    'find tells one key from another of the same words',
    'find names the ticket that a lost create made',
    'the lost answer to a landed create is called unknown, found to have landed, and doubles nothing',
    'create: what did not land is found not to have, and lands once when it is applied again',
    // A reference that is not opened is never believed to be deleted.
    'reading by name gives what exists and leaves out what does not',
    // Customers choose neither priority nor owner afterwards, and a dropped field of theirs is one of the form.
    'a field that the tool drops in silence is told of a new ticket too',
  ];
  it.each(left(absent, beyond))(
    '$name',
    async ({ check }) => {
      await expect(runCheck(check, subject)).resolves.toBeUndefined();
    },
    patience,
  );
});
