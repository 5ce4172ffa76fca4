import { describe, expect, it } from '@jest/globals';
import { unzipped } from '../export/zip.js';
import { sheetRows } from '../export/sheet.js';
import {
  addNote,
  anonymise,
  databaseOf,
  lock,
  merge,
  receiveMail,
  remove,
  setStatus,
  staffReply,
  typed,
} from './index.js';
import { agent, box, probe, someTicket, submission, tokenIn, tool } from './probe.js';

type Form = ReturnType<typeof tool>['form'];
const karimOf = ({ tool: { tables } }: Form) => tables.users[1]!;

describe('the staff side', () => {
  it('20 makes a reply «Répondu» or what it is sent as, quietly when asked, and stamps the first one once', () => {
    const { form, clock } = tool();
    const ticket = someTicket(form.tool);
    const staff = agent(form);
    const reply = (more: Record<string, string>) =>
      staff.post('admin/admin_reply_ticket.php', { orig_id: String(ticket.id), message: 'Bonjour', ...more });
    reply({ submit_as_reply: '1' });
    expect([ticket.status, ticket.replies, ticket.staffreplies, ticket.lastreplier]).toEqual([2, 1, 1, 'staff']);
    const first = ticket.firstreply;
    const mails = form.tool.mailbox.length;
    clock.advance(60_000);
    reply({ 'submit_as-5': '1', no_notify: '1' });
    expect([ticket.status, ticket.firstreply, form.tool.mailbox.length]).toEqual([5, first, mails]);
  });

  it('21 does not move a ticket for notes and edited replies, and moves it for everything else, to the second', () => {
    const { form, clock } = tool();
    const ticket = someTicket(form.tool);
    const staff = agent(form);
    const token = tokenIn(staff.get(`admin/admin_ticket.php?track=${ticket.trackid}`));
    staffReply(form.tool, ticket, karimOf(form), { message: 'Bonjour' });
    const before = ticket.lastchange;
    clock.advance(5_500);
    const track = ticket.trackid;
    staff.post('admin/admin_ticket.php', { track, notemsg: 'Entre nous', token });
    staff.post('admin/edit_post.php', { save: '1', track, token, reply: '1', message: 'Bonsoir' });
    expect([form.tool.tables.notes.size, ticket.lastchange]).toEqual([1, before]);
    staff.post('admin/priority.php', { track, priority: '0', token });
    expect(ticket.lastchange - before).toBe(5_000);
  });

  it('22 resolves what it locks, and leaves it resolved without a date when it unlocks', () => {
    const { form } = tool();
    const ticket = someTicket(form.tool);
    lock(form.tool, ticket, karimOf(form), true);
    expect([ticket.status, ticket.closedat !== null]).toEqual([3, true]);
    lock(form.tool, ticket, karimOf(form), false);
    expect([ticket.status, ticket.closedat]).toEqual([3, null]);
    setStatus(form.tool, ticket, karimOf(form), 4);
    setStatus(form.tool, ticket, karimOf(form), 3);
    expect([ticket.closedby, setStatus(form.tool, ticket, karimOf(form), 3)]).toEqual([2, false]);
  });

  it('23 merges into the lowest number, with new numbers and old dates for posts, and leads the old reference on', () => {
    const { form, clock } = tool();
    const [one, two] = [someTicket(form.tool), someTicket(form.tool)];
    staffReply(form.tool, two, karimOf(form), { message: 'Vu' });
    const [before] = [...form.tool.tables.replies.values()];
    clock.advance(90_000);
    merge(form.tool, [two.id, one.id], karimOf(form));
    const moved = [...form.tool.tables.replies.values()].find(({ message }) => message === 'Vu');
    expect([moved?.dt, moved?.replyto, moved?.id === before?.id]).toEqual([before?.dt, one.id, false]);
    expect(one.merged).toBe(`#${two.trackid}#`);
    const visitor = probe(form);
    const said = visitor.follow(visitor.get(`ticket.php?track=${two.trackid}&e=${two.email}`), 'ticket.php');
    expect([box(said), said.text.includes(one.trackid)]).toEqual(['orange', true]);
  });

  it('24 deletes without a trace, and leaves placeholders where it anonymises', () => {
    const { form } = tool();
    const [one, two] = [someTicket(form.tool), someTicket(form.tool)];
    addNote(form.tool, one, karimOf(form), 'Note', []);
    remove(form.tool, one);
    anonymise(form.tool, two, karimOf(form));
    expect([form.tool.tables.tickets.size, form.tool.tables.notes.size]).toEqual([1, 0]);
    expect([two.subject, two.name, two.ip]).toEqual(['[Subject]', '[Customer]', '0.0.0.0']);
  });

  it('25 hides other categories from an agent without a word, and refuses a page with status 200', () => {
    const { form } = tool();
    const hidden = someTicket(form.tool, { category: 5 });
    someTicket(form.tool, { category: 2 });
    const staff = agent(form, 'reseau', 'Res3au-Pw2v');
    form.tool.tables.users[3] = {
      ...form.tool.tables.users[3]!,
      privileges: ['can_view_tickets', 'can_view_unassigned'],
    };
    expect(staff.get('admin/show_tickets.php').text).toContain(': 1 |');
    const said = staff.get(`admin/admin_ticket.php?track=${hidden.trackid}`);
    expect([said.status, box(said)]).toEqual([200, 'red']);
  });

  it('26 lists by pages, with the state as a class, short dates and counts in the footer', () => {
    const { form } = tool();
    for (let nth = 0; nth < 5; nth++) someTicket(form.tool);
    const { text } = agent(form).get('admin/show_tickets.php?limit=2&page=3&sort=lastchange&asc=1');
    expect(text.match(/<tr class="status-0 new"/g)).toHaveLength(1);
    expect(text).toMatch(/Nombre de Tickets[^|]*: 5 \| Nombre de Pages : 3/);
    expect(text).toMatch(/<td class="lastchange">\d\d:\d\d<\/td>/);
    expect(text).not.toContain('<time');
  });

  it('27 exports by creation date in local time with labels, and leaves the file open until it is deleted', () => {
    for (const [profile, columns] of [
      ['3.4', 14],
      ['3.6', 17],
    ] as const) {
      const { form, clock } = tool({ profile });
      someTicket(form.tool, { subject: 'Ancien' });
      clock.advance(40 * 86_400_000);
      const ticket = someTicket(form.tool, { subject: 'Récent & «neuf»' });
      const staff = agent(form);
      const page = staff.get('admin/export.php?w=0&time=12').text;
      const path = /cache\/[^"]+\.zip/.exec(page)?.[0] ?? '';
      const answer = form.handle({ method: 'GET', url: `/${path}`, headers: {}, body: Buffer.alloc(0) });
      const rows = sheetRows(unzipped(answer.body as Buffer, /\.xml$/, 1e6)?.toString() ?? '') ?? [];
      expect(new Set(rows.map((row) => row['Objet de votre Demande']))).toEqual(new Set(['Ancien', 'Récent & «neuf»']));
      expect(Object.keys(rows[0] ?? {})).toHaveLength(columns);
      expect(rows.find((row) => row['Numéro de la Demande'] === ticket.trackid)?.['Date']).toBe(
        '2026-02-14T09:00:00.000',
      );
      expect(staff.get('admin/export.php?w=0').text).toContain('1 tickets');
      staff.get(`admin/export.php?delete=${path.slice(6, -4)}`);
      expect(staff.get(path).status).toBe(404);
    }
  });

  it('28 mails with its subjects, names the owner as author, and takes mails in by its rules', () => {
    const { form, clock } = tool({ profile: '3.4' });
    const ticket = someTicket(form.tool);
    ticket.owner = 2;
    staffReply(form.tool, ticket, form.tool.tables.users[0]!, { message: 'Vu' });
    const last = form.tool.mailbox.at(-1);
    expect(last?.subject).toBe(`[#${ticket.trackid}] Nouvelle Réponse : Écran noir`);
    expect([last?.text.includes('Karim Bénali a répondu'), last?.headers]).toEqual([
      true,
      { 'X-Hesk-Tracking_ID': ticket.trackid },
    ]);
    expect(form.tool.mailbox.find(({ subject }) => subject.includes('Nouvelle Demande'))?.headers).toEqual({});
    const mail = (from: string, text: string) =>
      receiveMail(form.tool, { from, subject: `Re: [#${ticket.trackid}] Écran noir ${'x'.repeat(80)}`, text });
    const cut = 'Toujours pareil\n------ Répondre au-dessus de cette ligne ------\n> cité';
    expect([mail(ticket.email, cut), mail(ticket.email, cut), mail('autre@exemple.fr', 'Moi aussi')]).toEqual([
      'reply',
      'dropped',
      'ticket',
    ]);
    expect([...form.tool.tables.replies.values()].at(-1)?.message).toContain('citations supprimées');
    const born = [...form.tool.tables.tickets.values()].at(-1);
    expect([born?.category, typed(born?.subject ?? '').length]).toEqual([1, 70]);
    expect(mail('noreply@exemple.fr', 'x')).toBe('dropped');
    clock.advance(400_000);
    for (let nth = 0; nth < 5; nth++) mail(ticket.email, `Message ${nth}`);
    expect(mail(ticket.email, 'Encore')).toBe('dropped');
  });

  it('29 stores texts escaped, broken and linked, without characters beyond the basic plane, in UTC', async () => {
    const { form } = tool();
    const ticket = someTicket(form.tool, { subject: 'x'.repeat(100), message: '<b>é</b>\nhttps://exemple.fr/a 🙂' });
    expect(ticket.message).toBe(
      '&lt;b&gt;é&lt;/b&gt;<br />\n<a href="https://exemple.fr/a">https://exemple.fr/a</a> ?',
    );
    expect(ticket.subject).toHaveLength(100);
    expect(agent(form).get(`admin/admin_ticket.php?track=${ticket.trackid}`).text).toContain(
      'datetime="2026-01-05T09:00:00+01:00"',
    );
    expect(await databaseOf(form.tool).query('SELECT dt FROM hesk_tickets', [])).toEqual([
      { dt: '2026-01-05 08:00:00' },
    ]);
  });

  it('30 turns with its switches: captcha, accounts, maintenance, second factor, folder, labels, cookies and split writes', () => {
    const captcha = tool({ captcha: 'image' }).form;
    probe(captcha).post('submit_ticket.php?submit=1', submission);
    expect(captcha.tool.tables.tickets.size).toBe(0);
    expect(probe(tool({ accountsRequired: true }).form).get('index.php').headers['location']).toMatch(/^login\.php/);
    expect(probe(tool({ maintenance: true }).form).get('ticket.php').text).toContain('Maintenance en cours');
    expect(agent(tool({ staffMfa: true }).form).get('admin/show_tickets.php').status).toBe(302);
    expect(agent(tool({ adminFolder: 'gestion' }).form).get('gestion/show_tickets.php').status).toBe(200);
    expect(probe(tool({ labels: { viewExisting: 'Mon suivi' } }).form).get('index.php').text).toContain('Mon suivi');
    for (const [profile, names] of [
      ['3.4', 1],
      ['3.6', 2],
    ] as const) {
      const both = agent(tool({ profile }).form);
      both.get('index.php');
      expect(both.cookies.size).toBe(names);
    }
    const { form } = tool({ splitReplies: true });
    const ticket = someTicket(form.tool);
    probe(form).post('reply_ticket.php', { orig_track: ticket.trackid, e: ticket.email, message: 'Encore' });
    expect([ticket.replies, form.tool.tables.replies.size]).toEqual([1, 0]);
    form.tool.unfinished.forEach((finish) => finish());
    expect(form.tool.tables.replies.size).toBe(1);
  });
});
