import { describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import type { Status } from '@passerelle/ticket';
import { sourceMapping, targetMapping } from '../../test/simulation/dictionary.js';
import { file, line, native, stage } from '../../test/simulation/stage.js';
import { hear } from './hear.js';
import { endFields } from './plan.js';
import type { Act, Bond, Intent, WholeTicket } from './ports/records.js';
import { draftEntry, peopleOf, render, type Scene } from './render.js';

const said = native('1', {
  fields: { titre: 'Écran «noir» 🖥️', groupe: 'Réseau', etat: 'En attente', priorite: '3' },
  entries: [line('Bonjour'), line('‏مرحبا', { audience: 'internal' })],
  attachments: [file('f1', 'capture écran.png'), file('f2', 'plan.pdf', 'internal')],
});

async function scene(more: Partial<Scene> = {}, spoken = said): Promise<Scene> {
  const set = stage();
  const { news } = await hear(set.flow, [spoken]);
  const whole = news[0]?.merged.whole as WholeTicket;
  return {
    route: set.flow.route,
    mouth: set.flow.mouth,
    files: set.flow.files,
    whole,
    bond: null,
    createdBy: null,
    ...more,
  };
}
const intent = (act: Act): Intent => ({
  key: 'k',
  connection: 'target',
  ticket: 't',
  act,
  position: 0,
  route: 'source-vers-target',
  run: 'r',
});
const bond = { native: 'sys1', class: 'request', connection: 'target' } as Bond;

describe('rendering an intent', () => {
  it('makes of a creation the whole ticket in the words of the target', async () => {
    expect(render(intent({ kind: 'create' }), await scene())).toEqual({
      kind: 'command',
      losses: [],
      command: {
        key: 'k',
        kind: 'create',
        ticket: {
          class: 'request',
          at: null,
          fields: {
            u_old: 'RITM1',
            short_description: 'Écran «noir» 🖥️',
            state: '3',
            assignment_group: { id: 'grp-Réseau', name: 'Réseau' },
            priority: '3',
          },
        },
      },
    });
  });

  it.each<[Status, boolean, string]>([
    ['closed', true, '2'],
    ['cancelled', true, '2'],
    ['closed', false, '7'],
    ['resolved', true, '6'],
    ['pending', true, '3'],
  ])('creates a ticket that is %s and speaks (%s) in the state %s', async (status, speaks, state) => {
    const here = await scene();
    const whole = {
      ...here.whole,
      ticket: { ...here.whole.ticket, status },
      ...(speaks ? {} : { entries: [], attachments: [] }),
    };
    expect(render(intent({ kind: 'create' }), { ...here, whole })).toMatchObject({
      command: { ticket: { fields: { state } } },
    });
  });

  it('makes of an update the named fields as they are now, and only those', async () => {
    const here = await scene({ bond });
    expect(render(intent({ kind: 'update', fields: ['status', 'title'] }), here)).toMatchObject({
      command: { kind: 'update', id: 'sys1', fields: { state: '3', short_description: 'Écran «noir» 🖥️' } },
    });
    expect(render(intent({ kind: 'update', fields: endFields }), here)).toMatchObject({
      command: { fields: { state: '3' } },
    });
  });

  it('makes of a line its journal, its audience, its header and its mark', async () => {
    const here = await scene({ bond });
    const [comment, note] = here.whole.entries;
    expect(render(intent({ kind: 'append', entry: comment!.id }), here)).toMatchObject({
      command: {
        id: 'sys1',
        entry: {
          journal: 'comments',
          audience: 'public',
          text: '[source RITM1 · 1 · Élodie Martin · 18/11/2025 11:54:35]\nBonjour',
          mark: '[source RITM1 · 1 ·',
        },
      },
    });
    expect(render(intent({ kind: 'append', entry: note!.id }), here)).toMatchObject({
      command: { entry: { journal: 'work_notes', audience: 'internal', mark: '[source RITM1 · 2 ·' } },
    });
  });

  it('needs no header where the target keeps author and instant, and keeps the mark', async () => {
    const here = await scene();
    const native_ = { ...here.mouth, keeps: { author: true, instant: true, silence: true } };
    const draft = draftEntry({ ...here, mouth: native_ }, here.whole.entries[0]!);
    expect(draft).toMatchObject({
      text: 'Bonjour',
      mark: '[source RITM1 · 1 ·',
      at: '2025-11-18T10:54:35.000Z',
      author: { name: 'Élodie Martin' },
    });
    const half = { ...here.mouth, keeps: { author: true, instant: false, silence: true } };
    expect(draftEntry({ ...here, mouth: half }, here.whole.entries[0]!)?.text).toMatch(/^\[source/);
  });

  it('makes of a file a content that can be opened again and again', async () => {
    const here = await scene({ bond });
    const rendered = render(intent({ kind: 'attach', attachment: here.whole.attachments[0]!.id }), here);
    if (rendered.kind !== 'command' || rendered.command.kind !== 'attach') throw new Error(rendered.kind);
    const { command } = rendered;
    expect(command).toMatchObject({ audience: 'public', file: { name: 'capture écran.png', size: 13 } });
    for (const _ of [1, 2]) expect(String(await buffer(await command.file.open()))).toBe('contenu de f1');
    // What is kept of the attempt holds no content.
    expect(JSON.stringify(command).length).toBeLessThan(400);
  });

  it('names the creation of the same batch while the ticket is not there', async () => {
    const here = await scene({ createdBy: 'c' });
    expect(render(intent({ kind: 'append', entry: here.whole.entries[0]!.id }), here)).toMatchObject({
      command: { id: { createdBy: 'c' } },
    });
  });
});

describe('what is refused rather than rendered', () => {
  const refusals: [string, (here: Scene) => [Act, Partial<Scene>], string][] = [
    [
      'a line of a ticket that is nowhere',
      ({ whole }) => [{ kind: 'append', entry: whole.entries[0]!.id }, { bond: null }],
      'not in the target',
    ],
    [
      'a change of a ticket that is nowhere',
      () => [{ kind: 'update', fields: ['title'] }, { bond: null }],
      'not in the target',
    ],
    [
      'a file of a ticket that is nowhere',
      ({ whole }) => [{ kind: 'attach', attachment: whole.attachments[0]!.id }, { bond: null }],
      'not in the target',
    ],
    ['a line that is not here', () => [{ kind: 'append', entry: 'x' }, {}], 'not in the store'],
    ['a file that is not here', () => [{ kind: 'attach', attachment: 'x' }, {}], 'not in the store'],
    [
      'an internal file among public ones',
      ({ whole }) => [{ kind: 'attach', attachment: whole.attachments[1]!.id }, {}],
      '«plan.pdf» is internal',
    ],
    [
      'an undecided word',
      ({ mouth }) => [{ kind: 'create' }, { mouth: { ...mouth, mapping: targetMapping(['pending']) } }],
      'no decided word for the status «pending»',
    ],
    [
      'a kind without a class',
      ({ mouth }) => [{ kind: 'create' }, { mouth: { ...mouth, mapping: { ...mouth.mapping, classFor: () => null } } }],
      'no class of target',
    ],
    [
      'an internal line where the target has public journals only',
      ({ mouth, whole }) => [
        { kind: 'append', entry: whole.entries[1]!.id },
        {
          mouth: {
            ...mouth,
            connector: { ...mouth.connector, journals: { comments: 'public' } },
            mapping: { ...mouth.mapping, journalFor: () => 'comments' },
          },
        },
      ],
      'has no internal journal',
    ],
    [
      'an internal line where nobody declared a journal',
      ({ mouth, whole }) => {
        const { journals, ...mute } = mouth.connector;
        expect(journals).toBeDefined();
        return [{ kind: 'append', entry: whole.entries[1]!.id }, { mouth: { ...mouth, connector: mute } }];
      },
      'has no internal journal',
    ],
    [
      'a file whose content was never read',
      ({ whole }) => [
        { kind: 'attach', attachment: whole.attachments[0]!.id },
        { whole: { ...whole, attachments: whole.attachments.map((one) => ({ ...one, sha256: null })) } },
      ],
      'could not be read',
    ],
  ];
  it.each(refusals)('is %s', async (_, make, message) => {
    const here = await scene({ bond });
    const [act, more] = make(here);
    const rendered = render(intent(act), { ...here, ...more });
    expect(rendered).toMatchObject({
      kind: 'refused',
      trouble: { kind: 'unsupported', message: { en: expect.stringContaining(message) } },
    });
  });
});

describe('the people of a ticket', () => {
  it('are each named once, authors of lines too', async () => {
    const { whole } = await scene();
    expect([...peopleOf(whole).values()].map(({ name }) => name)).toEqual(['Élodie Martin']);
    expect(sourceMapping({}).connection).toBe('source');
  });
});

describe('a line that turned internal after it was told', () => {
  const accepting = async (kinds: readonly string[], copies: ReadonlyMap<string, string>) => {
    const here = await scene({ bond, copies });
    const sink = { ...here.mouth.connector.sink!, accepts: new Set(kinds) as never };
    return { ...here, mouth: { ...here.mouth, connector: { ...here.mouth.connector, sink } } };
  };
  const taken = async (kinds: readonly string[], copied: boolean, bonded = true, at = 0) => {
    const { whole } = await scene();
    const part = at === 0 ? (whole.entries[0]?.id ?? '') : (whole.attachments[0]?.id ?? '');
    const here = await accepting(kinds, new Map(copied ? [[part, 'j1']] : []));
    return render(intent({ kind: 'retract', entry: part }), bonded ? here : { ...here, bond: null });
  };

  it('is taken back by the name that it has there', async () => {
    expect(await taken(['retract'], true)).toEqual({
      kind: 'command',
      command: { key: 'k', kind: 'retract', id: 'sys1', entry: 'j1' },
      losses: [],
    });
  });

  it('needs a human at once where it cannot be, who reads what to hide and where', async () => {
    const trouble = (words: string) => ({
      kind: 'refused',
      trouble: {
        message: {
          fr: `devenu interne après son envoi, et impossible à reprendre de target sans vous : masquez-y «${words}» tout de suite`,
          en: `it turned internal after it was told, and cannot be taken back from target by itself: hide «${words}» there at once`,
        },
      },
    });
    expect(await taken(['append'], true)).toMatchObject(trouble('Bonjour'));
    expect(await taken(['retract'], false)).toMatchObject(trouble('Bonjour'));
    expect(await taken(['retract'], true, false)).toMatchObject(trouble('Bonjour'));
    expect(await taken(['append'], true, true, 1)).toMatchObject(trouble('capture écran.png'));
  });
});
