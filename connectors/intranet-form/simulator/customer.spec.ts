import { describe, expect, it } from '@jest/globals';
import { addNote, customerReply, customerStatus, lock, staffReply } from './index.js';
import { agent, box, probe, someTicket, submission, tokenIn, tool } from './probe.js';

const karimOf = (form: ReturnType<typeof tool>['form']) => form.tool.tables.users[1]!;
const ticketsOf = (form: ReturnType<typeof tool>['form']) => [...form.tool.tables.tickets.values()];

describe('the public side', () => {
  it('1 has three entries, and hides the knowledge base while nothing stands in it', () => {
    expect(probe(tool().form).get('index.php').text).not.toContain('knowledgebase.php');
    const { text } = probe(tool({ publicArticles: 2 }).form).get('index.php');
    for (const target of ['index.php?a=add', 'ticket.php', 'knowledgebase.php'])
      expect(text).toContain(`href="${target}"`);
  });

  it('2 offers many categories as a drop-down and few as links, and notices an empty choice', () => {
    const many = probe(tool().form);
    expect(many.get('index.php?a=add').text).toContain('<select name="category" id="select_category">');
    expect(box(many.get('index.php?a=add&category='))).toBe('orange');
    const few = probe(tool({ catShowSelect: 15 }).form).get('index.php?a=add').text;
    expect(few).not.toContain('<select');
    expect(few).toContain('navlink-condensed');
  });

  it('3 neither shows nor takes private categories, with status 200', () => {
    const { form } = tool();
    const visitor = probe(form);
    expect(visitor.get('index.php?a=add').text).not.toContain('>General<');
    expect(visitor.get('index.php?a=add&category=1')).toMatchObject({ status: 200 });
    expect(visitor.post('submit_ticket.php?submit=1', { ...submission, category: '1' }).status).toBe(200);
    expect(ticketsOf(form)).toEqual([]);
  });

  it('4 wants words for priorities in 3.4 and numbers in 3.6, and takes the other’s for the lowest in silence', () => {
    for (const [profile, right, wrong] of [
      ['3.4', 'high', '1'],
      ['3.6', '1', 'high'],
    ] as const) {
      const { form } = tool({ profile });
      expect(probe(form).get('index.php?a=add&category=5').text).toContain(`<option value="${right}">Élevée`);
      for (const priority of [right, wrong])
        probe(form).post('submit_ticket.php?submit=1', { ...submission, priority });
      expect(ticketsOf(form).map(({ priority }) => priority)).toEqual([1, 3]);
    }
  });

  it('5 answers bots with 403 and nothing: a trap that is touched, and the decoy of the odd comment', () => {
    const { form } = tool();
    expect(probe(form).get('index.php?a=add&category=5').text).toMatch(/<!-- > .*name="phone".* < -->/);
    for (const more of [{ hx: '4' }, { hy: 'x' }, { phone: '' }])
      expect(probe(form).post('submit_ticket.php?submit=1', { ...submission, ...more })).toMatchObject({
        status: 403,
        text: '',
      });
    expect(ticketsOf(form)).toEqual([]);
  });

  it('6 takes a line end or a tab in name or subject for a robot', () => {
    const { form } = tool();
    for (const more of [{ name: 'A\nB' }, { subject: 'A\tB' }])
      expect(probe(form).post('submit_ticket.php?submit=1', { ...submission, ...more }).status).toBe(403);
  });

  it('7 shows tokens everywhere, ignores them on forms and asks for them on changes of status', () => {
    const { form } = tool();
    const ticket = someTicket(form.tool);
    const visitor = probe(form);
    expect(tokenIn(visitor.get('index.php?a=add&category=5'))).toHaveLength(40);
    visitor.post('submit_ticket.php?submit=1', { ...submission, token: 'faux' });
    expect(ticketsOf(form)).toHaveLength(2);
    const said = visitor.get(`change_status.php?track=${ticket.trackid}&e=${ticket.email}&s=3&token=faux`);
    expect(said).toMatchObject({ status: 200 });
    expect(said.text).toContain('Demande invalide');
    expect(ticket.status).toBe(0);
  });

  it('8 says what is wrong once, on the page behind the redirect, with status 200', () => {
    const visitor = probe(tool().form);
    const said = visitor.post('submit_ticket.php?submit=1', { ...submission, message: '' });
    expect(said.status).toBe(302);
    const shown = visitor.follow(said, 'submit_ticket.php');
    expect([shown.status, box(shown)]).toEqual([200, 'red']);
    expect(visitor.get('index.php?a=add&category=5').text).not.toContain('Erreurs Suivantes');
  });

  it('9 swallows a second form of one session until the form is opened again', () => {
    const { form } = tool();
    const visitor = probe(form);
    visitor.post('submit_ticket.php?submit=1', submission);
    expect(visitor.post('submit_ticket.php?submit=1', submission).text).toContain('http-equiv="Refresh"');
    expect(ticketsOf(form)).toHaveLength(1);
    visitor.get('index.php?a=add&category=5');
    visitor.post('submit_ticket.php?submit=1', submission);
    expect(ticketsOf(form)).toHaveLength(2);
  });

  it('10 ignores plain files without their switch, refuses what is too much, and makes slugs of names', () => {
    const { form, clock } = tool({ maxFileBytes: 20 });
    const send = (more: Record<string, string>, name: string, content = 'x') =>
      probe(form).post('submit_ticket.php?submit=1', { ...submission, ...more }, { 'attachment[1]': [name, content] });
    send({}, 'capture.png');
    send({ 'use-legacy-attachments': '1' }, 'capture écran n°1.png');
    expect(send({ 'use-legacy-attachments': '1' }, 'virus.exe').status).toBe(302);
    expect(send({ 'use-legacy-attachments': '1' }, 'gros.png', 'x'.repeat(30)).status).toBe(302);
    expect(ticketsOf(form).map(({ attachments }) => attachments)).toEqual(['', '1#capture-ecran-n1.png,']);
    const key =
      /"file_key":"(\w+)"/.exec(
        probe(form).post('upload_attachment.php', {}, { attachment: ['a.txt', 'a'] }).text,
      )?.[1] ?? '';
    clock.advance(3_700_000);
    probe(form).post('submit_ticket.php?submit=1', { ...submission, 'attachments[]': key });
    expect(ticketsOf(form).at(-1)?.attachments).toBe('');
    expect(probe(form).post('upload_attachment.php', {}, { attachment: ['a.webp', 'a'] }).status).toBe(400);
  });

  it('11 gives references of thirty characters, and takes them in any case but never without their dashes', () => {
    const { form } = tool();
    const { trackid, email } = someTicket(form.tool);
    expect(trackid).toMatch(
      /^[AEUYBDGHJLMNPQRSTVWXZ1-9]{3}-[AEUYBDGHJLMNPQRSTVWXZ1-9]{3}-[AEUYBDGHJLMNPQRSTVWXZ1-9]{4}$/,
    );
    const open = (track: string) => {
      const visitor = probe(form);
      return visitor
        .follow(visitor.get(`ticket.php?track=${track}&e=${email}`), 'ticket.php')
        .text.includes('Écran noir');
    };
    expect([open(trackid.toLowerCase()), open(trackid.replaceAll('-', ''))]).toEqual([true, false]);
  });

  it('12 tells the reference on a page of its own, and remembers the e-mail', () => {
    const { form } = tool();
    const visitor = probe(form);
    const said = visitor.post('submit_ticket.php?submit=1', submission);
    const [ticket] = ticketsOf(form);
    expect(said.status).toBe(200);
    expect(said.text).toContain(`<span class="font-weight-bold">${ticket?.trackid}</span>`);
    expect(visitor.cookies.get('hesk_myemail')).toBe('amelie%40exemple.fr');
  });

  it('13 shows a ticket only to the visitor who brings the cookie of the first answer back', () => {
    const { form } = tool();
    const { trackid, email } = someTicket(form.tool);
    const visitor = probe(form);
    expect(visitor.get(`ticket.php?track=${trackid}&e=${email}`).status).toBe(302);
    expect(probe(form).get('ticket.php').text).not.toContain('Écran noir');
    expect(visitor.get('ticket.php').text).toContain('Écran noir');
  });

  it('14 tells an unknown reference from a wrong e-mail, and minds no case in an e-mail', () => {
    const { form } = tool();
    const { trackid } = someTicket(form.tool);
    const said = (track: string, e: string) => {
      const visitor = probe(form);
      return visitor.follow(visitor.get(`ticket.php?track=${track}&e=${e}`), 'ticket.php').text;
    };
    expect(said(trackid, 'AMELIE@exemple.fr')).toContain('Écran noir');
    expect(said(trackid, 'x@y.fr')).toContain('ne correpond pas');
    expect(said('AAA-AAA-AAA1', 'x@y.fr')).toContain('introuvable');
  });

  it('15 excludes everybody behind an address at the sixth failure, for an hour; a success before forgives', () => {
    const { form, clock } = tool();
    const { trackid, email } = someTicket(form.tool);
    const follow = (e: string) => {
      const visitor = probe(form);
      return visitor.follow(visitor.get(`ticket.php?track=${trackid}&e=${e}`), 'ticket.php').text;
    };
    for (let nth = 0; nth < 5; nth++) follow('x@y.fr');
    expect(follow(email)).toContain('Écran noir');
    for (let nth = 0; nth < 3; nth++) follow('x@y.fr');
    for (let nth = 0; nth < 3; nth++) agent(form, 'karim', 'faux');
    expect(follow(email)).toContain('exclu');
    expect(agent(form).get('admin/show_tickets.php').status).toBe(302);
    clock.advance(61 * 60_000);
    expect(follow(email)).toContain('Écran noir');
  });

  it('16 marks staff replies as read when the customer looks, and not when staff do', () => {
    const { form } = tool();
    const ticket = someTicket(form.tool);
    staffReply(form.tool, ticket, karimOf(form), { message: 'Bonjour' });
    const read = () => [...form.tool.tables.replies.values()].map((reply) => reply.read);
    agent(form).get(`admin/admin_ticket.php?track=${ticket.trackid}`);
    expect(read()).toEqual([false]);
    const visitor = probe(form);
    visitor.follow(visitor.get(`ticket.php?track=${ticket.trackid}&e=${ticket.email}`), 'ticket.php');
    expect(read()).toEqual([true]);
  });

  it('17 shows customers no note, owner or history, and no file of a note; staff see them all', () => {
    const { form } = tool();
    const ticket = someTicket(form.tool);
    ticket.owner = 2;
    addNote(form.tool, ticket, karimOf(form), 'Entre nous', [{ name: 'salaires.xls', bytes: Buffer.from('s') }]);
    const visitor = probe(form);
    const [file] = [...form.tool.tables.files.values()];
    const pages = [
      visitor.follow(visitor.get(`ticket.php?track=${ticket.trackid}&e=${ticket.email}`), 'ticket.php').text,
      visitor.get(`print.php?track=${ticket.trackid}&e=${ticket.email}`).text,
      visitor.get(`download_attachment.php?att_id=${file?.id}&track=${ticket.trackid}&e=${ticket.email}`).text,
    ].join('\n');
    for (const secret of ['Entre nous', 'salaires', 'Karim', 'Historique']) expect(pages).not.toContain(secret);
    const staff = agent(form).get(`admin/admin_ticket.php?track=${ticket.trackid}`).text;
    for (const secret of ['Entre nous', 'salaires', 'Karim', 'Historique']) expect(staff).toContain(secret);
  });

  it('18 lets a customer’s reply wait for staff, but keeps a new ticket new and some custom states as they are', () => {
    const { form } = tool({ customStatuses: [{ id: 6, name: 'Rebut', color: '#f00', customersCanChange: false }] });
    const after = (status: number): number => {
      const ticket = someTicket(form.tool);
      ticket.status = status;
      customerReply(form.tool, ticket, 'Toujours là');
      return ticket.status;
    };
    expect([0, 1, 2, 3, 4, 5, 6].map(after)).toEqual([0, 1, 1, 1, 1, 1, 6]);
    const ticket = someTicket(form.tool);
    customerStatus(form.tool, ticket, 3);
    customerReply(form.tool, ticket, 'Non');
    expect([ticket.status, ticket.closedat !== null]).toEqual([1, true]);
    lock(form.tool, ticket, karimOf(form), true);
    const visitor = probe(form);
    const said = visitor.post('reply_ticket.php', { orig_track: ticket.trackid, e: ticket.email, message: 'Encore' });
    expect(visitor.follow(said, 'reply_ticket.php').text).toContain('verrouillée');
  });

  it('19 reopens as new, waiting or replied by who spoke last, and locks on resolving where reopening is off', () => {
    const { form } = tool();
    const reopened = (spoke: (ticket: ReturnType<typeof someTicket>) => void): number => {
      const ticket = someTicket(form.tool);
      spoke(ticket);
      customerStatus(form.tool, ticket, 3);
      customerStatus(form.tool, ticket, 2);
      return ticket.status;
    };
    const karim = karimOf(form);
    expect([
      reopened(() => undefined),
      reopened((ticket) => staffReply(form.tool, ticket, karim, { message: 'Oui' })),
      reopened((ticket) => {
        staffReply(form.tool, ticket, karim, { message: 'Oui' });
        customerReply(form.tool, ticket, 'Non');
      }),
    ]).toEqual([0, 2, 1]);
    const closed = tool({ custOpen: false }).form;
    const ticket = someTicket(closed.tool);
    customerStatus(closed.tool, ticket, 3);
    expect(ticket.locked).toBe(true);
  });
});
