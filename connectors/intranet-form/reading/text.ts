import type { CheerioAPI } from 'cheerio';

type Node = ReturnType<CheerioAPI>[number];
interface Parent {
  readonly children: readonly Node[];
}

/** Outer blanks that PHP's trim takes away. */
const blanks = /^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g;

export function trimmed(text: string): string {
  return text.replace(blanks, '');
}

/**
 * A text as it was typed. The tool escapes what it is given, breaks it into lines and links addresses; this undoes each
 * once, so «&eacute;» that somebody typed stays that.
 */
export function textOf($: CheerioAPI, element: ReturnType<CheerioAPI>): string {
  const parts: string[] = [];
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (node.type === 'text') {
        // A break stands for the line end that follows it in the source.
        const { data } = node as unknown as { readonly data: string };
        parts.push(parts.at(-1) === '\n' ? data.replace(/^\n/, '') : data);
      } else if (node.type === 'tag') {
        const { name } = node as unknown as { readonly name: string };
        if (name === 'br') parts.push('\n');
        else if (name === 'a') parts.push(linkOf($, node));
        else walk((node as unknown as Parent).children);
      }
    }
  };
  for (const each of element.toArray()) walk((each as unknown as Parent).children);
  return fromPlane(trimmed(parts.join('')));
}

/** An address that the tool linked is what was typed; another link keeps its address behind its words. */
function linkOf($: CheerioAPI, node: Node): string {
  const words = $(node).text();
  const href = ($(node).attr('href') ?? '').replace(/^mailto:/, '');
  return href === '' || href === words ? words : `${words} (${href})`;
}

/** The same of a stored text, from the tables. */
export function textOfStored(load: (html: string) => CheerioAPI, stored: string): string {
  const $ = load(`<div>${stored}</div>`);
  return textOf($, $('div').first());
}

/**
 * The tool writes `?` for characters beyond the basic plane (its tables hold three bytes for each). What we write keeps
 * them as `[U+1F642]`, which people can look up and this reads back; nothing is lost on the way and back.
 */
export function toPlane(text: string): string {
  return text.replace(
    /[\u{10000}-\u{10ffff}]/gu,
    (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`,
  );
}

export function fromPlane(text: string): string {
  return text.replace(/\[U\+(10[0-9A-F]{4}|[1-9A-F][0-9A-F]{4})\]/g, (_whole, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}
