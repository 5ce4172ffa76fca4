import { describe, expect, it } from '@jest/globals';
import {
  noon,
  sampleAttachment,
  sampleAttachmentBond,
  sampleBond,
  sampleEntry,
  sampleEntryBond,
  sampleIntent,
  sampleObservation,
  samplePersonLink,
  sampleQuarantine,
  sampleRun,
  sampleTicket,
} from '../samples.js';
import type { Subject } from '../store-suite.js';

const texts: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['French', "L'écran – «cassé» – coûte 30 € ; œuvre d'été, déjà vu à Noël"],
  ['emoji and combined characters', '🖥️👩🏽‍💻 e\u0301 \u{1F468}\u200D\u{1F469}\u200D\u{1F467} 🇫🇷'],
  ['right-to-left', 'שלום \u202Eمرحبا بالعالم\u202C'],
  ['NUL characters', 'avant\u0000après\u0000'],
  ['control characters', '\u0001\u0002\u0001\u0030\t\r\n\u001b[31m\u007f\u0085\u2028'],
  ['half of an emoji, as after a cut', 'coupé \ud83d'],
  ['the other half, and a reversed pair', '\ude00\ude00\ud83d fin'],
  [
    'what databases and JSON escape',
    `'"\\ \\u0000 \\N \\. $1 %s {a,b} NULL null {"a":[1]} -- /* */; drop table ticket`,
  ],
  ['a byte order mark and unassigned characters', '\ufeffa\uffff\u{10ffff}'],
  ['1 MB', 'é🖥️\u0000'.repeat(120_000)],
];

export function textLaws(subject: () => Subject): void {
  describe('text', () => {
    it.each(texts)('of any kind comes back as it went, wherever it stands: %s', async (_, text) => {
      const { store } = subject();
      const name = text.slice(0, 150);
      const id = `t-${name}`;
      const person = { name: text, email: null, login: name, employeeNumber: null, cut: true };
      const kept = sampleTicket(id, {
        title: text,
        description: text,
        number: name,
        requester: person,
        tags: [text, name],
        custom: { [name]: text },
      });
      const entry = sampleEntry(id, 1, {
        id: `e-${name}`,
        text,
        author: person,
        origin: { connection: name, native: name, ordinal: 1 },
        task: {
          state: 'done',
          category: text,
          technician: person,
          plannedFrom: noon,
          plannedTo: null,
          forecast: 60,
          spent: null,
        },
      });
      const file = sampleAttachment(id, 1, { id: `a-${name}`, name: text, mime: name, author: person });
      const bond = sampleBond(name, name, id, {
        class: name,
        number: name,
        url: text,
        version: name,
        run: name,
        shadow: {
          digest: name,
          fields: { [name]: text, ref: { id: name, name: text }, list: [text, { id: null, name }] },
        },
      });
      const intent = sampleIntent(name, id, 0, { key: `k-${name}`, run: name });
      const attempt = { at: noon, command: JSON.stringify(text) };
      const trouble = { kind: 'rejected', message: { fr: text, en: `${text} ` } } as const;
      const said = sampleObservation(name, name, { run: name, said: JSON.stringify({ text }) });
      const stopped = sampleQuarantine(name, name, {
        number: name,
        detail: { fr: text, en: `${text} ` },
        advice: { fr: ` ${text}`, en: text },
        run: name,
      });
      const run = sampleRun(`r-${name}`, { route: name, report: { [name]: text, deep: [{ text }] } });
      const link = samplePersonLink(name, name, { native: name });
      await store.commit({
        tickets: [{ ...kept, why: { title: text } }],
        entries: [entry],
        attachments: [file],
        bonds: [bond],
        entryBonds: [sampleEntryBond(name, entry, name)],
        attachmentBonds: [sampleAttachmentBond(name, file, name)],
        observations: [said],
        intents: [intent],
        attempts: [{ key: intent.key, attempt }],
        resolutions: [{ key: intent.key, state: 'dead', trouble }],
        quarantined: [stopped],
        cursors: [{ stream: name, cursor: text }],
        runs: [run],
        personLinks: [link],
      });
      const fence = await store.lease(name, name, noon, 1_000);

      expect((await store.tickets([id])).get(id)).toEqual({
        ticket: kept.ticket,
        why: { title: text },
        revision: 1,
        entries: [entry],
        attachments: [file],
      });
      expect((await store.scan({ bondedTo: name, after: null, limit: 5 })).map(({ ticket }) => ticket.id)).toEqual([
        id,
      ]);
      expect(await store.scan({ bondedTo: name, after: id, limit: 5 })).toEqual([]);
      expect(await store.byNumber(name)).toEqual([id]);
      expect((await store.bonds(name, [name])).get(name)).toEqual(bond);
      expect(await store.bondsOf([id])).toEqual([bond]);
      expect(await store.bondsOfConnection(name, null, 5, 'seen')).toEqual([bond]);
      expect(await store.bondsOfConnection(name, name, 5)).toEqual([]);
      expect(await store.entryBonds(name, [id])).toEqual([sampleEntryBond(name, entry, name)]);
      expect(await store.attachmentBonds(name, [id])).toEqual([sampleAttachmentBond(name, file, name)]);
      expect(await store.observations(name, name)).toEqual([said]);
      expect(await store.inState(name, 'dead', 5)).toMatchObject([{ ...intent, trouble, attempts: [attempt] }]);
      expect(await store.quarantined(name)).toEqual([stopped]);
      expect(await store.cursor(name)).toBe(text);
      expect(await store.run(run.id)).toEqual(run);
      expect(await store.runs(name)).toEqual([run]);
      expect(await store.personLinks(name, [name])).toEqual(new Map([[name, link]]));
      expect(await store.leaseOf(name)).toMatchObject({ fence, holder: name });
      await store.commit({ released: [{ connection: name, native: name }] });
      expect(await store.quarantined(name)).toEqual([]);
    });

    it('that differs only in what a database might drop makes different identities', async () => {
      const { store } = subject();
      const natives = [
        'n',
        'n\u0000',
        'n ',
        ' n',
        'N',
        'n\u00010',
        '\ud83d',
        '\ude00',
        '\ufffd',
        'é',
        'e\u0301',
        'n\u0001',
      ];
      await store.commit({
        tickets: [sampleTicket('t1')],
        bonds: natives.map((native, index) => sampleBond('sn', native, 't1', { version: String(index) })),
      });
      const found = await store.bonds('sn', natives);
      expect(natives.map((native) => found.get(native)?.version)).toEqual(natives.map((_, index) => String(index)));
      const walked: string[] = [];
      for (let page; (page = await store.bondsOfConnection('sn', walked.at(-1) ?? null, 2)).length > 0;) {
        walked.push(...page.map(({ native }) => native));
      }
      expect(walked.toSorted()).toEqual(natives.toSorted());
    });

    it('named like a property of every object is only text', async () => {
      const { store } = subject();
      const custom = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}') as Record<string, string>;
      await store.commit({
        tickets: [sampleTicket('__proto__', { custom, number: 'constructor' })],
        cursors: [{ stream: '__proto__', cursor: 'x' }],
      });
      const whole = (await store.tickets(['__proto__'])).get('__proto__');
      expect(JSON.stringify(whole?.ticket.custom)).toBe('{"__proto__":"a","constructor":"b","toString":"c"}');
      expect(await store.cursor('toString')).toBeNull();
      expect(await store.byNumber('Constructor')).toEqual(['__proto__']);
    });
  });

  describe('instants', () => {
    it.each([
      '0000-01-01T00:00:00.000Z',
      '0001-01-01T00:00:00.001Z',
      '1969-12-31T23:59:59.999Z',
      '9999-12-31T23:59:59.999Z',
    ])('come back to the millisecond: %s', async (instant) => {
      const { store } = subject();
      const entry = sampleEntry('t1', 1, { at: instant });
      const said = sampleObservation('sn', 'n', { heard: instant });
      const run = sampleRun('r', { started: instant, ended: instant });
      await store.commit({
        tickets: [sampleTicket('t1', { created: instant })],
        entries: [entry],
        observations: [said],
        runs: [run],
        intents: [sampleIntent('sn', 't1', 0)],
        resolutions: [{ key: 'sn-t1-0', state: 'queued', due: instant }],
      });
      expect((await store.tickets(['t1'])).get('t1')?.entries).toEqual([entry]);
      expect(await store.observations('sn', 'n')).toEqual([said]);
      expect(await store.run('r')).toEqual(run);
      expect(await store.nextDue('sn')).toBe(instant);
    });
  });
}
