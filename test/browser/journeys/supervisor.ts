import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { expectNone, expectTrue, type Checks } from '../checks.js';
import { eventually, linesIn } from '../eventually.js';
import { violationsOf } from '../look.js';
import { openReader, settle } from '../reader.js';
import type { BrowserStage } from '../stage.js';

/** Somebody who hands out the work, in English: counts, narrows, assigns many, saves desks, creates, exports. */
export async function supervisor(checks: Checks, browser: Browser, stage: BrowserStage): Promise<void> {
  const reader = await openReader(browser, stage, { login: 'supervisor', language: 'en' });
  const { page } = reader;

  await checks.check(
    'a supervisor sees how many have nobody, and narrows the list to them with one click',
    async () => {
      await reader.go('/tickets');
      await page.getByRole('button', { name: /^Filters/ }).click();
      const nobody = page.getByRole('region', { name: 'Agent' }).getByRole('button', { name: /Not defined/ });
      await nobody.click();
      await page.getByRole('list', { name: 'Active filters' }).getByText('Not defined').waitFor();
      const told = Number((await nobody.innerText()).replace(/\D+/g, ''));
      await page
        .getByRole('status')
        .filter({ hasText: `${told} ticket` })
        .waitFor();
      await page.keyboard.press('Escape');
    },
  );

  await checks.check('a supervisor assigns many at once, each of which is told to the tools', async () => {
    await reader.go('/tickets');
    const boxes = page.getByRole('table').getByRole('checkbox');
    await boxes.nth(1).click();
    await boxes.nth(3).click({ modifiers: ['Shift'] });
    await page.getByText('3 selected').waitFor();
    await page.getByRole('toolbar').getByRole('button', { name: 'Assign' }).click();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: /^Why it changes hands/ })
      .fill('Rush day');
    await page.getByRole('dialog').getByLabel(/^Team/).fill('HELPDESK');
    await page.getByRole('dialog').getByRole('button', { name: 'Assign' }).click();
    await page.getByText('3 tickets done.').waitFor();
    await page.getByRole('table').getByText('HELPDESK').nth(2).waitFor();
  });

  await checks.check('a supervisor narrows the list to what one person asked for', async () => {
    await reader.go('/tickets');
    const name = (await page.getByRole('table').getByRole('row').nth(1).getByRole('cell').nth(6).innerText()).split(
      '\n',
    )[0];
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('combobox', { name: 'Requester' }).fill(name ?? '');
    await page.getByRole('option').first().click();
    await page.getByRole('list', { name: 'Active filters' }).getByText('Requester').waitFor();
    await page.keyboard.press('Escape');
    const rows = page
      .getByRole('table')
      .getByRole('row')
      .filter({ has: page.getByRole('cell') });
    // The list as it was stands until the other one has come.
    await rows
      .filter({ hasNotText: name ?? '?' })
      .first()
      .waitFor({ state: 'detached' });
    expectTrue((await rows.count()) > 0, `expected tickets of ${name}, none are listed`);
  });

  await checks.check('a supervisor puts tickets of one outage together, and takes one out again', async () => {
    await reader.go('/tickets?own=1&text=lent&sort=created');
    const table = page.getByRole('table');
    for (const title of ['Wifi très lent', 'Ordinateur très lent'])
      await table.getByRole('row').filter({ hasText: title }).getByRole('checkbox').click();
    await page.getByRole('toolbar').getByRole('button', { name: 'Same outage' }).click();
    const dialog = page.getByRole('dialog', { name: 'Same outage' });
    await dialog.getByRole('radio', { name: /Wifi très lent/ }).check();
    await settle(page);
    expectNone(await violationsOf(page), 'violations that axe finds in the dialog');
    await dialog.getByRole('button', { name: 'Group' }).click();
    await page.getByText('Tickets grouped.').waitFor();
    await table.getByRole('link', { name: '1 under it' }).click();
    await page.getByRole('list', { name: 'Active filters' }).getByText('Under').waitFor();
    await table.getByRole('link', { name: 'Ordinateur très lent' }).click();
    const release = page.getByRole('button', { name: /^Take out/ });
    await release.click();
    await page.getByText('Ticket taken out.').waitFor();
    await release.waitFor({ state: 'detached' });
  });

  await checks.check('a supervisor chooses the columns of the list, which a saved desk brings back', async () => {
    await reader.go('/tickets');
    const heads = page.getByRole('table').getByRole('columnheader');
    await page.getByRole('button', { name: 'Columns' }).click();
    await settle(page);
    expectNone(await violationsOf(page), 'violations that axe finds in the columns');
    await page.getByRole('checkbox', { name: 'Requester' }).uncheck();
    await page.getByRole('checkbox', { name: 'Team' }).check();
    await page.getByRole('button', { name: 'Move “Team” earlier' }).click();
    await page.keyboard.press('Escape');
    await heads.filter({ hasText: 'Team' }).waitFor();
    const told = (await heads.allInnerTexts()).map((text) => text.trim());
    expectTrue(
      !told.includes('Requester') && told.indexOf('Team') === told.length - 2,
      `other columns came: ${told.join()}`,
    );
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Save as a view…' }).click();
    await page.getByRole('textbox', { name: /Name of the view/ }).fill('By team');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'By team' }).waitFor();
    await reader.go('/tickets');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('button', { name: 'Usual columns' }).click();
    await page.keyboard.press('Escape');
    await heads.filter({ hasText: 'Requester' }).waitFor();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /By team/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'By team' }).waitFor();
    await heads.filter({ hasText: 'Requester' }).waitFor({ state: 'detached' });
    await heads.filter({ hasText: 'Team' }).waitFor();
  });

  await checks.check('a supervisor saves what the list shows as a desk, and finds it in the menu', async () => {
    await reader.go('/tickets?own=1&open=true&text=vpn&sort=created');
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Save as a view…' }).click();
    await page.getByRole('textbox', { name: /Name of the view/ }).fill('VPN & télétravail');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /VPN & télétravail/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'VPN & télétravail' }).waitFor();
    await page.getByRole('link', { name: /Accès VPN/ }).waitFor();
  });

  await checks.check('a supervisor exports what the list shows', async () => {
    await reader.go('/tickets');
    for (const [item, ending, begins] of [
      ['Export as CSV', '.csv', null],
      ['Export for Excel', '.xlsx', 'PK'],
    ] as const) {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: item }).click(),
      ]);
      const content = readFileSync(await download.path());
      expectTrue(
        download.suggestedFilename().endsWith(ending),
        `expected a ${ending}, ${download.suggestedFilename()} came`,
      );
      expectTrue(
        content.length > 200 && (begins === null || content.subarray(0, 2).toString() === begins),
        'expected a whole file',
      );
    }
  });

  await checks.check(
    'a supervisor creates a ticket for a caller, which arrives in the tool, and the form’s draft goes',
    async () => {
      await reader.go('/tickets/new');
      await page.getByRole('button', { name: 'Create the ticket' }).click();
      await page.getByText('Required fields are missing.').waitFor();
      await page.getByRole('combobox', { name: /^Requester/ }).fill('Zoé Lefèvre <zoe.lefevre@exemple.fr>');
      await page.getByRole('radio', { name: /^Incident/ }).check();
      await page.getByRole('textbox', { name: /^Title/ }).fill('Caméra de visioconférence muette');
      await page.getByRole('textbox', { name: /^Description/ }).fill('Plus de son depuis lundi.');
      await page.reload();
      const kept = await page.getByRole('textbox', { name: /^Title/ }).inputValue();
      expectTrue(kept === 'Caméra de visioconférence muette', `expected the draft, «${kept}» came`);
      await page.getByRole('button', { name: 'Create the ticket' }).click();
      await page.getByRole('heading', { level: 1, name: /Caméra de visioconférence muette/ }).waitFor();
      await eventually('it stands in a tool', async () => {
        for (const { world } of stage.desks.all)
          for (const id of await world.tickets()) {
            const fields = (await world.look(id))?.fields ?? {};
            if (JSON.stringify(fields).includes('Caméra')) return true;
          }
        return false;
      });
    },
  );

  await checks.check('a canned reply fills itself in', async () => {
    await reader.go('/replies');
    await page.getByRole('button', { name: 'New canned reply' }).click();
    await page.getByRole('textbox', { name: /^Name/ }).fill('Accusé de réception');
    await page
      .getByRole('textbox', { name: /^Text/ })
      .fill('Votre demande {{number}} est prise en charge par {{agent}}.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Accusé de réception' }).waitFor();
    await reader.go('/tickets?own=1&text=messagerie');
    await page
      .getByRole('link', { name: /Messagerie/ })
      .first()
      .click();
    await page.getByRole('tab', { name: /^Timeline/ }).waitFor();
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Canned reply' }).click();
    await page.getByRole('menuitem', { name: 'Accusé de réception' }).click();
    const text = await page.getByRole('textbox', { name: 'Answer the requester' }).inputValue();
    expectTrue(
      /Votre demande \S+ est prise en charge par Catherine Buffet\./.test(text),
      `expected a filled reply, «${text}» came`,
    );
    await page.getByRole('button', { name: 'Send to the requester' }).click();
    const [desk] = stage.desks.all;
    if (desk)
      await eventually('the reply stands in the tool', async () =>
        (await linesIn(desk, 'Messagerie')).some(
          ({ text: said, readable }) => readable && said.includes('prise en charge'),
        ),
      );
  });

  await checks.check('a supervisor’s day leaves no error in the browser and asks nothing of others', async () => {
    expectNone(reader.troubles, 'errors in the browser');
    expectNone(reader.strangers, 'requests to others');
  });
  await reader.close();
}
