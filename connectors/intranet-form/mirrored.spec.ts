import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Found, Receipt } from '@passerelle/connector';
import { addNote, editTicket, staffReply, typed } from './simulator/index.js';
import { apply, draft, entry, key, one, open, type Stage } from './testing/stage.js';

const stages: Stage[] = [];
afterEach(async () => {
  for (const each of stages.splice(0)) await each.close();
});

async function staged(): Promise<Stage> {
  const mine = await open('staff');
  stages.push(mine);
  return mine;
}

const partOf = (receipt: Receipt): string => (receipt.outcome === 'done' ? (receipt.part ?? '') : '');

describe('looking for what was perhaps written', () => {
  it('takes no line and no file for ours that is known to be something else', async () => {
    const mine = await staged();
    const connector = mine.connect();
    const ticket = mine.ticket();
    const said = { ...entry(ticket.trackid, 'reply', 'Bonjour [réf. a · 1]'), key: key() };
    const bytes = Buffer.from('pixels');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = {
      name: 'photo.png',
      mime: 'image/png',
      size: bytes.length,
      sha256,
      at: null,
      open: async () => Readable.from([bytes]),
    };
    const attached = { key: 'f'.repeat(32), kind: 'attach', id: ticket.trackid, audience: 'public', file } as const;
    const [line = '', content = ''] = (await apply(connector, said, attached)).map(partOf);
    expect(await connector.sink?.find(said)).toMatchObject({ verdict: 'landed', receipt: { part: line } });
    expect(await connector.sink?.find(attached)).toMatchObject({ verdict: 'landed', receipt: { part: content } });
    expect(await connector.sink?.find(said, new Set([line]))).toEqual({ verdict: 'not-landed' });
    expect(await connector.sink?.find(attached, new Set([content]))).toEqual({ verdict: 'not-landed' });
  });

  it.each([true, false])('writes a line although somebody pasted its mark into theirs (known: %s)', async (known) => {
    const mine = await staged();
    const connector = mine.connect();
    const ticket = mine.ticket();
    staffReply(mine.tool, ticket, mine.karim, { message: 'Recopié : [réf. a · 7]' });
    const [pasted] = [...mine.tool.tables.replies.values()];
    const { entry: line } = entry(ticket.trackid, 'reply', 'Notre réponse');
    const transition = {
      key: 'e'.repeat(32),
      kind: 'transition',
      id: ticket.trackid,
      to: '3',
      entry: { ...line, mark: '[réf. a · 7]' },
    } as const;
    const others = new Map([[ticket.trackid, new Set([`reply:${pasted?.id}`])]]);
    for await (const receipt of connector.sink!.apply([transition], undefined, known ? others : undefined))
      expect(receipt.outcome).toBe('done');
    const texts = [...mine.tool.tables.replies.values()].map(({ message }) => message).join('\n');
    // Control: whoever does not know that the line is somebody else's takes its mark for ours.
    expect(texts.includes('Notre réponse')).toBe(known);
  });
});

describe('a creation whose mark an agent wrote over', () => {
  const made = async (mine: Stage, message: string) => {
    const connector = mine.connect();
    const command = { ...draft({ subject: 'Écran noir & blanc' }), key: key() };
    await one(connector, command);
    const [ticket] = [...mine.tool.tables.tickets.values()];
    editTicket(mine.tool, ticket!, { subject: typed(ticket!.subject), message, custom: new Map() });
    return { connector: mine.connect(), command, ticket: ticket! };
  };

  it('is undecided, and the ticket that it may be is named with the mark to put back', async () => {
    const mine = await staged();
    const { connector, command, ticket } = await made(mine, 'Autre texte');
    const found = await connector.sink?.find(command);
    expect(found).toMatchObject({ verdict: 'undecided', perhaps: [ticket.trackid] });
    const { fr, en } = (found as Extract<Found, { verdict: 'undecided' }>).why;
    expect(en).toContain(`add «[Passerelle ${command.key}]» at the end of its message`);
    expect(fr).toContain(`ajoutez «[Passerelle ${command.key}]» à la fin de son message`);
  });

  it('is found again once the mark is back', async () => {
    const mine = await staged();
    const { connector, command, ticket } = await made(mine, 'Autre texte');
    editTicket(mine.tool, ticket, {
      subject: typed(ticket.subject),
      message: `Autre texte\n\n[Passerelle ${command.key}]`,
      custom: new Map(),
    });
    expect(await connector.sink?.find(command)).toMatchObject({ verdict: 'landed', receipt: { id: ticket.trackid } });
  });

  it('control: tickets of another requester or subject are nobody’s creation', async () => {
    const mine = await staged();
    const connector = mine.connect();
    const other = mine.ticket({ subject: 'Écran noir & blanc', email: 'autre@exemple.fr' });
    mine.ticket({ subject: 'Écran noir' });
    addNote(mine.tool, other, mine.karim, 'Écran noir & blanc', []);
    expect(await connector.sink?.find({ ...draft({ subject: 'Écran noir & blanc' }), key: key() })).toEqual({
      verdict: 'not-landed',
    });
  });
});
