import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Replay, WhyValue } from '@passerelle/runtime';
import { openMirrorStage, type MirrorStage, type MirrorStageSetting } from '../../libs/runtime/testing/mirror-stage.js';
import { explain } from './commands/explain.js';
import { replay } from './commands/replay.js';
import { valueText } from './print/value.js';
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

const teams = (group: string): string => `
rules:
  - rule: sans-equipe
    label: { fr: Sans équipe, en: Without a team }
    when: { group: none }
    do: { group: ${group} }
  - rule: clos-apres-un-jour
    label: { fr: Clos, en: Closed }
    when: { status: resolved }
    after: 24h
    do: { close: solved }
`;

const ruled: MirrorStageSetting = {
  routes: ['{ name: a-et-b, mode: mirror, between: [a, b], rules: [ici] }'],
  files: { 'mappings/rules/ici.yaml': teams('Équipe réseau') },
};

describe('why a value', () => {
  it('is told with what each tool said, the row, the rule and its clock', async () => {
    const at = await stage(ruled);
    const id = await at.world('a').humans.open('Écran noir');
    await at.sync();
    await at.sync();
    const group = captured();
    expect(await explain(at.session, 'TOY00001', 'group', group)).toBe(0);
    expect(group.text).toContain('group : Équipe réseau\n  à cause de mappings/rules/ici.yaml:3 sans-equipe');
    expect(group.text).toMatch(/mappings\/rules\/ici\.yaml:3 sans-equipe · (se tait|déjà ainsi)/u);
    expect(group.text).not.toContain('clos-apres-un-jour');
    await at.world('a').humans.resolve?.(id);
    await at.sync();
    const status = captured('en');
    await explain(at.session, 'TOY00001', 'status', status);
    expect(status.text).toMatch(/status: resolved\n {2}because of mappings\/toy\.yaml:\d+/u);
    expect(status.text).toMatch(/a TOY00001 last said, .*:\n {4}reads as resolved \(mappings\/toy\.yaml:\d+\)/u);
    expect(status.text).toMatch(/clos-apres-un-jour · waits · its clock runs until/u);
    expect((status.answers[0] as { tickets: WhyValue[] }).tickets[0]).toMatchObject({
      value: 'resolved',
      waiting: [],
      said: [{ connection: 'a', says: true }, { connection: 'b' }],
    });
  });

  it('is told with the decision of a conflict, and who does not know it yet', async () => {
    const at = await stage();
    const id = await at.world('a').humans.open('Écran noir');
    await at.sync();
    const [bond] = await at.store.bondsOfConnection('b', null, 1);
    await at.world('a').humans.change(id);
    await at.world('b').humans.change(bond?.native ?? '');
    await at.world('b').humans.change(bond?.native ?? '');
    await at.sync();
    const pause = { scope: 'connection:b', since: at.clock.now().toISOString(), by: 'Nadia', why: '' };
    await at.store.commit({ paused: [pause] });
    await at.world('a').humans.change(id);
    await at.sync();
    const output = captured();
    await explain(at.session, bond?.number ?? '', 'description', output);
    expect(output.text).toContain('Conflits :');
    expect(output.text).toMatch(/le sien : .*Changé \d fois · le nôtre : .*Changé \d fois/u);
    expect(output.text).toContain('À DÉCIDER · le nôtre tient');
    expect(output.text).toContain('b ne le sait pas encore');
  });

  it('is asked of a field and a ticket that there are', async () => {
    const at = await stage();
    await expect(explain(at.session, 'X', 'statut', captured())).rejects.toMatchObject({
      code: 'unknown-name',
      message: 'expected a field of a ticket, «statut» came',
      advice: expect.stringContaining('status'),
    });
    expect(await explain(at.session, 'X', 'status', captured())).toBe(1);
  });

  it('is shown in one line, whatever it is', () => {
    expect(valueText({ name: 'Équipe réseau', codes: [] })).toBe('Équipe réseau');
    expect(valueText([{ name: 'Ada' }, 'b', 3])).toBe('Ada, b, 3');
    expect(valueText(null)).toBe('');
    expect(valueText(`${'x'.repeat(199)}🙏🙏`).isWellFormed()).toBe(true);
  });
});

describe('a replay', () => {
  async function resolvedIn(setting?: MirrorStageSetting) {
    const at = await stage(setting);
    const id = await at.world('a').humans.open('Écran noir');
    await at.world('a').humans.write?.(id, 'reply', 'Bonjour 🙏');
    await at.world('a').humans.open('Clavier muet');
    await at.sync();
    await at.world('a').humans.resolve?.(id);
    await at.sync();
    await at.sync();
    return at;
  }
  const whole = async ({ store }: MirrorStage): Promise<string> => {
    const bonds = await Promise.all(['a', 'b'].map((name) => store.bondsOfConnection(name, null, 99)));
    const ids = [...new Set(bonds.flat().map(({ ticket }) => ticket))];
    return JSON.stringify([
      bonds,
      [...(await store.tickets(ids))],
      await store.outboxOf(ids),
      await store.timersOf(ids),
    ]);
  };

  it('of what is in force changes nothing', async () => {
    const at = await resolvedIn(ruled);
    const output = captured();
    const wanted = { connection: undefined, mapping: undefined, rules: undefined };
    expect(await replay(at.session, wanted, output)).toBe(0);
    expect(output.text).toContain('2 tickets relus : 0 changeraient, 0 rouvriraient, 0 seraient clos');
  });

  it('through a changed mapping counts and lists who would change, and writes nothing', async () => {
    const at = await resolvedIn();
    const rows = (is: string): string =>
      `extends: toy\nstatuses:\n  - { native: done, label: Fait, is: ${is}, writes: [resolved, closed] }\n`;
    const before = await whole(at);
    for (const [is, reopens, closes] of [
      ['closed', 0, 1],
      ['pending', 1, 0],
    ] as const) {
      const mapping = join(at.folder, `${is}.yaml`);
      await writeFile(
        mapping,
        rows(is).replace('writes: [resolved, closed]', is === 'closed' ? 'writes: [resolved, closed]' : 'writes: []'),
      );
      const output = captured('en');
      expect(await replay(at.session, { connection: 'a', mapping, rules: undefined }, output)).toBe(0);
      expect(output.text).toContain(
        `2 tickets read again: 1 would change, ${reopens} would reopen, ${closes} would close`,
      );
      expect(output.text).toContain(`status : resolved → ${is}`);
    }
    expect(await whole(at)).toBe(before);
  });

  it('is of a migration’s source as well', async () => {
    const at = await resolvedIn({
      tools: { a: 'toy', b: 'toy', c: 'toy' },
      routes: ['{ name: a-et-b, mode: mirror, between: [a, b] }', '{ name: a-vers-c, from: a, to: c }'],
    });
    const output = captured();
    expect(await replay(at.session, { connection: 'c', mapping: undefined, rules: undefined }, output)).toBe(0);
    expect(output.text).toContain('0 ticket relu');
    await expect(
      replay(at.session, { connection: 'd', mapping: undefined, rules: undefined }, captured()),
    ).rejects.toMatchObject({ code: 'unknown-name' });
  });

  it('under changed rules counts what they would say now', async () => {
    const at = await resolvedIn(ruled);
    at.clock.advance(25 * 3_600_000);
    const rules = join(at.folder, 'ici.yaml');
    await writeFile(rules, teams('Équipe réseau').replace('24h', '48h'));
    const count = async (file: string | undefined): Promise<Replay> => {
      const output = captured();
      await replay(at.session, { connection: undefined, mapping: undefined, rules: file }, output);
      return output.answers[0] as Replay;
    };
    // The control: as they are, the clock has run out.
    expect((await count(undefined)).changed.filter(({ closes }) => closes)).not.toEqual([]);
    expect((await count(rules)).changed).toEqual([]);
    const stranger = join(at.folder, 'autre.yaml');
    await writeFile(stranger, teams('HELPDESK'));
    await expect(count(stranger)).rejects.toMatchObject({
      code: 'unknown-name',
      advice: 'call the file after one of ici',
    });
  });

  it('tells what rules about news would have made of the story, which how a ticket stands cannot show', async () => {
    const heard = (priority: string): string => `
rules:
  - rule: mot-du-demandeur
    label: { fr: Le demandeur insiste, en: The requester insists }
    when: { entered: { kind: comment, audience: public } }
    do: { priority: ${priority} }
`;
    const at = await stage({ ...ruled, files: { 'mappings/rules/ici.yaml': heard('2') } });
    const id = await at.world('a').humans.open('Écran noir');
    await at.sync();
    await at.world('a').humans.write?.(id, 'reply', 'C’est urgent, l’examen est à 14 h.');
    await at.sync();
    await at.sync();
    const kept = async () =>
      [...(await at.store.scan({ bondedTo: 'a', after: null, limit: 9 }))].map(({ ticket }) => ticket.priority);
    expect(await kept()).toEqual([2]);
    const before = await whole(at);
    const rules = join(at.folder, 'ici.yaml');
    const changed = async (text: string) => {
      await writeFile(rules, text);
      const output = captured();
      await replay(at.session, { connection: undefined, mapping: undefined, rules }, output);
      return (output.answers[0] as Replay).changed;
    };
    expect(await changed(heard('1'))).toMatchObject([
      { number: 'TOY00001', fields: [{ field: 'priority', from: 2, to: 1 }] },
    ]);
    // The control: the same rules tell the same story.
    expect(await changed(heard('2'))).toEqual([]);
    expect(await whole(at)).toBe(before);
  });

  it('names the words that nobody decides, and the faults of what is tried out', async () => {
    const at = await resolvedIn();
    const without = join(at.folder, 'sans-fait.yaml');
    await writeFile(without, 'extends: toy\nstatuses:\n  - { native: done, remove: plus-employe }\n');
    const output = captured();
    expect(await replay(at.session, { connection: 'a', mapping: without, rules: undefined }, output)).toBe(3);
    expect(output.text).toContain('Iraient en quarantaine : 1');
    expect(output.text).toMatch(/TOY00001 · a · .*native: "done"/u);
    const mapping = join(at.folder, 'casse.yaml');
    await writeFile(mapping, 'extends: toy\nstatusses: []\n');
    await expect(replay(at.session, { connection: 'a', mapping, rules: undefined }, captured())).rejects.toMatchObject({
      code: 'mapping',
      details: [expect.stringContaining('casse.yaml:2:1')],
    });
    await expect(
      replay(at.session, { connection: undefined, mapping, rules: undefined }, captured()),
    ).rejects.toMatchObject({ advice: expect.stringContaining('--connection') });
  });
});
