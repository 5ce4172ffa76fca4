/** What iTop 3.2 stores where nothing but blanks was sent: the prologue that its parser adds and forgets. */
const prologue = /^\s*<!DOCTYPE[^>]*>\s*(?:<\?xml[^>]*\?>\s*)?/i;
const blocks = /<(?:p|h[1-6]|ul|ol|table|pre|blockquote|figure|hr|div)\b|<\/p>/i;

/** HTML as people wrote it: without the prologue, and without the paragraph that iTop wraps around bare text. */
export function storedHtml(html: string): string {
  const text = html.replace(prologue, '');
  const inner = /^<p>([\s\S]*)<\/p>$/i.exec(text)?.[1];
  return inner === undefined || blocks.test(inner) ? text : inner;
}
