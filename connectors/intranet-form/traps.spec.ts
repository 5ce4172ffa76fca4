import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { fromPlane } from './reading/text.js';
import {
  addNote,
  customerReply,
  keepFiles,
  lock,
  merge,
  remove,
  setStatus,
  staffReply,
  typed,
} from './simulator/index.js';
import { agent, probe, submission } from './simulator/probe.js';
import { apply, draft, entry, key, me, one, open, pull, read, type Stage } from './testing/stage.js';

const stages: Stage[] = [];
const stage = async (...given: Parameters<typeof open>): Promise<Stage> => {
  const opened = await open(...given);
  stages.push(opened);
  return opened;
};
afterEach(async () => {
  for (const each of stages.splice(0)) await each.close();
});
const made = ({ tool }: Stage) => [...tool.tables.tickets.values()];
const fileOf = (name: string, content: string) => ({
  name,
  mime: null,
  size: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  at: null,
  open: async () => Readable.from([Buffer.from(content)]),
});

describe('new tickets', () => {
  it('never send the decoy of the form; a search by pattern would, and meets 403', async () => {
    const mine = await stage('staff');
    expect(await one(mine.connect(), draft())).toMatchObject({ outcome: 'done' });
    expect(mine.seen.some(({ body }) => /\bphone=/.test(body.toString()))).toBe(false);
    const visitor = probe(mine.form);
    const form = visitor.get('index.php?a=add&category=5').text;
    const scraped = Object.fromEntries(
      [...form.matchAll(/<input[^>]*name="(\w+)"(?:[^>]*value="([^"]*)")?/g)].map(([, name, value]) => [
        name,
        value ?? '',
      ]),
    );
    expect(visitor.post('submit_ticket.php?submit=1', { ...scraped, ...submission }).status).toBe(403);
  });

  it.each(['3.4', '3.6'] as const)(
    'have the priority that was meant in %s, whose words for it are its own',
    async (profile) => {
      const mine = await stage('staff', { profile });
      for (const priority of ['0', '1', '2', '3']) await one(mine.connect(), draft({ priority }));
      expect(made(mine).map(({ priority }) => priority)).toEqual([0, 1, 2, 3]);
      // The other version's word is taken for the lowest, and nobody is told.
      probe(mine.form).post('submit_ticket.php?submit=1', {
        ...submission,
        priority: profile === '3.4' ? '1' : 'high',
      });
      expect(made(mine).at(-1)?.priority).toBe(3);
    },
  );

  it('come from a visitor of their own each; the second of one visitor is swallowed', async () => {
    const mine = await stage('staff');
    const receipts = await apply(mine.connect(), draft(), draft(), draft());
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
    expect(made(mine)).toHaveLength(3);
    const visitor = probe(mine.form);
    for (let nth = 0; nth < 2; nth++) visitor.post('submit_ticket.php?submit=1', submission);
    expect(made(mine)).toHaveLength(4);
  });

  it('have one line for a subject, which a line end would turn into a robot’s', async () => {
    const mine = await stage('staff');
    expect(await one(mine.connect(), draft({ subject: 'Écran\r\n\tnoir' }))).toMatchObject({ outcome: 'done' });
    expect(made(mine)[0]?.subject).toBe('Écran noir');
    expect(probe(mine.form).post('submit_ticket.php?submit=1', { ...submission, subject: 'Écran\nnoir' }).status).toBe(
      403,
    );
  });

  it('find their category by name in a drop-down and in a grid of links, whatever its number', async () => {
    for (const catShowSelect of [10, 15]) {
      const mine = await stage('staff', { catShowSelect });
      const categories = mine.tool.tables.categories;
      categories.splice(0, categories.length, ...categories.map((each) => ({ ...each, id: each.id + 40 })));
      mine.tool.tables.users[2] = { ...mine.tool.tables.users[2]!, isAdmin: true };
      await one(mine.connect(), draft({ category: 'Suggestion' }));
      expect(made(mine)[0]?.category).toBe(54);
    }
  });

  it('are refused for a category that is not there, before anything is sent', async () => {
    const mine = await stage('staff');
    const receipt = await one(mine.connect(), draft({ category: 'DSI Télétravail' }));
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'rejected' } });
    expect(made(mine)).toEqual([]);
  });

  it('carry what a site’s own form asks for, by the label of the field', async () => {
    const mine = await stage('staff', {
      customFields: [{ n: 7, label: 'Numéro de poste', kind: 'text', required: true }],
    });
    expect(await one(mine.connect(), draft())).toMatchObject({ outcome: 'refused' });
    await one(mine.connect(), draft({ 'custom.Numéro de poste': 'P-12' }));
    expect(made(mine)[0]?.custom.get(7)).toBe('P-12');
    const [ticket] = await read(mine.connect(), made(mine)[0]!.trackid);
    expect(ticket?.fields['custom.Numéro de poste']).toBe('P-12');
  });

  it('are known by their mark when an answer got lost, and the reader takes the mark off again', async () => {
    const mine = await stage('staff');
    const create = { ...draft(), key: key() };
    await one(mine.connect(), create);
    expect(made(mine)[0]?.message).toContain('[Passerelle ');
    expect(await mine.connect().sink!.find(create)).toMatchObject({
      verdict: 'landed',
      receipt: { id: made(mine)[0]?.trackid },
    });
    expect((await read(mine.connect(), made(mine)[0]!.trackid))[0]?.fields['message']).toBe('Depuis ce matin');
  });

  it('stand in the name of the configured requester where a ticket names nobody with an e-mail, and say so', async () => {
    const mine = await stage('staff');
    const receipt = await one(mine.connect(), draft({ requester: { id: null, name: 'Zoé Ålund' } }));
    expect(receipt).toMatchObject({ outcome: 'done', dropped: [{ field: 'requester' }] });
    const without = await one(mine.connect({ requester: undefined }), draft({ requester: null }));
    expect(without).toMatchObject({ outcome: 'refused', fault: { message: expect.stringContaining('set requester') } });
  });
});

describe('texts', () => {
  it('are undone once: what somebody typed as markup stays what they typed', async () => {
    const mine = await stage('staff');
    const words = 'Tapez &eacute; ou <b>é</b> &amp; voyez https://exemple.fr/a?b=1&c=2\nmerci';
    const { trackid } = mine.ticket({ message: words, subject: '<i>&amp;</i>' });
    const [ticket] = await read(mine.connect(), trackid);
    expect([ticket?.fields['message'], ticket?.fields['subject']]).toEqual([words, '<i>&amp;</i>']);
  });

  it('keep characters beyond the basic plane in a notation that is read back; sent bare they are lost', async () => {
    const mine = await stage('staff');
    await one(mine.connect(), draft({ message: 'Merci 🙂👍🏽', subject: '🖥️ noir' }));
    expect(typed(made(mine)[0]?.message ?? '')).toContain('Merci [U+1F642][U+1F44D][U+1F3FD]');
    const [ticket] = await read(mine.connect(), made(mine)[0]!.trackid);
    expect([ticket?.fields['message'], ticket?.fields['subject']]).toEqual(['Merci 🙂👍🏽', '🖥️ noir']);
    expect(mine.ticket({ message: 'Merci 🙂' }).message).toBe('Merci ?');
    expect(fromPlane('[U+41] [U+110000] [U+FFFF]')).toBe('[U+41] [U+110000] [U+FFFF]');
  });

  it('have the instants of pages, whose offset changes with the season, in UTC', async () => {
    const mine = await stage('staff');
    mine.clock.advance(180 * 86_400_000);
    const { trackid } = mine.ticket();
    expect(mine.form.handle({ method: 'GET', url: '/index.php', headers: {}, body: Buffer.alloc(0) }).status).toBe(200);
    expect((await read(mine.connect(), trackid))[0]?.fields['created']).toBe('2026-07-04T08:00:00.000Z');
  });
});

describe('files', () => {
  it('get their own names back from the post that carried them, which is nobody’s word; others stay slugs', async () => {
    const mine = await stage('staff');
    const ticket = mine.ticket();
    const attach = {
      kind: 'attach' as const,
      id: ticket.trackid,
      audience: 'public' as const,
      file: fileOf('Capture écran n°1.png', 'pixels'),
      key: key(),
    };
    await one(mine.connect(), attach);
    ticket.attachments += keepFiles(
      mine.tool,
      ticket.trackid,
      [{ name: 'Écran été.png', bytes: Buffer.from('x') }],
      'public',
    );
    const [seen] = await read(mine.connect(), ticket.trackid);
    expect(seen?.attachments.map(({ name }) => name)).toEqual(['Ecran-ete.png', 'Capture écran n°1.png']);
    expect(seen?.entries).toEqual([]);
    expect((await mine.connect().sink!.find(attach)).verdict).toBe('landed');
    expect((await buffer(await mine.connect().source!.open!(seen!.attachments[1]!))).toString()).toBe('pixels');
  });

  it('of notes are internal, and what the tool refuses is refused', async () => {
    const mine = await stage('staff');
    const ticket = mine.ticket();
    addNote(mine.tool, ticket, mine.karim, 'Voir', [{ name: 'salaires.xls', bytes: Buffer.from('s') }]);
    const [seen] = await read(mine.connect(), ticket.trackid);
    expect(seen?.attachments).toMatchObject([{ name: 'salaires.xls', audience: 'internal' }]);
    const receipt = await one(mine.connect(), {
      kind: 'attach',
      id: ticket.trackid,
      audience: 'public',
      file: fileOf('virus.exe', 'x'),
    });
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'rejected' } });
  });
});

describe('the lock-out', () => {
  it('is never near: a wrong password is tried twice and then no more, and colleagues still get in', async () => {
    const mine = await stage('staff');
    const wrong = mine.connect({ staff: { user: 'svc.passerelle', password: 'faux' } });
    for (let nth = 0; nth < 5; nth++) expect((await wrong.check()).ok).toBe(false);
    await expect(pull(wrong)).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(mine.tool.failures.get('127.0.0.1')?.count).toBe(2);
    expect(agent(mine.form).get('admin/show_tickets.php').status).toBe(200);
    // Without the guard, the sixth shuts everybody out.
    for (let nth = 0; nth < 6; nth++) agent(mine.form, 'svc.passerelle', 'faux');
    expect(agent(mine.form).get('admin/show_tickets.php').status).toBe(302);
  });

  it('counts references and e-mails of the public side alike, and tells no stranger which of them was wrong', async () => {
    const mine = await stage('public');
    const { trackid } = mine.ticket();
    const connector = mine.connect();
    const said: string[] = [];
    for (const id of [`${trackid}/autre@exemple.fr`, 'AAA-AAA-AAA1/autre@exemple.fr', `${trackid}/encore@exemple.fr`])
      await read(connector, id).catch((error: Error) => said.push(error.message.replace(/\w{3}-\w{3}-\w{4}/, 'X')));
    expect(said[0]).toBe(said[1]);
    expect(said[2]).toContain('nothing more is tried');
    expect(mine.tool.failures.get('127.0.0.1')?.count).toBe(2);
  });

  it('counts answers to a log-in that got lost, for an hour, and goes on by itself after it', async () => {
    let lost = true;
    const mine = await stage('staff');
    const handle = mine.form.handle.bind(mine.form);
    Object.assign(mine.form, {
      handle: (request: Parameters<typeof handle>[0]) => (lost ? { ...handle(request), cut: true } : handle(request)),
    });
    const connector = mine.connect();
    for (let nth = 0; nth < 4; nth++) await pull(connector).catch(() => undefined);
    const logIns = () => mine.seen.filter(({ method, url }) => method === 'POST' && url === '/admin/index.php').length;
    expect(logIns()).toBe(4);
    lost = false;
    await expect(pull(connector)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(logIns()).toBe(4);
    mine.clock.advance(3_700_000);
    expect((await pull(connector)).tickets).toEqual([]);
  });
});

describe('many replies', () => {
  it('wait for each other on the public side, where an eleventh within ten minutes excludes the address', async () => {
    const mine = await stage('public');
    const ticket = mine.ticket();
    const id = `${ticket.trackid}/${ticket.email}`;
    const texts = Array.from({ length: 25 }, (_, nth) => entry(id, 'reply', `Étape ${nth}`));
    const receipts = await apply(mine.connect(), ...texts);
    expect(receipts.filter(({ outcome }) => outcome === 'done')).toHaveLength(25);
    expect(mine.tool.failures.size).toBe(0);
    const hasty = () =>
      probe(mine.form).post('reply_ticket.php', { orig_track: ticket.trackid, e: ticket.email, message: 'Vite' });
    for (let nth = 0; nth < 12; nth++) hasty();
    expect(mine.tool.failures.get('127.0.0.1')?.count).toBe(6);
  });
});

describe('merged and deleted tickets', () => {
  it('say where they went; words for them go there, and other changes do not', async () => {
    for (const mode of ['staff', 'database'] as const) {
      const mine = await stage(mode);
      const [one_, two] = [mine.ticket(), mine.ticket({ subject: 'Le même' })];
      merge(mine.tool, [one_.id, two.id], mine.karim);
      const connector = mine.connect();
      const gone = { id: two.trackid, fields: { status: 'merged', merged_into: { id: one_.trackid } } };
      expect(await read(connector, two.trackid)).toMatchObject([gone]);
      expect((await pull(connector)).tickets).toMatchObject([{ id: one_.trackid }, gone]);
      expect(await one(connector, entry(two.trackid, 'note', 'Suite'))).toMatchObject({
        outcome: 'done',
        id: two.trackid,
      });
      expect([...mine.tool.tables.notes.values()].map(({ ticket }) => ticket)).toEqual([one_.id]);
      const change = await one(connector, { kind: 'update', id: two.trackid, fields: { priority: '0' } });
      expect(change).toMatchObject({ outcome: 'refused', fault: { kind: 'gone' } });
    }
  });

  it('are believed to be deleted when page and search agree, and never because an agent may not see them', async () => {
    const mine = await stage('staff');
    const [gone, hidden] = [mine.ticket(), mine.ticket({ category: 9 })];
    remove(mine.tool, gone);
    mine.tool.tables.users[2] = { ...mine.tool.tables.users[2]!, categories: [2, 3, 4, 5] };
    expect(await read(mine.connect(), gone.trackid)).toEqual([]);
    await expect(read(mine.connect(), hidden.trackid)).rejects.toMatchObject({ kind: 'unauthorized' });
    const { findings } = await mine.connect().check();
    expect(findings.find(({ name }) => name === 'categories')).toMatchObject({
      ok: false,
      detail: { en: expect.stringContaining('leaves out') },
    });
  });

  it('do not hide others: the walk through the list begins again when its count falls', async () => {
    const asked = new Set<string>();
    const mine = await stage('staff', {}, ({ url }, form) => {
      // Somebody deletes the newest ticket between the first and the second page.
      if (!/show_tickets.*[&?]page=2/.test(url) || asked.has('once')) return;
      asked.add('once');
      remove(form.tool, [...form.tool.tables.tickets.values()].at(-1)!);
    });
    const all = Array.from({ length: 12 }, (_, nth) => {
      mine.clock.advance(2_000);
      return mine.ticket({ subject: `n° ${nth}` });
    });
    const { tickets } = await pull(mine.connect());
    expect(tickets.map(({ id }) => id)).toEqual(all.slice(0, -1).map(({ trackid }) => trackid));
  });
});

describe('what a site may have switched', () => {
  it.each([
    ['captcha', { captcha: 'image' as const }, 'picture'],
    ['reCAPTCHA', { captcha: 'recaptcha' as const }, 'reCAPTCHA'],
    ['accounts', { accountsRequired: true }, 'accounts'],
    ['maintenance', { maintenance: true }, 'maintenance'],
  ])('%s is a capability lost, told beforehand, and everything else goes on', async (_name, quirks, words) => {
    const mine = await stage('staff');
    const { trackid } = mine.ticket();
    mine.form.set(quirks);
    const { ok, findings } = await mine.connect().check();
    const form = findings.find(({ name }) => name === 'public form');
    expect([ok, form?.ok, form?.blocking]).toEqual([true, false, false]);
    expect(form?.detail.en).toContain(words);
    const [created, noted] = await apply(mine.connect(), draft(), entry(trackid, 'note', 'Vu'));
    expect([created?.outcome === 'done', noted?.outcome]).toEqual([false, 'done']);
    expect(made(mine)).toHaveLength(1);
    const alone = await (await stage('public', quirks)).connect().check();
    expect(alone.ok).toBe(false);
  });

  it('a second factor and a renamed folder are findings that say what to do', async () => {
    const factor = await (await stage('staff', { staffMfa: true })).connect().check();
    expect(factor.findings.find(({ name }) => name === 'staff session')?.detail.en).toContain('second factor');
    const mine = await stage('staff', { adminFolder: 'gestion' });
    const renamed = await mine.connect({ staff: { user: 'karim', password: 'x', folder: 'admin' } }).check();
    expect(renamed.findings.find(({ name }) => name === 'staff session')?.detail.en).toContain('renamed');
  });

  it('the version, the modes and the installation are told, and another installation is not written to', async () => {
    for (const [profile, version] of [
      ['3.4', '3.4.5'],
      ['3.6', '3.6.4'],
    ] as const) {
      const mine = await stage('staff', { profile });
      const health = await mine.connect().check();
      expect(health).toMatchObject({ ok: true, version, instance: `HESK${mine.tool.installation}` });
      const other = mine.connect({ instance: `HESK${'0'.repeat(40)}` });
      expect((await other.check()).ok).toBe(false);
      expect(await one(other, draft())).toMatchObject({ outcome: 'refused' });
      expect(made(mine)).toEqual([]);
    }
  });

  it('renamed labels are configuration, and states of the site are known by their label in every mode', async () => {
    const quirks = {
      labels: { updated: 'Dernière modification' },
      customStatuses: [{ id: 8, name: 'Rebut', color: '#f00', customersCanChange: false }],
    };
    for (const mode of ['staff', 'database', 'public'] as const) {
      const mine = await stage(mode, quirks);
      const ticket = mine.ticket();
      setStatus(mine.tool, ticket, mine.karim, 8);
      const id = mode === 'public' ? `${ticket.trackid}/${ticket.email}` : ticket.trackid;
      const connector = mine.connect({ labels: { updated: 'Dernière modification' } });
      expect((await read(connector, id))[0]?.fields['status']).toBe('Rebut');
      // Under their usual names the dates of such a page are not found, which is said rather than guessed; tables have no labels.
      const unset = await read(mine.connect(), id).catch(({ kind }: { kind: string }) => kind);
      expect(typeof unset).toBe(mode === 'database' ? 'object' : 'string');
    }
  });
});

describe('changes', () => {
  it('that only a note makes move nothing, and are seen all the same', async () => {
    for (const mode of ['staff', 'database'] as const) {
      const mine = await stage(mode);
      const old = mine.ticket();
      for (let nth = 0; nth < 7; nth++) {
        mine.clock.advance(100_000);
        mine.ticket();
      }
      const connector = mine.connect();
      const { cursor } = await pull(connector);
      mine.clock.advance(100_000);
      const moved = old.lastchange;
      addNote(mine.tool, old, mine.karim, 'Entre nous', []);
      expect(old.lastchange).toBe(moved);
      for (const reader of [connector, mine.connect()]) {
        const again = (await pull(reader, cursor)).tickets.find(({ id }) => id === old.trackid);
        expect(again?.entries.map(({ text }) => text)).toEqual(['Entre nous']);
      }
      const unturned = (await pull(mine.connect({ reread: 0 }), cursor)).tickets.map(({ id }) => id);
      expect(unturned.includes(old.trackid)).toBe(mode === 'database');
    }
  });

  it('of a customer move their ticket before the reply is there: the tables are read again until it is', async () => {
    const mine = await stage('database', { splitReplies: true });
    const ticket = mine.ticket();
    mine.clock.advance(60_000);
    customerReply(mine.tool, ticket, 'Toujours en panne');
    mine.clock.advance(5_000);
    mine.ticket();
    const early = await pull(mine.connect({ lag: 0 }));
    expect(early.tickets.find(({ id }) => id === ticket.trackid)?.entries).toEqual([]);
    mine.tool.unfinished.splice(0).forEach((finish) => finish());
    const late = await pull(mine.connect({ lag: 0 }), early.cursor);
    expect(late.tickets.find(({ id }) => id === ticket.trackid)?.entries).toHaveLength(1);
    // A cursor at the newest change, as it would be without the count, is past it.
    const past = JSON.stringify({ ...(JSON.parse(early.cursor) as object), at: '2026-01-05 08:01:05' });
    expect((await pull(mine.connect({ lag: 0 }), past)).tickets.map(({ id }) => id)).not.toContain(ticket.trackid);
  });

  it('of a whole history are read from one export too, which is deleted at once', async () => {
    const mine = await stage('staff');
    for (let nth = 0; nth < 12; nth++) {
      mine.clock.advance(90_000);
      mine.ticket({ subject: `n° ${nth}` });
    }
    const byList = await pull(mine.connect());
    const byExport = await pull(mine.connect({ backfill: 'export' }));
    expect(byExport.tickets).toEqual(byList.tickets);
    expect(mine.tool.exports.size).toBe(0);
    expect(mine.seen.filter(({ url }) => url.includes('/export.php'))).toHaveLength(2);
    // One that is torn is told, and deleted all the same.
    const handle = mine.form.handle.bind(mine.form);
    Object.assign(mine.form, {
      handle(request: Parameters<typeof handle>[0]) {
        const answer = handle(request);
        return request.url.startsWith('/cache/')
          ? { ...answer, body: (answer.body as Buffer).subarray(0, 200), headers: {} }
          : answer;
      },
    });
    await expect(pull(mine.connect({ backfill: 'export' }))).rejects.toMatchObject({ kind: 'malformed' });
    expect(mine.tool.exports.size).toBe(0);
  });
});

describe('writing', () => {
  it('leaves the state of a ticket as it is; a bare reply would reopen it', async () => {
    const mine = await stage('staff');
    const ticket = mine.ticket();
    for (const status of [0, 4, 5, 3]) {
      setStatus(mine.tool, ticket, mine.karim, status);
      await one(mine.connect(), entry(ticket.trackid, 'reply', 'Pour information'));
      expect(ticket.status).toBe(status);
    }
    staffReply(mine.tool, ticket, mine.karim, { message: 'Bare' });
    expect(ticket.status).toBe(2);
  });

  it('speaks for the requester in their name, and turns the ticket to staff', async () => {
    const mine = await stage('staff');
    const ticket = mine.ticket();
    staffReply(mine.tool, ticket, mine.karim, { message: 'Redémarrez' });
    const said = entry(ticket.trackid, 'reply', 'C’est fait');
    await one(mine.connect(), { ...said, entry: { ...said.entry, author: { id: null, ...me } } });
    expect([...mine.tool.tables.replies.values()].map(({ staffid }) => staffid)).toEqual([2, 0]);
    expect(ticket.status).toBe(1);
  });

  it('moves a ticket to its right category, says what the tool did besides, and sends nothing that stands there', async () => {
    const mine = await stage('staff');
    const ticket = mine.ticket({ category: 9 });
    ticket.owner = 4;
    const moved = await one(mine.connect(), {
      kind: 'update',
      id: ticket.trackid,
      fields: { category: 'DSI Reporting' },
    });
    expect(moved).toMatchObject({ outcome: 'done', says: { category: 'DSI Reporting', owner: null } });
    expect((await read(mine.connect(), ticket.trackid))[0]?.class).toBe('DSI Reporting');
    await one(mine.connect(), { kind: 'update', id: ticket.trackid, fields: { owner: { id: '2', name: null } } });
    const mails = mine.tool.mailbox.length;
    await one(mine.connect(), { kind: 'update', id: ticket.trackid, fields: { owner: { id: '2', name: null } } });
    expect([ticket.owner, mine.tool.mailbox.length]).toEqual([2, mails]);
  });

  it('goes on where a change of several fields was cut off, and mails the owner once', async () => {
    let cut = false;
    const mine = await stage('staff');
    const handle = mine.form.handle.bind(mine.form);
    Object.assign(mine.form, {
      handle(request: Parameters<typeof handle>[0]) {
        const answer = handle(request);
        if (!cut || !request.url.includes('assign_owner')) return answer;
        cut = false;
        return { ...answer, cut: true };
      },
    });
    const ticket = mine.ticket();
    cut = true;
    const command = {
      kind: 'update' as const,
      id: ticket.trackid,
      fields: { owner: { id: '2', name: null }, priority: '0' },
      key: key(),
    };
    expect(await one(mine.connect(), command)).toMatchObject({ outcome: 'unknown' });
    expect((await mine.connect().sink!.find(command)).verdict).toBe('not-landed');
    expect(await one(mine.connect(), command)).toMatchObject({ outcome: 'done' });
    expect([ticket.owner, ticket.priority]).toEqual([2, 0]);
    expect(mine.tool.mailbox.filter(({ subject }) => subject.includes('Assignée'))).toHaveLength(1);
  });

  it('locks, unlocks on the way back, and refuses a state that the instance does not have', async () => {
    const mine = await stage('staff');
    const ticket = mine.ticket();
    const to = (state: string) => one(mine.connect(), { kind: 'transition', id: ticket.trackid, to: state });
    await to('locked');
    expect([ticket.locked, (await read(mine.connect(), ticket.trackid))[0]?.fields['status']]).toEqual([
      true,
      'locked',
    ]);
    await to('4');
    expect([ticket.locked, ticket.status]).toEqual([false, 4]);
    expect(await to('Rebut')).toMatchObject({ outcome: 'refused', fault: { kind: 'rejected' } });
  });

  it('edits texts without losing the mark that the ticket was made under', async () => {
    const mine = await stage('staff', { profile: '3.4' });
    const create = { ...draft(), key: key() };
    const { outcome } = await one(mine.connect(), create);
    const [ticket] = made(mine);
    await one(mine.connect(), {
      kind: 'update',
      id: ticket!.trackid,
      fields: {
        message: 'Depuis hier',
        subject: 'Noir',
        requester: { id: null, name: 'Zoé', email: 'zoe@exemple.fr' },
      },
    });
    expect([outcome, ticket?.name, ticket?.email]).toEqual(['done', 'Zoé', 'zoe@exemple.fr']);
    expect((await read(mine.connect(), ticket!.trackid))[0]?.fields['message']).toBe('Depuis hier');
    expect((await mine.connect().sink!.find(create)).verdict).toBe('landed');
  });

  it('sets a due date as the day of the site', async () => {
    const mine = await stage('staff');
    const ticket = mine.ticket();
    await one(mine.connect(), { kind: 'update', id: ticket.trackid, fields: { due: '2026-02-01T23:30:00.000Z' } });
    expect((await read(mine.connect(), ticket.trackid))[0]?.fields['due']).toBe('2026-02-01T23:00:00.000Z');
  });

  it('cancels instead of deleting where the account may not delete, and says so', async () => {
    const mine = await stage('staff');
    mine.tool.tables.users[2] = { ...mine.tool.tables.users[2]!, privileges: mine.karim.privileges };
    const created = await one(mine.connect(), draft());
    if (created.outcome !== 'done') throw new Error('expected a ticket');
    const removal = { kind: 'remove' as const, id: created.id, ifUnchangedSince: created.version ?? '' };
    expect(await one(mine.connect(), { ...removal, cancel: null })).toMatchObject({ outcome: 'refused' });
    expect(await one(mine.connect(), { ...removal, cancel: { status: 'locked' } })).toMatchObject({
      outcome: 'done',
      cancelled: true,
    });
    expect(made(mine)[0]?.locked).toBe(true);
  });

  it('is refused on a locked ticket by the public side, where customers resolve and reopen and nothing else', async () => {
    const mine = await stage('public');
    const ticket = mine.ticket();
    const id = `${ticket.trackid}/${ticket.email}`;
    staffReply(mine.tool, ticket, mine.karim, { message: 'Vu' });
    expect(await one(mine.connect(), { kind: 'transition', id, to: '3' })).toMatchObject({ outcome: 'done' });
    expect(await one(mine.connect(), { kind: 'transition', id, to: '2' })).toMatchObject({ outcome: 'done' });
    expect(ticket.status).toBe(2);
    expect(await one(mine.connect(), { kind: 'transition', id, to: '5' })).toMatchObject({
      outcome: 'refused',
      fault: { kind: 'unsupported' },
    });
    lock(mine.tool, ticket, mine.karim, true);
    expect(await one(mine.connect(), entry(id, 'reply', 'Encore'))).toMatchObject({
      outcome: 'refused',
      fault: { kind: 'rejected' },
    });
  });
});
