import { afterEach, describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import { openMirrorStage, type MirrorStage, type MirrorStageSetting } from '../../libs/runtime/testing/mirror-stage.js';
import { bonds } from './commands/bonds.js';
import { conflicts, decideConflict } from './commands/conflicts.js';
import { dead, drop, retry } from './commands/dead.js';
import { pause, pauses, resume } from './commands/pause.js';
import { quarantine, readHeld } from './commands/quarantine.js';
import { pauseWish } from './mend.js';
import type { Session } from './session.js';
import { captured } from './testing/captured.js';

const stages: MirrorStage[] = [];
async function stage(setting?: MirrorStageSetting): Promise<MirrorStage & { readonly session: Session }> {
  const opened = await openMirrorStage(setting);
  stages.push(opened);
  const { signal } = new AbortController();
  return { ...opened, session: { house: opened.house, holder: 'cli', signal } };
}
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.close()));
});

/** A ticket in both tools. */
async function bonded(setting?: MirrorStageSetting) {
  const at = await stage(setting);
  const id = await at.world('a').humans.open('Écran noir');
  await at.sync();
  const [bond] = await at.store.bondsOfConnection('b', null, 1);
  return { ...at, id, there: bond?.native ?? '', ticket: bond?.ticket ?? '' };
}

const numberOf = async (at: MirrorStage, ticket: string): Promise<string> =>
  (await at.store.tickets([ticket])).get(ticket)?.ticket.number ?? '';

describe('where a ticket lives', () => {
  it('is told by any of its numbers', async () => {
    const at = await bonded({ tools: { a: 'toy', b: 'servicenow' } });
    const [bond] = (await at.store.bondsOf([at.ticket])).filter(
      ({ connection, class: is }) => connection === 'b' && is === 'sc_req_item',
    );
    const output = captured();
    expect(await bonds(at.store, bond?.number ?? '', output)).toBe(0);
    expect(output.text).toContain(bond?.url ?? 'a link');
    expect(output.text).toContain('créé par Passerelle');
    expect(output.answers).toMatchObject([{ tickets: [{ title: 'Écran noir', waiting: [] }] }]);
    expect(await bonds(at.store, 'INC404', captured())).toBe(1);
  });
});

describe('a conflict', () => {
  async function quarrel() {
    const at = await bonded();
    await at.world('a').humans.change(at.id);
    await at.world('b').humans.change(at.there);
    await at.world('b').humans.change(at.there);
    await at.sync();
    return at;
  }

  it('is shown with both words, and decided by the first letters of its name', async () => {
    const at = await quarrel();
    const shown = captured();
    expect(await conflicts(at.session, true, shown)).toBe(1);
    const [conflict] = await at.store.conflicts({ state: 'open', limit: 9 });
    expect(shown.text).toContain(`${conflict?.id.slice(0, 8)} · ${await numberOf(at, at.ticket)} · description`);
    expect(shown.text).toMatch(/Changé 1 fois.*Changé 2 fois|Changé 2 fois.*Changé 1 fois/u);
    expect(shown.text).toContain('À DÉCIDER');
    const wanted = { id: conflict?.id.slice(0, 8) ?? '', stands: 'theirs', by: 'Nadia' } as const;
    const output = captured('en');
    expect(await decideConflict(at.session, wanted, output)).toBe(0);
    expect(output.text).toContain('Decided: 1 field');
    await at.sync();
    expect(await conflicts(at.session, true, captured())).toBe(0);
    const all = captured();
    expect(await conflicts(at.session, false, all)).toBe(0);
    expect(all.text).toContain('le sien tient');
    await expect(decideConflict(at.session, wanted, captured())).rejects.toMatchObject({ code: 'unknown-name' });
  });
});

/** A tool that refuses whatever is written to it while it is told to. */
function refusing(refuses: { now: boolean }): NonNullable<MirrorStageSetting['before']> {
  return (name, simulator) => ({
    handle: (request) =>
      name === 'b' && refuses.now && request.method !== 'GET' && !/session|login|token/u.test(request.url)
        ? { status: 400, headers: { 'content-type': 'application/json' }, body: '{"error":"non"}' }
        : simulator.handle(request),
  });
}

describe('a dead letter', () => {
  async function buried() {
    const refuses = { now: false };
    const at = await bonded({ before: refusing(refuses), connections: { b: 'owner: Équipe b' } });
    refuses.now = true;
    await at.world('a').humans.write?.(at.id, 'reply', 'Bonjour');
    const receipt = await at.sync();
    expect(receipt.connections[1]?.left.dead).toBe(1);
    return { ...at, refuses };
  }

  it('has an age and an owner, and is sent again when asked', async () => {
    const at = await buried();
    at.clock.advance(3 * 3_600_000);
    const shown = captured();
    expect(await dead(at.session, shown)).toBe(1);
    expect(shown.text).toMatch(/ · b · .* · ajouter · 3 h · Équipe b\n/u);
    at.refuses.now = false;
    const [letter] = (shown.answers[0] as { dead: { key: string }[] }).dead;
    await expect(retry(at.session, 'xyz', captured())).rejects.toMatchObject({ exitCode: 2 });
    const output = captured('en');
    expect(await retry(at.session, letter?.key.slice(0, 8) ?? '', output)).toBe(0);
    expect(output.text).toBe('Queued again: 1');
    await at.sync();
    expect((await at.world('b').look(at.there))?.entries).toHaveLength(1);
    expect(await dead(at.session, captured())).toBe(0);
  });

  it('is given up, with who did so and why', async () => {
    const at = await buried();
    const output = captured();
    await drop(at.session, { key: 'all', by: 'Nadia', why: 'dit au téléphone' }, output);
    at.refuses.now = false;
    const receipt = await at.sync();
    expect(receipt.green).toBe(true);
    expect((await at.world('b').look(at.there))?.entries).toHaveLength(0);
    const rows = await at.store.outboxOf([at.ticket]);
    expect(rows.filter(({ trouble }) => trouble !== null)).toMatchObject([
      {
        state: 'obeyed',
        trouble: {
          message: { fr: 'abandonné par Nadia : dit au téléphone', en: 'dropped by Nadia: dit au téléphone' },
        },
      },
    ]);
    // What is said later is told as ever.
    await at.world('a').humans.write?.(at.id, 'reply', 'Encore');
    await at.sync();
    expect((await at.world('b').look(at.there))?.entries).toHaveLength(1);
  });

  it('that was to create a ticket takes with it all that was to follow', async () => {
    const refuses = { now: true };
    const at = await stage({ before: refusing(refuses) });
    const id = await at.world('a').humans.open('Écran noir');
    await at.world('a').humans.write?.(id, 'reply', 'Bonjour');
    await at.sync();
    const output = captured();
    await drop(at.session, { key: 'all', by: 'Nadia', why: '' }, output);
    expect(output.answers).toEqual([{ dropped: 2 }]);
    expect(await at.store.outboxTally('b')).toMatchObject({ queued: 0, dead: 0 });
  });
});

describe('a quarantine', () => {
  it('is shown with the row to add, and read again once it is there', async () => {
    const at = await bonded({ connections: { a: 'owner: Équipe a' } });
    await at.store.commit({
      quarantined: [
        {
          connection: 'a',
          native: at.id,
          number: 'T-1',
          reason: 'unknown-word',
          detail: asIs('status «zombie»\u001b[31m'),
          advice: asIs('add to mappings/sites/a.yaml: - { native: zombie, is: … }'),
          run: 'r',
          at: at.clock.now().toISOString(),
        },
      ],
    });
    at.clock.advance(120_000);
    const shown = captured();
    expect(await quarantine(at.session, shown)).toBe(1);
    expect(shown.text).toContain('a · T-1 · un mot que personne n’a décidé · 2 min · Équipe a');
    expect(shown.text).toContain('Que faire : add to mappings/sites/a.yaml: - { native: zombie, is: … }');
    expect(shown.text).not.toContain('\u001b');
    const output = captured('en');
    expect(await readHeld(at.session, output)).toBe(0);
    expect(output.text).toBe('Released: 1; still in quarantine: 0');
  });
});

describe('a pause', () => {
  const said = { by: 'Nadia', why: 'mise à jour' };

  it('holds a connection, and lets it go on', async () => {
    const at = await bonded();
    const output = captured();
    await pause(at.session, { kind: 'connection', name: 'b' }, said, output);
    expect(output.text).toContain('En pause : la connexion b.');
    await at.world('a').humans.write?.(at.id, 'reply', 'Bonjour');
    await at.sync();
    expect((await at.world('b').look(at.there))?.entries).toHaveLength(0);
    const shown = captured('en');
    await pauses(at.session, shown);
    expect(shown.text).toMatch(/^the connection b · since .* · Nadia · mise à jour$/u);
    await resume(at.session, { kind: 'connection', name: 'b' }, captured());
    await at.sync();
    expect((await at.world('b').look(at.there))?.entries).toHaveLength(1);
  });

  it('holds one ticket by its number, both ways, and no other', async () => {
    const at = await bonded();
    const number = await numberOf(at, at.ticket);
    await pause(at.session, { kind: 'ticket', number }, said, captured());
    await at.world('a').humans.write?.(at.id, 'reply', 'Bonjour');
    await at.world('b').humans.write?.(at.there, 'reply', 'Entendu');
    await at.world('a').humans.open('Clavier muet');
    await at.sync();
    expect(await at.world('b').tickets()).toHaveLength(2);
    expect((await at.world('b').look(at.there))?.entries).toHaveLength(1);
    await resume(at.session, { kind: 'ticket', number }, captured());
    await at.sync();
    await at.sync();
    expect((await at.world('a').look(at.id))?.entries).toHaveLength(2);
    expect((await at.world('b').look(at.there))?.entries).toHaveLength(2);
  });

  it('is of something that there is', async () => {
    const at = await stage();
    const unknown = { code: 'unknown-name', exitCode: 2 };
    await expect(pause(at.session, { kind: 'connection', name: 'c' }, said, captured())).rejects.toMatchObject(unknown);
    await expect(pause(at.session, { kind: 'ticket', number: '?' }, said, captured())).rejects.toMatchObject(unknown);
    expect(() => pauseWish('ticket', undefined)).toThrow('expected all, connection <name> or ticket <number>');
    expect(pauseWish('all', undefined)).toEqual({ kind: 'all' });
    const output = captured('en');
    await resume(at.session, { kind: 'all' }, output);
    expect(output.text).toBe('Was not paused: everything');
  });
});
