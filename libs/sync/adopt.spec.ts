import { describe, expect, it } from '@jest/globals';
import { file, line, native, stage, type Stage } from '../../test/simulation/stage.js';
import { sha256 } from '../../test/simulation/help-desk.js';
import { ticketId } from './identity.js';
import { runRoute } from './river.js';

const id = ticketId('source', '1');
const there = (set: Stage, texts: readonly string[] = [], more: Record<string, string> = {}) => {
  const ticket = set.tool.open({ u_old: 'RITM1', short_description: 'Leur titre', state: '2', ...more });
  for (const [at, text] of texts.entries())
    ticket.entries.push({ id: `h${at}`, journal: 'comments', readable: true, text, mark: null, by: 'human' });
  return ticket;
};
const texts = (set: Stage): readonly string[] =>
  [...set.tool.tickets.values()].flatMap(({ entries }) => entries.map(({ text }) => text));

describe('a ticket that is in the target already', () => {
  it('is bonded by its number, not created again, and keeps its fields', async () => {
    const set = stage();
    const ticket = there(set);
    set.natives.push(native('1', { fields: { etat: 'En attente', titre: 'Notre titre' } }));
    const tally = await runRoute(set.flow);
    expect(tally).toMatchObject({ adopted: 1, created: 0, dead: 0 });
    expect(set.tool.tickets.size).toBe(1);
    expect(ticket.fields.get('short_description')?.value).toBe('Leur titre');
    expect(await set.flow.store.bondsOf([id])).toEqual(
      expect.arrayContaining([expect.objectContaining({ connection: 'target', native: ticket.id, origin: 'adopted' })]),
    );
  });

  it('is created a second time where the route does not adopt (control)', async () => {
    const set = stage({ route: { adopt: false } });
    there(set);
    set.natives.push(native('1'));
    expect(await runRoute(set.flow)).toMatchObject({ adopted: 0, created: 1 });
    expect(set.tool.tickets.size).toBe(2);
  });

  it('is told the lines that it lacks, whatever blanks and headers theirs have', async () => {
    const set = stage();
    there(set, ['Bonjour  à\n tous']);
    set.natives.push(
      native('1', { entries: [line('Bonjour à tous'), line('Fait ✅'), line('Note', { audience: 'internal' })] }),
    );
    expect(await runRoute(set.flow)).toMatchObject({ adopted: 1, appended: 2 });
    expect(texts(set).map((text) => text.split('\n').at(-1))).toEqual([' tous', 'Fait ✅', 'Note']);
  });

  it('is told a line that was said twice and stands there once, once', async () => {
    const set = stage();
    there(set, ['Relance']);
    set.natives.push(native('1', { entries: [line('Relance'), line('Relance'), line('Relance')] }));
    expect(await runRoute(set.flow)).toMatchObject({ appended: 2 });
    expect(texts(set).filter((text) => text.endsWith('Relance'))).toHaveLength(3);
  });

  it('takes no line of another journal for ours', async () => {
    const set = stage();
    there(set, ['Note']);
    set.natives.push(native('1', { entries: [line('Note', { audience: 'internal' })] }));
    expect(await runRoute(set.flow)).toMatchObject({ appended: 1 });
  });

  it('is given each file that it lacks, by content and not by name', async () => {
    const set = stage();
    const ticket = there(set);
    ticket.files.push({ id: 'h', key: null, name: 'autre nom.png', content: 'même', sha256: sha256('même') });
    set.contents.set('f1', 'même').set('f2', 'même').set('f3', 'autre');
    set.natives.push(
      native('1', { attachments: [file('f1', 'a.png'), file('f2', 'a.png'), file('f3', 'autre nom.png')] }),
    );
    expect(await runRoute(set.flow)).toMatchObject({ adopted: 1, attached: 2 });
    expect(ticket.files.map(({ content }) => content)).toEqual(['même', 'même', 'autre']);
  });

  it('is told later what changes, but nothing of how it was found', async () => {
    const set = stage();
    const ticket = there(set);
    set.natives.push(native('1', { fields: { titre: 'Notre titre' } }));
    await runRoute(set.flow);
    set.natives[0] = native('1', { fields: { titre: 'Notre titre', etat: 'En attente' } });
    expect(await runRoute(set.flow)).toMatchObject({ updated: 1, dead: 0 });
    expect(ticket.fields.get('state')?.value).toBe('3');
    expect(ticket.fields.get('short_description')?.value).toBe('Leur titre');
  });

  it('is left alone where it would have ended', async () => {
    const set = stage();
    const ticket = there(set);
    set.natives.push(native('1', { fields: { etat: 'Clos' }, entries: [line('Fin')] }));
    expect(await runRoute(set.flow)).toMatchObject({ adopted: 1, appended: 1, updated: 0 });
    expect(ticket.fields.get('state')?.value).toBe('2');
  });
});

describe('what nobody can guess', () => {
  it('is which of two tickets under one number is meant: a human decides, and the next run asks again', async () => {
    const set = stage();
    there(set);
    const second = there(set);
    set.natives.push(native('1', { entries: [line('Bonjour')] }), native('2'));
    expect(await runRoute(set.flow)).toMatchObject({ adopted: 0, created: 1, dead: 1, appended: 0 });
    expect((await set.flow.store.outboxOf([id]))[0]?.trouble).toMatchObject({
      kind: 'conflict',
      message: {
        fr: '2 tickets de target s’appellent RITM1 : liez-le à l’un d’eux à la main',
        en: '2 tickets of target are called RITM1: bond it to one by hand',
      },
    });
    set.tool.tickets.delete(second.id);
    expect(await runRoute(set.flow)).toMatchObject({ adopted: 1, appended: 1, dead: 0 });
  });

  it('is whose a ticket is that two of ours are called like', async () => {
    const set = stage();
    there(set);
    set.natives.push(native('1'), native('2', { number: 'RITM1' }));
    expect(await runRoute(set.flow)).toMatchObject({ adopted: 1, created: 0, dead: 1 });
    set.natives.push(native('3', { number: 'RITM1' }));
    expect(await runRoute(set.flow)).toMatchObject({ adopted: 0, dead: 2 });
    expect(set.tool.tickets.size).toBe(1);
    const bonds = await set.flow.store.bondsOf(['1', '2', '3'].map((one) => ticketId('source', one)));
    expect(bonds.filter(({ connection }) => connection === 'target').map(({ ticket }) => ticket)).toEqual([id]);
  });
});
