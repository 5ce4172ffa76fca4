import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { addNote, customerReply, staffReply, type FormTool } from './simulator/index.js';
import { agent, probe } from './simulator/probe.js';
import { apply, draft, entry, one, open, read, type Stage } from './testing/stage.js';

const secret = 'ENTRE-NOUS-7Q4';
const stages: Stage[] = [];
afterEach(async () => {
  for (const each of stages.splice(0)) await each.close();
});

/** Everything that somebody without an account can be shown of a ticket, files and mails included. */
function public_(form: FormTool, { trackid, email }: { readonly trackid: string; readonly email: string }): string {
  const visitor = probe(form);
  const opened = visitor.follow(visitor.get(`ticket.php?track=${trackid}&e=${email}`), 'ticket.php').text;
  const files = [...form.tool.tables.files.values()].map(
    ({ id }) => visitor.get(`download_attachment.php?att_id=${id}&track=${trackid}&e=${email}`).text,
  );
  const mails = form.tool.mailbox.filter(({ to }) => to === email).map(({ subject, text }) => `${subject} ${text}`);
  return [opened, visitor.get(`print.php?track=${trackid}&e=${email}`).text, ...files, ...mails].join('\n');
}

describe('what is internal', () => {
  it.each(['3.4', '3.6'] as const)(
    'never reaches a customer’s page, file or mail by what we write (%s)',
    async (profile) => {
      for (const mode of ['staff', 'database'] as const) {
        const mine = await open(mode, { profile });
        stages.push(mine);
        const connector = mine.connect();
        const created = await one(connector, draft({ owner: { id: '2', name: null } }));
        if (created.outcome !== 'done') throw new Error(JSON.stringify(created));
        const [ticket] = [...mine.tool.tables.tickets.values()];
        const file = {
          name: `${secret}.txt`,
          mime: null,
          size: secret.length,
          sha256: createHash('sha256').update(secret).digest('hex'),
          at: null,
          open: async () => Readable.from([Buffer.from(secret)]),
        };
        const note = entry(created.id, 'note', `${secret} dans la note`);
        const wrongWay = {
          ...note,
          entry: { ...note.entry, journal: 'reply', text: `${secret} par erreur`, mark: '[x 1]' },
        };
        const resolved = {
          kind: 'transition' as const,
          id: created.id,
          to: '3',
          entry: { ...note.entry, text: `${secret} en résolvant`, mark: '[x 2]' },
        };
        const receipts = await apply(connector, note, wrongWay, resolved);
        expect(receipts.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'done']);
        const attached = await one(connector, { kind: 'attach', id: created.id, audience: 'internal', file });
        expect(attached).toMatchObject({ outcome: 'done', audience: 'internal' });
        expect(public_(mine.form, ticket!)).not.toContain(secret);
        // The same page of staff shows that there was something to leak, and a public word that it would have shown.
        expect(agent(mine.form).get(`admin/admin_ticket.php?track=${ticket?.trackid}`).text).toContain(secret);
        await one(connector, entry(created.id, 'reply', `${secret} à voix haute`));
        expect(public_(mine.form, ticket!)).toContain(secret);
      }
    },
  );

  it('is read as internal over staff pages and tables, and not at all over the public side', async () => {
    for (const mode of ['staff', 'database', 'public'] as const) {
      const mine = await open(mode);
      stages.push(mine);
      const ticket = mine.ticket();
      customerReply(mine.tool, ticket, 'Bonjour');
      staffReply(mine.tool, ticket, mine.karim, { message: 'Bonsoir' });
      addNote(mine.tool, ticket, mine.karim, secret, [{ name: 'note.txt', bytes: Buffer.from(secret) }]);
      const [seen] = await read(
        mine.connect(),
        mode === 'public' ? `${ticket.trackid}/${ticket.email}` : ticket.trackid,
      );
      const audiences = seen?.entries.map(({ text, audience }) => `${text} ${audience}`).toSorted();
      const open_ = ['Bonjour public', 'Bonsoir public'];
      expect(audiences).toEqual(mode === 'public' ? open_ : [...open_, `${secret} internal`]);
      expect(seen?.attachments.map(({ audience }) => audience)).toEqual(mode === 'public' ? [] : ['internal']);
      expect(JSON.stringify(seen).includes(secret)).toBe(mode !== 'public');
    }
  });

  it('is refused by the public side, which has no place for it', async () => {
    const mine = await open('public');
    stages.push(mine);
    const ticket = mine.ticket();
    const id = `${ticket.trackid}/${ticket.email}`;
    const connector = mine.connect();
    expect(connector.journals).toEqual({ reply: 'public' });
    const note = entry(id, 'note', secret);
    for (const journal of ['note', 'reply'])
      expect(await one(connector, { ...note, entry: { ...note.entry, journal } })).toMatchObject({
        outcome: 'refused',
        fault: { kind: 'unsupported' },
      });
    expect([mine.tool.tables.replies.size, mine.tool.tables.notes.size]).toEqual([0, 0]);
  });
});
