import { describe, expect, it } from '@jest/globals';
import { checks, describeConnector, runCheck } from '@passerelle/connector/testing';
import { subject, subjectOf } from './conformance.subject.js';

describeConnector(subject);

/** Checks that a release or a setting could change the outcome of; the whole law is held on 10 above. */
const telling = [
  'everything is read once, oldest first',
  'tickets of the same second are all read, from every cursor between them',
  'a change within the second of the cursor is not lost',
  'entries are read whole, in order, each as often as it stands there',
  'what the requester cannot read is read as internal',
  'an attachment is read byte for byte, the empty one too',
  'a create lands once, with its fields as sent or told as dropped',
  'a create under the same key lands once, after a restart too',
  'an update changes what it names and nothing else',
  'an entry lands once, whole, in its journal',
  'a sink that says it keeps authors and instants keeps them',
  'a sink that says it is silent mails nobody',
  'an internal entry is never readable by the requester, nor mailed to them',
  'every key of a batch has one receipt, doubles and failures too',
  'commands about one ticket land in the order given',
  'the lost answer to a landed create is called unknown, found to have landed, and doubles nothing',
  'a transition and its words are one act, lost answers included',
  'mails that a sink causes are announced by its reactions',
  'a ticket that somebody touched is not removed',
  'what a sink accepts it does',
  'a text is kept up to the normal form, or refused',
];

function holds(where: string, held: ReturnType<typeof subjectOf>, without: readonly string[] = []): void {
  describe(`with ${where}`, () => {
    const list = checks.filter((check) => telling.includes(check.name) && !without.includes(check.name));
    it.each(list.map((check) => ({ name: check.name, check })))('$name', async ({ check }) => {
      await expect(runCheck(check, held)).resolves.toBeUndefined();
    });
  });
}

const writing = telling.filter((name) =>
  /create|update|entry|receipt|mail|touched|accepts|sink|transition|normal/.test(name),
);

// utf8mb3 makes four question marks of an emoji, in names of files and people's words alike.
const emoji = [
  'an attachment is read byte for byte, the empty one too',
  'an entry lands once, whole, in its journal',
  'entries are read whole, in order, each as often as it stands there',
];
holds('GLPI 9.5', subjectOf({ profile: '9.5' }), emoji);
holds('GLPI 11', subjectOf({ profile: '11' }));
holds('an account that may not list across tickets', subjectOf({ quirks: { closedLists: true } }), writing);
holds('texts read as the HTML that GLPI shows', subjectOf({ more: { texts: 'html' } }), [
  'an entry lands once, whole, in its journal',
  'entries are read whole, in order, each as often as it stands there',
]);
