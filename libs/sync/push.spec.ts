import { describe, expect, it } from '@jest/globals';
import { asIs, Fault, type ErrorKind, type Keyed, type NativeCommand, type Receipt } from '@passerelle/connector';
import { sha256 } from '../../test/simulation/help-desk.js';
import { file, line, native, stage, type Stage } from '../../test/simulation/stage.js';
import { Halt } from './flow.js';
import { ticketId } from './identity.js';
import { runRoute } from './river.js';

const refusal = (
  command: Keyed<NativeCommand>,
  outcome: 'refused' | 'failed' | 'unknown',
  kind: ErrorKind,
  status?: number,
): Receipt => ({
  key: command.key,
  outcome,
  fault: new Fault({ kind, connection: 'target', message: asIs('non'), ...(status === undefined ? {} : { status }) }),
});
const rowsOf = async (set: Stage, id = '1') =>
  (await set.flow.store.outboxOf([ticketId('source', id)])).map(({ act, state }) => `${act.kind} ${state}`);
const said = (set: Stage): readonly string[] =>
  set.sent.map((command) => (command.kind === 'append' ? (command.entry.text.split('\n').at(-1) ?? '') : command.kind));

/** Obeys, but as the contract asks: what follows a command of the same ticket that was not done is not done. */
function inTurn(set: Stage, trouble: (command: Keyed<NativeCommand>) => Receipt | null): void {
  const broken = new Set<string>();
  set.answer = (command) => {
    const place =
      command.kind === 'create' ? command.key : typeof command.id === 'string' ? command.id : command.id.createdBy;
    if (broken.has(place)) return refusal(command, 'failed', 'unavailable');
    const receipt = trouble(command);
    if (receipt) broken.add(place);
    return receipt;
  };
}

describe('a whole ticket', () => {
  it('goes in one batch: it exists, it speaks, it shows, it ends', async () => {
    const set = stage();
    set.natives.push(
      native('1', {
        fields: { etat: 'Clos' },
        entries: [line('Bonjour'), line('Note', { audience: 'internal' }), line('‏مرحبا 🙂')],
        attachments: [file('f1', 'é.png')],
      }),
    );
    expect(await runRoute(set.flow)).toMatchObject({ created: 1, appended: 3, attached: 1, updated: 1, dead: 0 });
    expect(said(set)).toEqual(['create', 'Bonjour', 'Note', '‏مرحبا 🙂', 'attach', 'update']);
    const [ticket] = [...set.tool.tickets.values()];
    expect(ticket?.entries.map(({ readable }) => readable)).toEqual([true, false, true]);
    expect(ticket?.fields.get('state')?.value).toBe('7');
    const [created] = set.sent;
    // Born open, or its journal would come too late.
    expect(created).toMatchObject({ kind: 'create', ticket: { fields: { state: '2' } } });
    expect(set.tool.crimes).toEqual([]);
  });

  it('is kept before it is sent', async () => {
    const set = stage();
    set.natives.push(native('1', { entries: [line('Bonjour')] }));
    const states: string[][] = [];
    set.answer = async () => {
      states.push(await rowsOf(set));
      return null;
    };
    await runRoute(set.flow);
    expect(states[0]).toEqual(['create in_flight', 'append in_flight']);
    expect(await rowsOf(set)).toEqual(['create obeyed', 'append obeyed']);
  });
});

describe('trouble with one line', () => {
  const three = native('1', { entries: [line('un'), line('deux'), line('trois')] });

  it('stops the lines behind it, of that ticket only', async () => {
    const set = stage();
    set.natives.push(three, native('2', { entries: [line('autre')] }));
    inTurn(set, (command) =>
      command.kind === 'append' && command.entry.text.endsWith('deux')
        ? refusal(command, 'refused', 'rejected', 400)
        : null,
    );
    expect(await runRoute(set.flow)).toMatchObject({ created: 2, appended: 2, dead: 1 });
    expect(await rowsOf(set)).toEqual(['create obeyed', 'append obeyed', 'append dead', 'append queued']);
    expect(await rowsOf(set, '2')).toEqual(['create obeyed', 'append obeyed']);
    // A later run sends neither it nor what waits behind it, until a human queues it again.
    set.sent.length = 0;
    set.answer = () => null;
    await runRoute(set.flow);
    expect(set.sent).toEqual([]);
    const [dead] = await set.flow.store.inState('target', 'dead', 9);
    await set.flow.store.commit({ resolutions: [{ key: dead!.key, state: 'queued' }] });
    await runRoute(set.flow);
    expect(said(set)).toEqual(['deux', 'trois']);
  });

  it('is tried again later when it passes, and the order holds', async () => {
    const set = stage();
    set.natives.push(three);
    let times = 0;
    set.answer = (command) => {
      if (command.kind !== 'append' || command.entry.text.endsWith('un') || times >= 4) return null;
      times += 1;
      return refusal(command, 'failed', 'rate-limited', 429);
    };
    const before = set.clock.now().getTime();
    expect(await runRoute(set.flow)).toMatchObject({ appended: 3, dead: 0 });
    expect(set.clock.now().getTime() - before).toBeGreaterThanOrEqual(1_000);
    expect([...set.tool.tickets.values()][0]?.entries.map(({ text }) => text.split('\n')[1])).toEqual([
      'un',
      'deux',
      'trois',
    ]);
  });

  it('ends by asking a human when it never passes', async () => {
    const set = stage({ limits: { tries: 4 } });
    set.natives.push(native('1'));
    set.answer = (command) => refusal(command, 'failed', 'unavailable', 503);
    expect(await runRoute(set.flow)).toMatchObject({ created: 0, dead: 1 });
    expect(set.sent).toHaveLength(4);
    expect((await set.flow.store.inState('target', 'dead', 9))[0]).toMatchObject({
      tries: 4,
      trouble: { kind: 'unavailable' },
    });
  });

  it('ends by asking a human when nothing certain is ever answered', async () => {
    const set = stage({ limits: { tries: 4 } });
    set.natives.push(native('1'));
    set.answer = (command) => refusal(command, 'unknown', 'unavailable', 500);
    expect(await runRoute(set.flow)).toMatchObject({ created: 0, dead: 1 });
    expect(set.sent).toHaveLength(4);
  });
});

describe('what is not sent at all', () => {
  it.each<[string, (set: Stage) => void, string]>([
    [
      'a file whose content is no longer kept',
      (set) => void Object.assign(set.flow.files, { has: () => Promise.resolve(false) }),
      'no longer kept',
    ],
    [
      'a kind of command that the target does not take',
      (set) => void Object.assign(set.flow.mouth.connector.sink!, { accepts: new Set(['create', 'append']) }),
      'takes no «attach»',
    ],
    [
      'a line without a journal for its audience',
      (set) => void Object.assign(set.flow.mouth.mapping, { journalFor: () => null }),
      'has no public journal',
    ],
  ])('is %s: a human is asked', async (_, spoil, expected) => {
    const set = stage();
    spoil(set);
    set.natives.push(native('1', { entries: [line('Bonjour')], attachments: [file('f1', 'x')] }), native('2'));
    expect(await runRoute(set.flow)).toMatchObject({ created: 2, dead: 1 });
    expect((await set.flow.store.inState('target', 'dead', 9))[0]?.trouble?.message.en).toContain(expected);
  });

  it('is asked again by the next run, which sends it once its reason is gone', async () => {
    const set = stage();
    const kept = { ...set.flow.files };
    Object.assign(set.flow.files, { has: () => Promise.resolve(false) });
    set.natives.push(native('1', { attachments: [file('f1', 'x')] }));
    expect(await runRoute(set.flow)).toMatchObject({ dead: 1 });
    expect(await runRoute(set.flow)).toMatchObject({ dead: 1 });
    Object.assign(set.flow.files, kept);
    expect(await runRoute(set.flow)).toMatchObject({ attached: 1, dead: 0 });
    expect([...set.tool.tickets.values()][0]?.files[0]?.sha256).toBe(sha256('contenu de f1'));
  });

  it('is an internal line into a journal that is declared public', async () => {
    const set = stage();
    Object.assign(set.flow.mouth.mapping, { journalFor: () => 'comments' });
    set.natives.push(native('1', { entries: [line('Note (interne)', { audience: 'internal' })] }));
    expect(await runRoute(set.flow)).toMatchObject({ created: 1, appended: 0, dead: 1 });
    expect(set.tool.crimes).toEqual([]);
    // Control: with a lying declaration it is shown, and noticed only when it is read back.
    const lied = stage();
    Object.assign(lied.flow.mouth.mapping, { journalFor: () => 'comments' });
    Object.assign(lied.flow.mouth.connector, { journals: { comments: 'internal' } });
    lied.natives.push(...set.natives);
    await expect(runRoute(lied.flow)).rejects.toMatchObject({ why: 'visibility' });
    expect(lied.tool.crimes).toHaveLength(1);
  });
});

describe('an internal line that is seen in public', () => {
  it('stops the run at once, is taken back and is not written again', async () => {
    const set = stage();
    set.tool.misfiles = true;
    set.natives.push(native('1', { entries: [line('Note', { audience: 'internal' }), line('suite')] }));
    const run = runRoute(set.flow);
    await expect(run).rejects.toMatchObject({ why: 'visibility' });
    await expect(run).rejects.toThrow(/INC0001: taken back.*before you resume/);
    expect([...set.tool.tickets.values()][0]?.entries.map(({ text }) => text.split('\n')[1])).toEqual(['suite']);
    set.tool.misfiles = false;
    set.sent.length = 0;
    expect(await runRoute(set.flow)).toMatchObject({ appended: 0 });
    expect(set.sent).toEqual([]);
  });

  it('is said to stand there still where the target takes nothing back', async () => {
    const set = stage();
    set.tool.misfiles = true;
    Object.assign(set.flow.mouth.connector.sink!, { accepts: new Set(['create', 'append']) });
    set.natives.push(native('1', { entries: [line('Note', { audience: 'internal' })] }));
    await expect(runRoute(set.flow)).rejects.toThrow('INC0001: STILL THERE');
    expect(set.sent.map(({ kind }) => kind)).toEqual(['create', 'append']);
  });

  it('is not overlooked because something else broke at the same time', async () => {
    const stop = new AbortController();
    const set = stage({ signal: stop.signal });
    set.tool.misfiles = true;
    set.natives.push(native('1', { entries: [line('Note', { audience: 'internal' })] }));
    set.answer = ({ kind }) => {
      if (kind === 'append') stop.abort();
      return null;
    };
    await expect(runRoute(set.flow)).rejects.toMatchObject({ why: 'visibility' });
  });
});

describe('a line that turns internal at its source', () => {
  const open = native('1', { entries: [line('Mot de passe ?', { id: 'e1' })] });
  const closed = native('1', { entries: [line('Mot de passe ?', { id: 'e1', audience: 'internal' })] });

  it('stops the run loudly once it stands in public elsewhere', async () => {
    const set = stage();
    set.natives.push(open);
    await runRoute(set.flow);
    set.natives[0] = closed;
    const run = runRoute(set.flow);
    await expect(run).rejects.toMatchObject({ why: 'visibility' });
    await expect(run).rejects.toThrow('RITM1: entry 1');
    expect((await set.flow.store.tickets([ticketId('source', '1')])).values().next().value?.entries[0]?.audience).toBe(
      'internal',
    );
    await expect(runRoute(set.flow)).resolves.toMatchObject({ silent: 1 });
  });

  it('is sent as internal when it was heard earlier and not sent yet', async () => {
    const set = stage();
    set.natives.push(open);
    await runRoute({ ...set.flow, limits: { ...set.flow.limits, tickets: 0 } });
    set.natives[0] = closed;
    expect(await runRoute(set.flow)).toMatchObject({ created: 1, appended: 1 });
    expect([...set.tool.tickets.values()][0]?.entries.map(({ readable }) => readable)).toEqual([false]);
  });
});

describe('a target that does not answer', () => {
  it('stops the run after three silences, with everything still queued', async () => {
    const set = stage({ limits: { lanes: 1, batch: 1 } });
    for (let nth = 0; nth < 9; nth += 1) set.natives.push(native(String(nth)));
    set.answer = (command) => refusal(command, 'failed', 'unavailable');
    await expect(runRoute(set.flow)).rejects.toMatchObject({ why: 'unavailable' });
    expect(set.sent).toHaveLength(3);
    expect(await set.flow.store.outboxTally('target')).toMatchObject({ queued: 9, dead: 0 });
    set.answer = () => null;
    expect(await runRoute(set.flow)).toMatchObject({ created: 9 });
  });

  it('stops the run at the first wrong password, with everything still queued', async () => {
    const set = stage({ limits: { lanes: 1, batch: 2 } });
    for (let nth = 0; nth < 9; nth += 1) set.natives.push(native(String(nth)));
    set.answer = (command) => refusal(command, 'refused', 'unauthorized', 401);
    await expect(runRoute(set.flow)).rejects.toMatchObject({ why: 'unauthorized' });
    expect(await set.flow.store.outboxTally('target')).toMatchObject({ queued: 9, dead: 0, in_flight: 0 });
    set.answer = () => null;
    expect(await runRoute(set.flow)).toMatchObject({ created: 9, dead: 0 });
  });

  it('leaves in flight what its connector broke off, and finds it in the next run', async () => {
    const set = stage();
    set.natives.push(native('1', { entries: [line('un'), line('deux')] }));
    set.answer = (command) =>
      command.kind === 'append' && command.entry.text.endsWith('deux') ? Promise.reject(new Error('boum')) : null;
    const run = runRoute(set.flow);
    await expect(run).rejects.toBeInstanceOf(Halt);
    await expect(run).rejects.toThrow('its connector broke off: boum');
    expect(await rowsOf(set)).toEqual(['create obeyed', 'append obeyed', 'append in_flight']);
    set.answer = () => null;
    expect(await runRoute(set.flow)).toMatchObject({ created: 0, appended: 1, settled: 1 });
    expect([...set.tool.tickets.values()][0]?.entries).toHaveLength(2);
  });
});
