import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { asIs, Fault, type NativeTicket } from '@passerelle/connector';
import { buffer } from 'node:stream/consumers';
import { sha256 } from '../../test/simulation/help-desk.js';
import { file, line, native, stage } from '../../test/simulation/stage.js';
import { hear } from './hear.js';
import { ticketId } from './identity.js';
import { runRoute } from './river.js';

const withFile: NativeTicket = native('1', { attachments: [file('f1', 'capture écran.png')] });

describe('hearing a page', () => {
  it('keeps contents by their hash, byte for byte', async () => {
    const set = stage();
    set.contents.set('f1', 'é🖥️');
    const { changes } = await hear(set.flow, [withFile]);
    expect(changes.attachments).toMatchObject([{ name: 'capture écran.png', size: 9, sha256: sha256('é🖥️') }]);
    expect(String(await buffer(await set.flow.files.open(sha256('é🖥️'))))).toBe('é🖥️');
  });

  it.each<[string, Error]>([
    ['the tool has lost it', new Fault({ kind: 'gone', connection: 'source', message: asIs('no such file') })],
    ['it may not be read', Object.assign(new Error('EACCES'), { code: 'EACCES' })],
    ['it is malformed', new Fault({ kind: 'malformed', connection: 'source', message: asIs('half a zip') })],
  ])('goes on without a content when %s, and says so', async (_, trouble) => {
    const set = stage();
    set.contents.set('f1', trouble);
    const { changes } = await hear(set.flow, [withFile]);
    expect(changes.attachments).toMatchObject([{ sha256: null, size: null }]);
    expect(set.told).toMatchObject([
      {
        kind: 'trouble',
        message: expect.objectContaining({ fr: expect.stringMatching(/«capture écran\.png» n’a pas pu être lu/u) }),
      },
    ]);
  });

  it.each<[string, Error]>([
    ['the tool is down', new Fault({ kind: 'unavailable', connection: 'source', message: asIs('down') })],
    ['the password is wrong', new Fault({ kind: 'unauthorized', connection: 'source', message: asIs('no') })],
    ['our disk is full', Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })],
  ])('fails the page when %s, so that the content is asked for again', async (_, trouble) => {
    const set = stage();
    set.contents.set('f1', trouble);
    set.natives.push(withFile);
    await expect(runRoute(set.flow)).rejects.toBe(trouble);
    expect(await set.flow.store.bonds('source', ['1'])).toEqual(new Map());
    set.contents.delete('f1');
    expect(await runRoute(set.flow)).toMatchObject({ attached: 1, dead: 0 });
  });

  it('asks again at once for a content that lost its tail on the way', async () => {
    const set = stage();
    const half = new Fault({ kind: 'malformed', connection: 'source', message: asIs('2 of 4 bytes') });
    let asked = 0;
    const { source } = set.flow.spring.connector;
    const open = () => (++asked < 3 ? Promise.reject(half) : Promise.resolve(Readable.from(['noir'])));
    const spring = { ...set.flow.spring, connector: { ...set.flow.spring.connector, source: { ...source, open } } };
    const { changes } = await hear({ ...set.flow, spring } as typeof set.flow, [withFile]);
    expect(changes.attachments).toMatchObject([{ size: 4, sha256: sha256('noir') }]);
    expect(asked).toBe(3);
  });

  it('keeps nothing of a file above the limit, names it, and sends the rest', async () => {
    const set = stage({ limits: { attachment: 4 } });
    set.contents.set('f1', '12345').set('f2', '1234');
    set.natives.push(native('1', { attachments: [file('f2', 'b'), file('f1', 'a')] }));
    expect(await runRoute(set.flow)).toMatchObject({ attached: 1, dead: 1 });
    expect(await set.flow.files.has(sha256('12345'))).toBe(false);
    const [, , row] = await set.flow.store.outboxOf([ticketId('source', '1')]);
    expect(row?.trouble?.message.en).toContain('could not be read');
  });

  it('counts a ticket that stands on a page twice once, by its later word', async () => {
    const set = stage();
    const twice = [
      native('1', { entries: [line('a')] }),
      native('2'),
      native('1', { fields: { titre: 'Après' }, entries: [line('b'), line('a')] }),
    ];
    const heard = await hear(set.flow, twice);
    expect(heard.silent + heard.stopped + heard.news.length).toBe(3);
    expect(heard.news.map(({ merged }) => merged.whole.ticket.title)).toEqual(['Après', 'Écran 2']);
    // Ordinals stand in the marks that lines are found by: none is given twice.
    expect(heard.changes.entries?.map(({ origin, text }) => [origin.ordinal, text])).toEqual([
      [1, 'b'],
      [2, 'a'],
    ]);
  });

  it('remembers each ticket in its own words, line by line', async () => {
    const set = stage();
    const said = native('1', { entries: [line('‏مرحبا')] });
    const { changes } = await hear(set.flow, [said]);
    expect(changes.bonds).toMatchObject([
      { native: '1', ticket: ticketId('source', '1'), shadow: { fields: said.fields }, origin: 'seen' },
    ]);
    expect(JSON.parse(changes.observations?.[0]?.said ?? '')).toEqual(said);
    expect(changes.entryBonds).toHaveLength(1);
  });

  it('stops a ticket with a word that nobody decided, with the row to add, and lets the others flow', async () => {
    const set = stage();
    set.natives.push(native('1', { fields: { etat: 'Bizarre' } }), native('2'));
    expect(await runRoute(set.flow)).toMatchObject({ heard: 2, stopped: 1, changed: 1, created: 1 });
    expect(await set.flow.store.quarantined('source')).toMatchObject([
      {
        native: '1',
        reason: 'unknown-word',
        detail: { fr: 'état «Bizarre»', en: 'status «Bizarre»' },
        advice: expect.objectContaining({ fr: expect.stringContaining('ajoutez à source.yaml: { native: "Bizarre"') }),
      },
    ]);
  });

  it('lets a ticket go that went back to what it was', async () => {
    const set = stage();
    set.natives.push(native('1'));
    await runRoute(set.flow);
    set.natives[0] = native('1', { fields: { etat: 'Bizarre' } });
    await runRoute(set.flow);
    expect(await set.flow.store.quarantined('source')).toHaveLength(1);
    set.natives[0] = native('1');
    expect(await runRoute(set.flow)).toMatchObject({ stopped: 0, changed: 0 });
    expect(await set.flow.store.quarantined('source')).toEqual([]);
  });
});
