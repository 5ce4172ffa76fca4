import { describe, expect, it } from '@jest/globals';
import { ticketFields, type Ticket } from '@passerelle/ticket';
import fc from 'fast-check';
import type { LoadedMapping } from './compile/mapping.js';
import { loadText, nativeTicket, open, resolver, textOf, ticket, wellLoaded } from './testing/load-from.js';
import { anyTicket } from './testing/tickets.js';

const toy = (form: string) =>
  wellLoaded(
    loadText(`connector: outil
status: etat
statuses:
  - { native: "1", is: new, writes: [new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled] }
fields:
  - { native: titre, is: title }
  - { native: texte, is: description, as: ${form} }
words:
  group: { same: groupe-du-meme-nom }
classes:
  ticket: { is: incident, audience: public, writes: [incident, request, suggestion] }
journals:
  - { native: public, is: comment }
  - { native: interne, is: work_note }
`),
  );
const servicenow = open('servicenow');
const head = /— (?:Repris de|Carried over from)/gu;

/** What tools and their editors do to a text on its way. */
const habits: Readonly<Record<string, (text: string) => string>> = {
  'keeps it as it is': (text) => text,
  'keeps CRLF and drops blank ends': (text) => text.replace(/\r\n|\r|\n/gu, '\r\n').trim(),
  'drops blanks at the ends of lines': (text) => text.replace(/[ \t]+$/gmu, ''),
};
const paragraphs = (html: string): string =>
  html
    .split(/<br>\n/u)
    .map((line) => `<p>${line.replaceAll(' : ', '&nbsp;: ')}</p>`)
    .join('\n');

const ends: readonly (readonly [string, LoadedMapping, string, string, (text: string) => string])[] = [
  ...Object.entries(habits).flatMap(([habit, on]) => [
    [`plain text and ${habit}`, servicenow, 'incident', 'description', on] as const,
    [`Markdown and ${habit}`, toy('markdown'), 'ticket', 'texte', on] as const,
    [`HTML and ${habit}`, toy('html'), 'ticket', 'texte', on] as const,
  ]),
  ['HTML, of which an editor made paragraphs', toy('html'), 'ticket', 'texte', paragraphs],
];

describe.each(ends)('a mirror over a tool that holds %s', (_, mapping, nativeClass, native, habit) => {
  const tell = (whole: Ticket): string =>
    textOf(mapping.write(whole, nativeClass, ticketFields, resolver()).fields, native);
  const hear = (text: string) => mapping.read(nativeTicket(nativeClass, { [native]: text }));

  it('collects no preambles, however often a text goes there and back', () => {
    fc.assert(
      fc.property(anyTicket, (whole) => {
        let text = habit(tell(whole));
        // What an editor changes in the text itself, it has changed after the first time.
        for (let round = 0; round < 2; round += 1) {
          const heard = hear(text).said.description ?? '';
          expect(heard.match(head)?.length ?? 0).toBeLessThanOrEqual(whole.description.match(head)?.length ?? 0);
          text = habit(tell({ ...whole, description: heard }));
        }
        const settled = hear(text).said.description ?? '';
        expect(habit(tell({ ...whole, description: settled }))).toBe(text);
      }),
      { numRuns: 120 },
    );
  });

  it('hears the description without the lines that the tool holds for us, and hands those over beside it', () => {
    const whole = ticket({ kind: 'incident', description: 'L’écran reste «noir» 🖥️', site: 'Lyon', mode: 'telework' });
    const { said, preamble } = hear(habit(tell(whole)));
    expect(said.description).toBe('L’écran reste «noir» 🖥️');
    expect(Object.keys(said).sort()).toEqual(['audience', 'description', 'kind']);
    expect(preamble).toEqual(['Site : Lyon', 'Mode : En télétravail']);
  });
});

describe('a description with a preamble', () => {
  const text = '— Repris de cassius RITM0524w —\nSite : Lyon\n— —\n\nnoir';

  it('that nobody of ours wrote is left as it is, where nothing is ever written', () => {
    const read = (mapping: LoadedMapping, nativeClass: string) =>
      mapping.read(nativeTicket(nativeClass, { description: text }));
    expect(read(servicenow, 'incident').said.description).toBe('noir');
    expect(read(open('cassius'), 'incident').said.description).toContain('Site : Lyon');
    expect(read(open('cassius'), 'incident').preamble).toBeUndefined();
  });

  it('would pile up without being taken off: the control', () => {
    let description = 'noir';
    for (let round = 0; round < 3; round += 1)
      description = textOf(
        servicenow.write(ticket({ kind: 'incident', description }), 'incident', ['description'], resolver()).fields,
        'description',
      );
    expect(description.match(head)).toHaveLength(3);
  });

  it('goes from one tool to the next with the preamble of the last only', () => {
    const html = toy('html');
    let whole = ticket({ kind: 'incident', description: 'noir', site: 'Lyon', tags: ['VIP'] });
    for (let round = 0; round < 3; round += 1)
      for (const [mapping, nativeClass, native] of [
        [servicenow, 'incident', 'description'],
        [html, 'ticket', 'texte'],
      ] as const) {
        const { fields } = mapping.write(whole, nativeClass, ticketFields, resolver());
        expect(textOf(fields, native).match(head)).toHaveLength(1);
        whole = { ...whole, ...mapping.read(nativeTicket(nativeClass, { [native]: textOf(fields, native) })).said };
        expect(whole.description).toBe('noir');
      }
  });
});
