import type { Markdown } from '@passerelle/ticket';
import { markdownFromHtml } from './html.js';
import { markdownFrom, plainFrom } from './plain.js';

const tag = /\[(\/?)code\]/gi;

/** Journal text of ServiceNow: plain, except that `[code]…[/code]` holds HTML (docs page "Use HTML in journal fields"). */
export function markdownFromCodeText(text: string): Markdown {
  let out = '';
  let from = 0;
  let opened: number | null = null;
  for (const match of text.matchAll(tag)) {
    if (match[1] === '' && opened === null) {
      out += goingOn(out, text.slice(from, match.index));
      opened = match.index + match[0].length;
      from = match.index;
    } else if (match[1] === '/' && opened !== null) {
      out += markdownFromHtml(text.slice(opened, match.index));
      from = match.index + match[0].length;
      opened = null;
    }
  }
  return out + goingOn(out, text.slice(from));
}

/** Blanks after HTML stand within a line, and need no protection. */
function goingOn(before: string, text: string): Markdown {
  const blanks = before === '' ? '' : (/^ */.exec(text)?.[0] ?? '');
  return blanks + markdownFrom(text.slice(blanks.length));
}

/** Never lets what came from elsewhere turn active: a tag in the text gets a blank that makes it text. */
export function codeTextFrom(markdown: Markdown): string {
  return withoutCodeTags(plainFrom(markdown));
}

export function withoutCodeTags(text: string): string {
  return text.replace(tag, (whole) => `${whole[0]} ${whole.slice(1)}`);
}
