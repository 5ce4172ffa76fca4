import type { Page } from 'playwright-core';

/** What ran or got out, as the page itself tells it. */
export async function watch(page: Page): Promise<string[]> {
  const ran: string[] = [];
  page.on('dialog', (dialog) => {
    ran.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction('pwned', () => void ran.push('pwned() was called'));
  return ran;
}

/** Runs in the page. Anything that could run, whether it did or not. */
const search = `(() => {
  const found = [];
  const addresses = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href'];
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(element.tagName + ' ' + name + '=' + value);
      if (addresses.includes(name) && /^\\s*(javascript|data:text|vbscript)/i.test(value))
        found.push(element.tagName + ' ' + name + '=' + value);
    }
    const own = element.tagName === 'SCRIPT' && element.getAttribute('src')?.startsWith('/assets/');
    if (['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'MATH', 'SCRIPT'].includes(element.tagName) && !own)
      found.push(element.outerHTML.slice(0, 120));
  }
  return found;
})()`;

export async function living(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(search)) as readonly string[];
}
