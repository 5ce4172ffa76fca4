import type { Browser } from 'playwright-core';
import { expectNone, expectTrue, type Checks } from '../checks.js';
import { eventually, linesIn } from '../eventually.js';
import { openReader } from '../reader.js';
import type { BrowserStage } from '../stage.js';

/** Somebody at the desk, in French: finds, reads, answers, notes, takes, solves. */
export async function technician(checks: Checks, browser: Browser, stage: BrowserStage): Promise<void> {
  const reader = await openReader(browser, stage, { login: 'technicien' });
  const { page } = reader;
  const [servicenow, glpi] = stage.desks.all;
  if (!servicenow || !glpi) throw new Error('expected two tools');
  const open = async (title: string): Promise<void> => {
    await reader.go('/tickets');
    await page.getByRole('link', { name: title }).first().click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  };

  await checks.check('a technician finds a ticket by a word without its accents', async () => {
    await reader.go('/tickets');
    await page.keyboard.press('/');
    await page.keyboard.type('ecrans');
    await page.getByRole('link', { name: 'Mon écran ne s’allume plus' }).waitFor();
    await page.getByRole('link', { name: 'Restitution de matériel' }).waitFor({ state: 'detached' });
    expectTrue(page.url().includes('text=ecrans'), `expected the search in the address, ${page.url()} came`);
  });

  await checks.check('a technician goes through the list by keyboard and back', async () => {
    await reader.go('/tickets');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /^Fil/ }).waitFor();
    await page.keyboard.press('u');
    await page.getByRole('table').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor();
    await page.keyboard.press('Escape');
  });

  await checks.check('internal and public lines differ by form, colour and word', async () => {
    await open('Ordinateur très lent');
    const look = (audience: string): Promise<readonly string[]> =>
      page
        .locator(`article[data-audience="${audience}"]`)
        .first()
        .evaluate((line: never) => {
          const read = globalThis as unknown as { getComputedStyle(of: never): Record<string, string> };
          const style = read.getComputedStyle(line);
          return [
            style['borderTopStyle'] ?? '',
            style['backgroundColor'] ?? '',
            style['marginLeft'] ?? '',
            (line as { innerText: string }).innerText,
          ];
        });
    const [shown, kept] = [await look('public'), await look('internal')];
    for (const part of [0, 1, 2]) expectTrue(shown[part] !== kept[part], `expected two looks, both are ${shown[part]}`);
    expectTrue(
      shown[3]?.includes('Visible du demandeur') === true && !shown[3].includes('Interne'),
      'expected the word of a public line',
    );
    expectTrue(
      kept[3]?.includes('Interne') === true && !kept[3].includes('Visible'),
      'expected the word of an internal line',
    );
  });

  await checks.check('an answer is seen at once and reaches every tool, readable there', async () => {
    await open('Mon écran ne s’allume plus');
    await page.keyboard.press('p');
    await page.getByRole('textbox', { name: 'Répondre au demandeur' }).fill('Un technicien passe à 14 h.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').filter({ hasText: 'Un technicien passe à 14 h.' }).waitFor();
    for (const desk of [servicenow, glpi])
      await eventually(`the answer stands in ${desk.name}`, async () =>
        (await linesIn(desk, 'Mon écran')).some(({ text, readable }) => readable && text.includes('passe à 14 h')),
      );
    await page
      .getByText(/aussi dans/)
      .last()
      .waitFor();
  });

  await checks.check('an internal note reaches every tool and is readable by no requester', async () => {
    await open('Mon écran ne s’allume plus');
    await page.keyboard.press('n');
    await page.getByText('Interne aux équipes').waitFor();
    await page.getByRole('textbox', { name: 'Note interne' }).fill('Dalle HS, ne pas le dire avant le devis.');
    await page.getByRole('button', { name: 'Ajouter la note interne' }).click();
    for (const desk of [servicenow, glpi])
      await eventually(`the note stands in ${desk.name}`, async () =>
        (await linesIn(desk, 'Mon écran')).some(({ text }) => text.includes('ne pas le dire')),
      );
    for (const desk of [servicenow, glpi]) {
      const lines = await linesIn(desk, 'Mon écran');
      expectNone(
        lines.filter(({ text, readable }) => readable && text.includes('ne pas le dire')).map(({ text }) => text),
        'readable notes',
      );
    }
    expectNone(stage.desks.crimes(), 'internal texts that could be read at some moment');
  });

  await checks.check('a draft is there again after the page was left and loaded anew, one for each kind', async () => {
    await open('Wifi très lent');
    await page.keyboard.press('p');
    await page.getByRole('textbox', { name: 'Répondre au demandeur' }).fill('Brouillon public');
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Note interne' }).fill('Brouillon interne');
    await page.reload();
    await page.getByRole('tab', { name: /^Fil/ }).waitFor();
    await page.keyboard.press('p');
    const answer = await page.getByRole('textbox', { name: 'Répondre au demandeur' }).inputValue();
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    const note = await page.getByRole('textbox', { name: 'Note interne' }).inputValue();
    expectTrue(
      answer === 'Brouillon public' && note === 'Brouillon interne',
      `expected both drafts, «${answer}» and «${note}» came`,
    );
    await page.keyboard.press('Escape');
  });

  await checks.check(
    'a technician follows a ticket without taking it, and finds it again among the followed',
    async () => {
      await open('Gestion des certificats');
      await page.getByRole('button', { name: 'Suivre ce ticket' }).click();
      await page.getByText('Vous suivez ce ticket.').waitFor();
      await page
        .getByRole('navigation')
        .getByRole('link', { name: /^Suivis/ })
        .click();
      await page.getByRole('heading', { level: 1, name: 'Suivis' }).waitFor();
      await page
        .getByRole('table')
        .getByRole('link', { name: /Gestion des certificats/ })
        .click();
      await page.getByRole('button', { name: 'Suivre ce ticket', pressed: true }).click();
      await page.getByText('Vous ne suivez plus ce ticket.').waitFor();
    },
  );

  await checks.check('a refusal puts the screen back and keeps what was typed', async () => {
    await open('Restitution de matériel');
    await page.route('**/actions', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
    await page.keyboard.press('p');
    await page.getByRole('textbox', { name: 'Répondre au demandeur' }).fill('Perdu en route ?');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Serveur injoignable').waitFor();
    await page.unroute('**/actions');
    const kept = await page.getByRole('textbox', { name: 'Répondre au demandeur' }).inputValue();
    expectTrue(kept === 'Perdu en route ?', `expected the text to stay, «${kept}» came`);
    expectTrue(
      (await page.getByRole('article').filter({ hasText: 'Perdu en route' }).count()) === 0,
      'expected no line that was not taken',
    );
    reader.troubles.length = 0;
    await page.getByRole('textbox', { name: 'Répondre au demandeur' }).fill('');
    await page.keyboard.press('Escape');
  });

  await checks.check(
    'a technician takes a ticket and proposes a solution, of which the tools were asked before',
    async () => {
      await open('Problème imprimante');
      await page.keyboard.press('t');
      await page.getByText('Affecté', { exact: true }).first().waitFor();
      await page.keyboard.press('s');
      await page.getByRole('textbox', { name: /^Solution/ }).fill('Rouleau remplacé.');
      await page.getByRole('dialog').getByText('glpi').waitFor();
      await page.getByRole('button', { name: 'Proposer la solution' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await eventually('GLPI says that it is solved', async () => {
        for (const id of await glpi.world.tickets()) {
          const { name, status } = (await glpi.world.look(id))?.fields ?? {};
          if (typeof name === 'string' && name.includes('imprimante') && Number(status) === 5) return true;
        }
        return false;
      });
    },
  );

  await checks.check('a technician’s day leaves no error in the browser and asks nothing of others', async () => {
    expectNone(reader.troubles, 'errors in the browser');
    expectNone(reader.strangers, 'requests to others');
  });
  await reader.close();
}
