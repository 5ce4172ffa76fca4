import { describe, expect, it } from '@jest/globals';
import type { Glpi } from '../../connectors/glpi/simulator/index.js';
import type { ServiceNow } from '../../connectors/servicenow/simulator/index.js';
import { desk } from '../../test/simulation/desk.js';
import { check } from './commands/check.js';
import { captured } from './testing/captured.js';

/** What check says of the tools of a desk, in one language. */
async function said(
  kinds: Readonly<Record<string, 'itop' | 'glpi' | 'servicenow'>>,
  change: (of: unknown) => void,
  language: 'fr' | 'en',
) {
  const at = await desk({ tools: kinds });
  const output = captured(language);
  const tools = Object.keys(kinds).map((name) => at.tool(name));
  for (const { world } of tools) change(world.simulator);
  const connections = tools.map(({ name, connector, mapping }) => ({
    name,
    connector,
    mapping,
    mappingDigest: '',
    zone: 'UTC',
  }));
  const exit = await check(
    connections,
    { store: at.store, now: new Date('2026-01-05T08:00:00Z') },
    new AbortController().signal,
    output,
  );
  return { exit, text: output.text.replace(/\s*[│|]\s*/gu, ' ').replace(/\s+/gu, ' '), answers: output.answers };
}

const unchanged = (): void => undefined;

const completed = (simulator: unknown): void => {
  (simulator as ServiceNow).as('admin').create('sys_choice', {
    name: 'incident',
    element: 'state',
    value: '9',
    label: 'À compléter',
    language: 'fr',
    inactive: 'false',
    sequence: '90',
  });
};

describe('check of a lifecycle', () => {
  it('says in French what a site has added, and which row to add', async () => {
    const { exit, text, answers } = await said({ x: 'servicenow' }, completed, 'fr');
    expect(exit).toBe(0);
    expect(text).toContain('cycle de vie');
    expect(text).toContain('«À compléter» (9)');
    expect(text).toContain('n’est pas déclaré');
    expect(text).toContain("{ native: '9', label: À compléter, is: … }");
    expect(answers).toMatchObject([
      { connections: [{ lifecycle: { differences: [{ kind: 'state-undeclared' }, {}] } }] },
    ]);
  });

  it('says so in English', async () => {
    const { text } = await said({ x: 'servicenow' }, completed, 'en');
    expect(text).toContain('the tool has the state «À compléter» (9), and it is not declared');
    expect(text).toContain('quarantine');
  });

  it('has nothing to settle where nothing differs, and says what the tool does not tell', async () => {
    const { text } = await said({ a: 'servicenow', b: 'glpi', c: 'itop' }, unchanged, 'fr');
    expect(text).toContain('qui ne dit pas ses transitions');
    expect(text).toContain('états, transitions et mots sont ceux de l’outil');
    expect(text).toContain('datamodel-production.xml');
    expect(text).not.toContain('n’est pas déclaré');
  });

  it('names the move that the profile of the account forbids', async () => {
    const forbid = (simulator: unknown): void =>
      void Object.assign((simulator as Glpi).state.quirks, { forbiddenMoves: { '1': ['5'] } });
    const { text } = await said({ x: 'glpi' }, forbid, 'fr');
    expect(text).toContain('la transition «Nouveau» → «Résolu» (ITILSolution) est déclarée');
    expect(text).toContain('l’autoriser dans le profil du compte');
  });
});

describe('check of a connection', () => {
  it('speaks French to whoever reads French, and both languages to programs', async () => {
    const { text, answers } = await said({ x: 'glpi' }, unchanged, 'fr');
    expect(text).toContain('authentification');
    expect(text).toContain('permis par le profil');
    expect(text).not.toContain('allowed by profile');
    expect(answers).toMatchObject([
      {
        connections: [
          {
            findings: expect.arrayContaining([
              expect.objectContaining({
                name: 'all tickets',
                title: { fr: 'tous les tickets', en: 'all tickets' },
                detail: {
                  fr: expect.stringContaining('permis par le profil'),
                  en: expect.stringContaining('allowed by profile'),
                },
                advice: null,
              }),
            ]),
          },
        ],
      },
    ]);
  });

  it('speaks English where English is asked for', async () => {
    const { text } = await said({ x: 'glpi' }, unchanged, 'en');
    expect(text).toContain('allowed by profile');
    expect(text).not.toContain('permis par le profil');
  });
});
